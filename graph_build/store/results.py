"""Tables of answers as bytes: the four formats of SPARQL 1.1, written row by row and read back.

The engine writes these formats itself, but it cannot stop after a number of bytes and still leave
a document that is whole, and it writes control characters into XML as they are.
"""

from __future__ import annotations

import json
import re
from json.encoder import encode_basestring
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from graph_build.errors import QueryError
from graph_build.store.rows import Rows
from graph_build.store.terms import Term, literal_of

if TYPE_CHECKING:
    from collections.abc import Callable

JSON = "application/sparql-results+json"
XML = "application/sparql-results+xml"
CSV = "text/csv"
TSV = "text/tab-separated-values"
TABLES = (JSON, XML, CSV, TSV)
"""The formats of rows and truths; all others are of triples."""

Row = tuple[Term | None, ...]

_PART_BYTES = 65_536
# Of the characters of Unicode, those that no XML 1.0 document may hold.
_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# Not xml.sax.saxutils, which takes half of the time that a worker needs to start.
_ESCAPED_IN_XML = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\r": "&#13;"}
)
_QUOTED_IN_CSV = re.compile(r'[",\r\n]')


class Sink(Protocol):
    """What bytes are written to."""

    def write(self, data: bytes, /) -> Any:
        """Take bytes."""
        ...


class _Format(NamedTuple):
    head: Callable[[tuple[str, ...]], str]
    row: Callable[[tuple[str, ...]], Callable[[Row], str]]
    between: str
    foot: str
    cut_foot: str
    truth: Callable[[bool], str]


def write_table(
    rows: Rows, out: Sink, media_type: str, *, most_bytes: int, most_rows: int | None = None
) -> bool:
    """Write rows as a whole document; return whether rows had to be left out.

    Raises:
        QueryError: if the format is unknown or evaluation fails on the way.
    """
    form = _format(media_type)
    line = form.row(rows.names)
    parts = [form.head(rows.names).encode()]
    held, total, cut = len(parts[0]), 0, False
    for number, row in enumerate(rows):
        part = ((form.between if number else "") + line(row)).encode()
        if number == most_rows or total + held + len(part) > most_bytes:
            cut = True
            break
        parts.append(part)
        held += len(part)
        if held >= _PART_BYTES:
            out.write(b"".join(parts))
            total, held = total + held, 0
            parts.clear()
    parts.append((form.cut_foot if cut else form.foot).encode())
    out.write(b"".join(parts))
    return cut


def write_truth(truth: bool, out: Sink, media_type: str) -> None:  # noqa: FBT001 - it is the datum
    """Write the answer of an ASK query.

    Raises:
        QueryError: if the format is unknown.
    """
    out.write(_format(media_type).truth(truth).encode())


def read_json(body: bytes) -> Rows | bool:
    r"""Return what a document in SPARQL JSON says: rows, or a truth.

    >>> read_json(b'{"head": {}, "boolean": true}')
    True

    Raises:
        QueryError: if it is no such document.
    """
    try:
        said = json.loads(body)
        if "boolean" in said:
            return bool(said["boolean"])
        names = tuple(said["head"]["vars"])
        rows = [tuple(_read_term(one.get(n)) for n in names) for one in said["results"]["bindings"]]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise QueryError(f"the answer is no SPARQL JSON: {error}") from error
    return Rows(names, iter(rows))


def _format(media_type: str) -> _Format:
    form = _FORMATS.get(media_type)
    if form is None:
        raise QueryError(f"a table cannot be written as {media_type!r}")
    return form


def _read_term(said: dict[str, str] | None) -> Term | None:
    if said is None:
        return None
    kind, value = said["type"], said["value"]
    if kind == "uri":
        return Term("iri", value)
    if kind == "bnode":
        return Term("bnode", value)
    # Virtuoso still says "typed-literal", as a draft of 2007 did.
    if kind in {"literal", "typed-literal"}:
        return literal_of(value, said.get("datatype"), said.get("xml:lang"))
    raise KeyError(kind)


