"""The reference says what the portal does."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.routing import Route

from graph_build.portal import formats
from graph_build.portal.headers import CONTENT_SECURITY_POLICY
from graph_build.service import budget, guard
from graph_build.service.asked import ANSWER_BYTES, Limits

if TYPE_CHECKING:
    from tests.portal.client import Client

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "reference" / "portal.md").read_text("utf-8")


def test_every_route_is_in_the_reference(client: Client) -> None:
    for route in client.app.routes:
        if isinstance(route, Route):
            path = re.sub(r"\{(\w+):\w+\}", r"{\1}", route.path)
            space = re.fullmatch(r"(/\w+/)\{path\}", path)
            known = f"`{space[1]}…`" if space and f"`{path}" not in PAGE else f"`{path}"
            assert known in PAGE, path


def test_the_limits_are_those_of_the_reference() -> None:
    limits = Limits()
    for limit in (
        f"{guard.MAXIMUM_BYTES:,} bytes",
        f"| {guard.MAXIMUM_DEPTH} |",
        f"| {guard.MAXIMUM_TOKENS:,} |",
        f"| {guard.MAXIMUM_OPERATORS} |",
        f"{ANSWER_BYTES:,} bytes",
        f"{limits.slow_seconds:g} seconds",
        f"{limits.fast_seconds:g} seconds",
        f"{limits.memory_bytes:,} bytes",
        f"| {limits.fast_places} and {limits.slow_places} |",
        f"| {budget.AT_ONCE} |",
        f"{budget.SECONDS_A_MINUTE:g} seconds a minute",
    ):
        assert limit in PAGE, limit


def test_the_formats_and_the_policy_are_those_of_the_reference() -> None:
    for media_type in (*formats.TABLES.values(), *formats.GRAPHS.values()):
        assert f"`{media_type}`" in PAGE
    assert CONTENT_SECURITY_POLICY in PAGE
