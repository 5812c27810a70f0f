"""Web Annotations as their clients read them: a page of annotations, each with its target inside.

The triples are those of `web-annotation.rq`; only the JSON is nested as the W3C's own context and
examples have it, because clients look for these keys and frame nothing themselves.
"""

from __future__ import annotations

import json
import re
from itertools import groupby
from typing import TYPE_CHECKING, Any, BinaryIO

from graph_build.export.notation import TYPE, base_of
from graph_build.export.profiles import constructed, subjects

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph_build.query import Graph
    from graph_build.store import Term, Triple

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
_OA = "http://www.w3.org/ns/oa#"
_KEYS = {
    "hasBody": "body",
    "hasSelector": "selector",
    "hasSource": "source",
    "hasTarget": "target",
    "motivatedBy": "motivation",
}
_ANNOTATION = re.compile(r".*/annotation/[^/]+")


def write_annotations(graph: Graph, out: BinaryIO) -> None:
    """Write every claim and mention as a Web Annotation, an annotation to a line."""
    page = {"@context": CONTEXT, "id": f"{base_of(graph)}annotations", "type": "AnnotationPage"}
    opening = json.dumps(page, ensure_ascii=False).removesuffix("}")
    out.write(f'{opening}, "items": ['.encode())
    separator = b"\n"
    for annotation in nested(graph):
        out.write(separator + json.dumps(annotation, ensure_ascii=False).encode())
        separator = b",\n"
    out.write(b"\n]}\n")


def nested(graph: Graph) -> Iterator[dict[str, Any]]:
    """Return each annotation with its target and selectors nested, in the order of their IRIs."""
    found = subjects(constructed(graph, "web-annotation"))
    # The IRIs of a target and its selectors begin with that of their annotation.
    for name, parts in groupby(found, key=lambda part: _name(part[0])):
        yield _nested(name, {subject.value: triples for subject, triples in parts})


def _name(subject: Term) -> str:
    found = _ANNOTATION.match(subject.value)
    return found[0] if found else subject.value


def _nested(subject: str, parts: dict[str, list[Triple]]) -> dict[str, Any]:
    node: dict[str, Any] = {"id": subject}
    for _, predicate, obj in parts[subject]:
        name = predicate.value.removeprefix(_OA)
        key = "type" if predicate.value == TYPE else _KEYS.get(name, name)
        value = _nested(obj.value, parts) if obj.value in parts else _plain(key, obj)
        if key in node:
            node[key] = [*(node[key] if isinstance(node[key], list) else [node[key]]), value]
        else:
            node[key] = value
    return node


def _plain(key: str, term: Term) -> str | int:
    """Return a value in the words of the context: numbers as such, its own terms by short name."""
    if key in {"start", "end"}:
        return int(term.value)
    return term.value.removeprefix(_OA) if key in {"type", "motivation"} else term.value
