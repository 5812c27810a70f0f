"""Writes the reference page of publications with the score of the sample.

python docs/publication.py [--check]
"""

from __future__ import annotations

import dataclasses
import sys
import tempfile
from pathlib import Path

import jinja2
import rdflib

from graph_build import resources
from graph_build.build import build
from graph_build.export.publication import About, publish
from graph_build.export.publication.parts import datasets, parts
from graph_build.export.publication.quality import assess, maximum, total
from graph_build.query import Graph

HERE = Path(__file__).resolve().parent
PAGE = HERE / "reference" / "publication.md"


def page() -> str:
    """Return the reference page."""
    about = About.default()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        build([resources.sample()], folder / "graph")
        light = dataclasses.replace(about, leave_out=("registry", "nanopub"))
        publish(Graph.open(folder / "graph"), folder / "out", light)
        catalogue = rdflib.Graph().parse(folder / "out" / "catalog.ttl")
    # Both are tested: tests/export/test_catalogue.py and tests/portal/test_linked_data.py.
    scores = assess(catalogue, conforms=True, answers=lambda _: True)
    text = (HERE / "templates" / "publication.md").read_text(encoding="utf-8")
    forms = dict.fromkeys(part.form.partition("/")[0] for part in parts())
    made: str = jinja2.Template(text, keep_trailing_newline=True).render(
        about=about,
        datasets=len(datasets()),
        forms=", ".join(f"`{form}`" for form in sorted(forms)),
        maximum=maximum(),
        parts=parts(),
        quotes=about.quotes,
        scores=scores,
        total=total(scores),
    )
    return made


def main() -> int:
    """Write the page, or say that it is out of date."""
    text = page()
    if "--check" not in sys.argv:
        PAGE.write_text(text, encoding="utf-8", newline="\n")
        return 0
    if PAGE.is_file() and PAGE.read_text("utf-8") == text:
        return 0
    print(f"{PAGE.name}: out of date; run: python docs/publication.py")
    return 1


if __name__ == "__main__":
    sys.exit(main())