def _json_head(names: tuple[str, ...]) -> str:
    return f'{{"head":{{"vars":{json.dumps(names)}}},"results":{{"bindings":['


def _json_row(names: tuple[str, ...]) -> Callable[[Row], str]:
    keys = [f"{encode_basestring(name)}:" for name in names]

    def line(row: Row) -> str:
        cells = [k + _json_term(t) for k, t in zip(keys, row, strict=True) if t is not None]
        return f"{{{','.join(cells)}}}"

    return line


def _json_term(term: Term) -> str:
    value = encode_basestring(term.value)
    if term.kind == "iri":
        return f'{{"type":"uri","value":{value}}}'
    if term.kind == "bnode":
        return f'{{"type":"bnode","value":{value}}}'
    if term.language:
        return f'{{"type":"literal","value":{value},"xml:lang":"{term.language}"}}'
    if term.datatype:
        datatype = encode_basestring(term.datatype)
        return f'{{"type":"literal","value":{value},"datatype":{datatype}}}'
    return f'{{"type":"literal","value":{value}}}'


def _xml_head(names: tuple[str, ...]) -> str:
    variables = "".join(f'<variable name="{name}"/>' for name in names)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<sparql xmlns="http://www.w3.org/2005/sparql-results#">'
        f"<head>{variables}</head><results>"
    )


def _xml_row(names: tuple[str, ...]) -> Callable[[Row], str]:
    keys = [f'<binding name="{name}">' for name in names]

    def line(row: Row) -> str:
        cells = [
            f"{k}{_xml_term(t)}</binding>" for k, t in zip(keys, row, strict=True) if t is not None
        ]
        return f"<result>{''.join(cells)}</result>"

    return line


def _xml_term(term: Term) -> str:
    value = _NOT_IN_XML.sub("\ufffd", term.value).translate(_ESCAPED_IN_XML)
    if term.kind == "iri":
        return f"<uri>{value}</uri>"
    if term.kind == "bnode":
        return f"<bnode>{value}</bnode>"
    if term.language:
        return f'<literal xml:lang="{term.language}">{value}</literal>'
    if term.datatype:
        datatype = term.datatype.translate(_ESCAPED_IN_XML)
        return f'<literal datatype="{datatype}">{value}</literal>'
    return f"<literal>{value}</literal>"


def _xml_truth(truth: bool) -> str:  # noqa: FBT001 - as above
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<sparql xmlns="http://www.w3.org/2005/sparql-results#">'
        f"<head></head><boolean>{str(truth).lower()}</boolean></sparql>"
    )


def _csv_cell(term: Term | None) -> str:
    if term is None:
        return ""
    value = f"_:{term.value}" if term.kind == "bnode" else term.value
    if _QUOTED_IN_CSV.search(value):
        doubled = value.replace('"', '""')
        return f'"{doubled}"'
    return value


def _csv_row(row: Row) -> str:
    return ",".join(map(_csv_cell, row)) + "\r\n"


def _tsv_row(row: Row) -> str:
    return "\t".join("" if term is None else _tsv_cell(term) for term in row) + "\n"


def _tsv_cell(term: Term) -> str:
    # N-Triples leaves a tab as it is.
    return term.render().replace("\t", "\\t")


_FORMATS = {
    JSON: _Format(
        _json_head,
        _json_row,
        ",",
        "]}}",
        ']},"truncated":true}',
        lambda truth: f'{{"head":{{}},"boolean":{str(truth).lower()}}}',
    ),
    XML: _Format(
        _xml_head,
        _xml_row,
        "",
        "</results></sparql>",
        "</results><!-- truncated: rows were left out --></sparql>",
        _xml_truth,
    ),
    CSV: _Format(
        lambda names: ",".join(names) + "\r\n",
        lambda _: _csv_row,
        "",
        "",
        "",
        lambda truth: str(truth).lower(),
    ),
    TSV: _Format(
        lambda names: "\t".join(f"?{name}" for name in names) + "\n",
        lambda _: _tsv_row,
        "",
        "",
        "",
        lambda truth: str(truth).lower(),
    ),
}
