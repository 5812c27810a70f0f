"""A folder of builds as a site."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from graph_build.errors import GraphNotFound
from graph_build.portal import application
from graph_build.portal.app import is_loopback
from tests.portal.client import Client
from tests.portal.library import Library

if TYPE_CHECKING:
    from pathlib import Path

PATIENCE_SECONDS = 20


def test_a_new_build_is_served_without_a_restart(tmp_path: Path) -> None:
    client = Client(application(Library().fill().write(tmp_path)))
    assert "青枫经验" in client.get("/page/id/i-aaaaaaaa").text
    Library(name="白枫经验").fill().write(tmp_path, build="build2")
    deadline = time.monotonic() + PATIENCE_SECONDS
    while "白枫经验" not in client.get("/page/id/i-aaaaaaaa").text:
        assert time.monotonic() < deadline
        time.sleep(0.05)
    assert "build2" in client.get("/").text


def test_a_build_that_cannot_be_read_leaves_the_old_one(tmp_path: Path) -> None:
    client = Client(application(Library().fill().write(tmp_path)))
    for pointer in ("", "none", "../.."):
        (tmp_path / "CURRENT").write_text(pointer, encoding="utf-8")
        assert "青枫经验" in client.get("/page/id/i-aaaaaaaa").text


def test_a_folder_without_a_graph_is_refused(tmp_path: Path) -> None:
    with pytest.raises(GraphNotFound):
        application(tmp_path)


def test_all_that_pages_need_can_be_read_ahead(tmp_path: Path) -> None:
    app = application(Library().fill().write(tmp_path))
    app.state.site.warm()
    assert Client(app).get("/").status_code == 200


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "localhost", "127.9.9.9"])
def test_only_this_machine_reaches_a_loopback_address(host: str) -> None:
    assert is_loopback(host)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.2", "example.org", ""])  # noqa: S104
def test_any_other_address_is_public(host: str) -> None:
    assert not is_loopback(host)


def test_a_graph_of_no_documents_has_pages(tmp_path: Path) -> None:
    client = Client(application(Library().write(tmp_path)))
    for path in ("/", "/documents", "/list/Initiative", "/claims/Observation", "/search?q=a"):
        assert client.get(path).status_code == 200
