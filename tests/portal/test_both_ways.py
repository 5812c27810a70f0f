"""From a text into the explorer, and whom to tell that something is wrong."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from typing import TYPE_CHECKING

from graph_build.portal import application
from tests.portal.client import Client
from tests.portal.library import FIRST

if TYPE_CHECKING:
    from pathlib import Path


def read(client: Client, suffix: str) -> str:
    """Return what is said of all documents, one after the other."""
    listed = client.get("/documents").text
    documents = dict.fromkeys(re.findall(r"/page/doc/[0-9a-f]{16}", listed))
    return "".join(client.get(one + suffix).text for one in documents)


def claims_of(client: Client, end: int = 200) -> str:
    return read(client, f"/claims?at=0-{end}")


def test_every_claim_that_is_read_leads_to_its_line_in_the_explorer(crafted: Client) -> None:
    found = [
        unescape(link)
        for link in re.findall(r'href="(/explore#[^"]*)"', claims_of(crafted, len(FIRST)))
    ]

    assert "/explore#/ego?c=id/i-aaaaaaaa&sel=id/i-aaaaaaaa+id/h-cccccccc" in found
    figures = [link for link in found if "/claim/" in link]
    assert figures
    assert all(re.fullmatch(r".*c=[\w/-]+&sel=doc/\w{16}/claim/[\w-]+", link) for link in figures)


def test_a_document_leads_to_what_it_says_in_the_explorer(crafted: Client) -> None:
    assert re.search(r'href="/explore#/lanes\?doc=[0-9a-f]{16}"', read(crafted, ""))


def test_a_reader_can_tell_an_error_where_the_publisher_names_somebody(sample: Path) -> None:
    app = application(sample)
    client = Client(app)
    assert "报告错误" not in claims_of(client)
    offer = app.state.site.offer
    offer.about = replace(offer.about, contact_email="graph@example.org")
    assert re.search(r'href="mailto:graph@example\.org\?subject=https?%3A[^"]*"', claims_of(client))
    assert 'data-report="mailto:graph@example.org"' in client.get("/explore").text
    offer.about = replace(offer.about, contact_page="https://example.org/contact")
    assert 'href="https://example.org/contact"' in claims_of(client)
