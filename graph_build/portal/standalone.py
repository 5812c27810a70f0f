"""The explorer as one file: its script, the graph, and the sentences of its statements.

It opens from a folder or a stick, without a server and without a request; a policy in the page
forbids any. What only a server can do is left out of it: pages, texts as a whole, SPARQL.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import re
from itertools import chain
from typing import TYPE_CHECKING, Any, BinaryIO

from markupsafe import Markup

from graph_build.errors import OutputError
from graph_build.export.notation import base_of
from graph_build.portal.language import LANGUAGES, language
from graph_build.portal.links import Links
from graph_build.portal.present import Presenter
from graph_build.portal.reader import Reader
from graph_build.portal.site import EXPLORER, STATIC, environment
from graph_build.portal.spoken import spoken

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from graph_build.query import Graph

MOST_CLAIMS = 20_000
"""Of how many statements a file that a server makes has the sentences."""

_MESSAGES = ("explore.", "status.", "lane.", "quote.", "document.", "cite.", "nav.theme.", "site.")
_AT_ONCE = 500
_DRAWN = ("edges", "actions", "figures")


def write(graph: Graph, out: BinaryIO) -> None:
    """Write the explorer of a graph with all its sentences to a stream.

    Raises:
        OutputError: if the explorer has not been built.
    """
    out.write(page_of(graph).encode())


def page_of(graph: Graph, *, start: str = "") -> str:
    """Return the explorer of a graph with all its sentences.

    Raises:
        OutputError: if the explorer has not been built.
    """
    return page(Reader(graph, base=base_of(graph)), start=start)


def page(reader: Reader, *, most: int | None = None, site: str = "", start: str = "") -> str:
    """Return the explorer of a graph as one page.

    `most` is of how many statements it has the sentences, `site` where its links lead, without
    which it has none, and `start` the state it begins in.

    Raises:
        OutputError: if the explorer has not been built.
    """
    if not EXPLORER.is_file():
        raise OutputError(f"{EXPLORER}: not there; run python frontend/build.py")
    columns = json.loads(gzip.decompress(reader.drawn))
    claims = list(_claims(columns))
    data = {
        "graph": columns,
        "messages": {code: language(code).beginning(_MESSAGES) for code in LANGUAGES},
        "claims": _spoken(reader, claims[:most]),
        "site": site,
        "start": start,
    }
    scripts = [_inline(STATIC / name, "script") for name in ("fengtu.js", "dist/explorer.js")]
    styles = [_inline(STATIC / name, "style") for name in ("fengtu.css", "dist/explorer.css")]
    return (
        environment()
        .get_template("standalone.html")
        .render(
            policy=_policy(scripts, styles),
            scripts=[Markup(text) for text in scripts],  # noqa: S704 - our own
            styles=[Markup(text) for text in styles],  # noqa: S704 - our own
            data=_packed(data),
            build=reader.build,
            site=site,
            zh=language("zh"),
        )
    )


def _claims(columns: dict[str, Any]) -> Iterator[str]:
    """Yield the claims that are drawn by the ids that the explorer gives them, each once."""
    documents = columns["documents"]["id"]
    pairs = chain.from_iterable(
        zip(columns[name]["document"], columns[name]["claim"], strict=True) for name in _DRAWN
    )
    for number, rest in dict.fromkeys(pairs):
        yield rest if number < 0 else f"doc/{documents[number]}/claim/{rest}"


def _spoken(reader: Reader, claims: list[str]) -> dict[str, list[dict[str, Any]]]:
    """Return each claim in all languages, one beside the other: so they compress well."""
    links = Links(reader.base)
    presenters = [Presenter(reader, links, language(code)) for code in LANGUAGES]
    found = {}
    for at in range(0, len(claims), _AT_ONCE):
        some = claims[at : at + _AT_ONCE]
        records = reader.claims([one if ":" in one else reader.base + one for one in some])
        for one, record in zip(some, records, strict=True):
            found[one] = [spoken(present, present.claim(record)) for present in presenters]
    return found


def _packed(data: dict[str, Any]) -> str:
    """Return data as base64 of gzip without a clock: the same graph makes the same file."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return base64.b64encode(gzip.compress(text.encode(), mtime=0)).decode()


def _inline(path: Path, element: str) -> str:
    """Return a file as it may stand in an element, whose end it may not name."""
    text = path.read_text(encoding="utf-8")
    return re.sub(rf"</(?={element})", r"<\\/", text, flags=re.IGNORECASE)


def _policy(scripts: list[str], styles: list[str]) -> str:
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {' '.join(map(_digest, scripts))}",
            f"style-src {' '.join(map(_digest, styles))}",
            "img-src data: blob:",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def _digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
