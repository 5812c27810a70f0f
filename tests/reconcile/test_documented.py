"""The reference and the how-to say what the service does."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import httpx
import pytest

from graph_build.portal.pages.suggest import FEATURES
from graph_build.portal.reconciling import MAXIMUM_BODY
from graph_build.portal.turns import MOST_WAITING
from graph_build.reconcile import BATCH, PROPERTIES, TYPES, asked, reconciler
from graph_build.reconcile.extension import MOST

DOCS = Path(__file__).resolve().parents[2] / "docs"
REFERENCE = (DOCS / "reference" / "reconciliation.md").read_text("utf-8")
HOW_TO = (DOCS / "how-to" / "reconcile.md").read_text("utf-8")
BLOCKS = re.findall(r"```python\n(.*?)```", HOW_TO, re.DOTALL)


@pytest.mark.parametrize("name", [*TYPES, *PROPERTIES, *FEATURES])
def test_every_type_property_and_feature_is_in_the_reference(name: str) -> None:
    assert f"`{name}`" in REFERENCE or f"`{name}:…`" in REFERENCE


def test_the_limits_are_those_of_the_reference() -> None:
    for limit in (
        f"things to extend | {BATCH} |",
        f"types | {asked.MOST_PROPERTIES} |",
        f"{asked.DEFAULT_LIMIT} unless given, at most {asked.MAXIMUM_LIMIT}",
        f"characters of a text | {asked.LONGEST_TEXT:,} |",
        f"| {MAXIMUM_BODY:,} |",
        f"of all clients | {MOST_WAITING} |",
        f"up to {MOST:,}",
        f"{reconciler.MISSED:.0%} |",
        f"{reconciler.UNTOLD:.0%} |",
        f"at least {reconciler.NEAR:.0f} points",
    ):
        assert limit in REFERENCE, limit
    assert asked.MOST_PROPERTIES == asked.MOST_VALUES == asked.MOST_TYPES


def test_the_how_to_works_on_a_graph(sample: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (block,) = (one for one in BLOCKS if "Reconciler.of" in one)
    exec(block.replace('Graph.open("graph")', f"Graph.open({str(sample)!r})"), {})  # noqa: S102
    assert capsys.readouterr().out == "龙山经验 97.0 True\n"


def test_the_how_to_works_over_http(
    service: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def post(address: str, data: dict[str, str]) -> httpx.Response:
        path = address.removeprefix("http://127.0.0.1:8765")
        found: httpx.Response = service.client.request("POST", path, data=data)
        return found

    monkeypatch.setattr(httpx, "post", post)
    (block,) = (one for one in BLOCKS if "httpx.post" in one)
    exec(block, {})  # noqa: S102
    told = capsys.readouterr().out.splitlines()
    assert told[0].startswith("a [('id/i-62f38a03e053', '龙山经验', 97.0, True)")
    assert "'金华市政府', 98.0, True)" in told[1]
