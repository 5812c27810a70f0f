"""The files of a publication that describe it: catalogue, VoID, RO-Crate, a page to read."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from graph_build.export.publication.catalogue import catalogue
from graph_build.export.publication.described import METADATA, crate, dataset
from graph_build.export.publication.facts import DOWNLOADS
from graph_build.export.publication.forms import MEDIA_TYPES, written
from graph_build.export.publication.site import rewrites, robots
from graph_build.export.publication.state import STATE, state
from graph_build.export.publication.void import void
from graph_build.resources import ontology

if TYPE_CHECKING:
    from graph_build.export.publication.about import Text
    from graph_build.export.publication.facts import Facts

_TITLES: dict[str, tuple[Text, str]] = {
    "README.md": ({"zh": "说明", "en": "What is here"}, "text/markdown"),
    **{
        f"catalog.{suffix}": ({"zh": "目录（DCAT-AP 3.0.1）", "en": "Catalogue"}, media_type)
        for suffix, media_type in MEDIA_TYPES.items()
        if suffix != "nt"
    },
    "void.ttl": ({"zh": "VoID 描述", "en": "Description in VoID"}, "text/turtle"),
    "dataset.jsonld": (
        {"zh": "schema.org 描述", "en": "Description in schema.org"},
        "application/ld+json",
    ),
    STATE: ({"zh": "供枫图门户读取", "en": "For the portal of Fengtu"}, "application/json"),
    "robots.txt": ({"zh": "爬虫规则", "en": "Rules for crawlers"}, "text/plain"),
    "w3id/htaccess": (
        {"zh": "w3id.org 的跳转规则（.htaccess）", "en": "Redirects for w3id.org (.htaccess)"},
        "text/plain",
    ),
}


def descriptions(facts: Facts) -> dict[str, bytes]:
    """Return every file that describes the publication, by its path."""
    lines = list(catalogue(facts))
    found = {
        f"catalog.{suffix}": written(lines, media_type, base=facts.base)
        for suffix, media_type in MEDIA_TYPES.items()
        if suffix != "nt"
    }
    found["void.ttl"] = written(void(facts), MEDIA_TYPES["ttl"], base=facts.base)
    found["dataset.jsonld"] = _json(dataset(facts))
    found["robots.txt"] = robots(facts.about.site).encode()
    # Where identifiers and pages have one beginning, there is nothing to lead to.
    if facts.about.site != facts.base:
        found["w3id/htaccess"] = rewrites(facts.base, facts.about.site).encode()
    found[STATE] = state(facts)
    found["README.md"] = readme(facts).encode("utf-8")
    extra = [(path, *_TITLES[path]) for path in sorted(found)]
    found[METADATA] = crate(facts, extra)
    return found


def readme(facts: Facts) -> str:
    """Return what is in the folder, in Chinese and English, as Markdown."""
    about, counts = facts.about, facts.counts
    template = (ontology() / "profiles" / "publication.md").read_text(encoding="utf-8")
    rows = (
        f"| `{DOWNLOADS}{part.path}` | {part.title['zh']} · {part.title['en']} "
        f"| {facts.files[part.path].size:,} |"
        for one in facts.datasets
        for part in facts.parts_of(one)
    )
    return template.format(
        title_zh=about.title["zh"],
        title_en=about.title["en"],
        description_zh=about.description["zh"],
        description_en=about.description["en"],
        rights_zh=about.rights["zh"],
        rights_en=about.rights["en"],
        licence=about.licence,
        issued=about.issued,
        version=about.version,
        build=facts.build,
        documents=f"{counts.documents:,}",
        claims=f"{counts.claims:,}",
        triples=f"{counts.triples:,}",
        quotes=about.quotes,
        percent=facts.share.percent,
        cut=f"{facts.share.cut:,}",
        files="\n".join(rows),
    )


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode("utf-8")
