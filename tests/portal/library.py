"""A graph made by hand: two short documents, every kind of claim, a conflict, any names."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from graph_build import iris, resources
from graph_build.model import Period, Span
from graph_build.store import OxigraphStore, Term, iri, literal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SKOS = "http://www.w3.org/2004/02/skos/core#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
NIF = "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#"
DCT = "http://purl.org/dc/terms/"
XSD = "http://www.w3.org/2001/XMLSchema#"
FIRST = (
    "甲市总结推广青枫经验。2024年，甲市调解成功率达到98.5%。\n"
    "青枫经验获评全国优秀案例。𠮷村将推进青枫经验。"
)
SECOND = "据统计，2024年甲市调解成功率为97.2%。"


@dataclass
class Library:
    """Quads that grow by what is said; `write` lays them out as a built folder."""

    name: str = "青枫经验"
    title: str = "甲市治理侧记"
    file: str = "first.txt"
    first: str = FIRST
    second: str = SECOND
    quads: list[str] = field(default_factory=list)
    documents: dict[str, tuple[str, str]] = field(default_factory=dict)

    def say(self, subject: str, predicate: str, value: Term | str, graph: str) -> None:
        term = iri(value) if isinstance(value, str) else value
        parts = (iri(subject), iri(predicate), term, iri(graph))
        self.quads.append(" ".join(part.render() for part in parts) + " .\n")

    def document(self, text: str, file: str, title: str, day: str) -> str:
        key = hashlib.sha256(text.encode()).hexdigest()[:16]
        document = iris.document_iri(key)
        self.documents[key] = (text, file)
        self.say(document, f"{RDF}type", iris.term_iri("Document"), document)
        self.say(document, f"{DCT}title", literal(title, language="zh"), document)
        self.say(document, f"{DCT}identifier", literal(file), document)
        self.say(document, f"{DCT}issued", literal(day, datatype=f"{XSD}date"), document)
        return document

    def thing(self, kind: str, thing: str, label: str, *aliases: str) -> str:
        registry = iris.graph_iri("registry")
        self.say(thing, f"{RDF}type", iris.term_iri(kind), registry)
        self.say(thing, f"{SKOS}prefLabel", literal(label, language="zh"), registry)
        for alias in aliases:
            self.say(thing, f"{SKOS}altLabel", literal(alias, language="zh"), registry)
        return thing

    def span(self, document: str, words: str, *, names: str = "") -> str:
        key = document.rpartition("/")[2]
        text, _ = self.documents[key]
        begin = text.index(words)
        span = iris.span_iri(key, Span(begin, begin + len(words)))
        self.say(span, f"{RDF}type", iris.term_iri("TextSpan"), document)
        number = f"{XSD}nonNegativeInteger"
        self.say(span, f"{NIF}beginIndex", literal(str(begin), datatype=number), document)
        self.say(
            span, f"{NIF}endIndex", literal(str(begin + len(words)), datatype=number), document
        )
        self.say(span, f"{NIF}anchorOf", literal(words), document)
        self.say(span, f"{DCT}isPartOf", document, document)
        if names:
            self.say(span, "http://www.w3.org/2005/11/its/rdf#taIdentRef", names, document)
        return span

    def claim(self, kind: str, document: str, words: str, status: str, **slots: Term | str) -> str:
        key = document.rpartition("/")[2]
        begin = self.documents[key][0].index(words)
        claim = iris.claim_iri(key, kind, Span(begin, begin + len(words)), 1)
        for name in (kind, "Claim"):
            self.say(claim, f"{RDF}type", iris.term_iri(name), document)
        self.say(claim, iris.term_iri("evidence"), self.span(document, words), document)
        self.say(claim, iris.term_iri("status"), iris.concept_iri("status", status), document)
        for slot, value in slots.items():
            names = {
                "subject": f"{RDF}subject",
                "predicate": f"{RDF}predicate",
                "object": f"{RDF}object",
            }
            self.say(claim, names.get(slot, iris.term_iri(slot)), value, document)
        return claim

    def fill(self) -> Library:
        """Say everything that the two documents say."""
        one = self.document(self.first, self.file, self.title, "2025-01-02")
        two = self.document(self.second, "second.txt", "另一份统计", "2025-02-03")
        method = self.thing("Experience", f"{iris.BASE}id/i-aaaaaaaa", self.name, "青枫")
        city = self.thing("Place", f"{iris.BASE}place/990100", "甲市")
        rate = self.thing("Indicator", f"{iris.BASE}id/x-bbbbbbbb", "调解成功率")
        honour = self.thing("Honour", f"{iris.BASE}id/h-cccccccc", "全国优秀案例")
        village = self.thing("Place", f"{iris.BASE}place/z-dddddddd", "𠮷村")
        period = iris.period_iri(Period("2024-01-01", "2024-12-31"))
        registry = iris.graph_iri("registry")
        self.say(period, f"{RDF}type", f"{DCT}PeriodOfTime", registry)
        for name, day in (("startDate", "2024-01-01"), ("endDate", "2024-12-31")):
            self.say(
                period,
                f"http://www.w3.org/ns/dcat#{name}",
                literal(day, datatype=f"{XSD}date"),
                registry,
            )
        for document, words, thing in (
            (one, "甲市", city),
            (one, "青枫经验", method),
            (one, "全国优秀案例", honour),
            (one, "𠮷村", village),
            (two, "甲市", city),
        ):
            self.span(document, words, names=thing)
        self.say(method, iris.term_iri("originatedIn"), city, one)
        self.claim(
            "Relation",
            one,
            "甲市总结推广青枫经验",
            "completed",
            subject=method,
            predicate=iris.term_iri("originatedIn"),
            object=city,
        )
        self.claim(
            "Action",
            one,
            "𠮷村将推进青枫经验",
            "planned",
            actsOn=method,
            verb=literal("推进", language="zh"),
        )
        self.claim(
            "Recognition",
            one,
            "青枫经验获评全国优秀案例",
            "completed",
            recipient=method,
            honour=honour,
            grade=iris.concept_iri("grade", "national"),
        )
        for document, words, value in (
            (one, "2024年，甲市调解成功率达到98.5%", "98.5"),
            (two, "2024年甲市调解成功率为97.2%", "97.2"),
        ):
            self.claim(
                "Observation",
                document,
                words,
                "completed",
                about=city,
                indicator=rate,
                value=literal(value, datatype=f"{XSD}decimal"),
                valueText=literal(f"{value}%"),
                valueSpan=self.span(document, f"{value}%"),
                unit=iris.unit_iri("PERCENT"),
                valueKind=iris.concept_iri("valuekind", "level"),
                bound=iris.concept_iri("bound", "exact"),
                period=period,
            )
        return self

    def write(self, folder: Path, build: str = "build1") -> Path:
        root = folder / "builds" / build
        for name in ("shards", "texts"):
            (root / name).mkdir(parents=True)
        (root / "shards" / "all.nq").write_text("".join(sorted(set(self.quads))), encoding="utf-8")
        (root / "ontology.nq").write_text("".join(_ontology()), encoding="utf-8")
        for key, (text, _) in self.documents.items():
            (root / "texts" / f"{key}.txt").write_bytes(text.encode())
        OxigraphStore.create(root / "store").load(
            [root / "shards" / "all.nq", root / "ontology.nq"]
        )
        listed = [
            {"id": key, "identifier": file, "characters": len(text)}
            for key, (text, file) in self.documents.items()
        ]
        (root / "manifest.json").write_text(
            json.dumps({"format": 1, "documents": listed}), encoding="utf-8"
        )
        (folder / "CURRENT").write_text(build, encoding="utf-8")
        return folder


def _ontology() -> Iterator[str]:
    folder = resources.ontology()
    for path in [folder / "policy.ttl", *sorted((folder / "schemes").glob("*.ttl"))]:
        for triple in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE):
            if isinstance(triple.subject, ox.NamedNode) and not isinstance(
                triple.object, ox.BlankNode
            ):
                graph = iri(iris.graph_iri("ontology")).render()
                yield f"{triple.subject} {triple.predicate} {triple.object} {graph} .\n"


def hostile(payloads: Sequence[str]) -> Library:
    """Return a library whose documents, things and verbs bear names that would like to run.

    Payload n names the thing `id/i-n`, n in eight figures.
    """
    library = Library(name=payloads[0], title=payloads[1]).fill()
    document = next(iter(library.documents))
    for number, payload in enumerate(payloads):
        named = library.thing("Mechanism", f"{iris.BASE}id/i-{number:08}", payload, payload)
        library.claim(
            "Action",
            iris.document_iri(document),
            "青枫经验获评",
            "planned",
            actsOn=named,
            actor=f"{iris.BASE}place/990100",
            verb=literal(payload, language="zh"),
        )
    return library
