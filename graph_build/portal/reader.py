"""Everything that pages ask of a graph, by query files only; what does not change is asked once."""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import cache, cached_property
from typing import TYPE_CHECKING, NamedTuple

from graph_build.portal import counts, sources
from graph_build.portal.claims import ClaimRecord, read_claim
from graph_build.portal.drawn import drawn
from graph_build.portal.facts import conflicts
from graph_build.portal.names import Name, Names
from graph_build.portal.remembered import Remembered
from graph_build.portal.themes import Theme, themes
from graph_build.portal.vocabulary import CLAIM_KINDS, ENTITY_CLASSES, class_iri, local
from graph_build.query import Graph, Query, find
from graph_build.reconcile import Reconciler
from graph_build.search import Hit, Index, index_of
from graph_build.store import Term, iri

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from graph_build.portal.counts import Profile
    from graph_build.portal.sources import Source
    from graph_build.store import Rows

_REMEMBERED_CLAIMS = 20_000
_REMEMBERED_TEXTS = 512
_REMEMBERED_THINGS = 512


class Edge(NamedTuple):
    """A claim that connects a thing with another: `way` is out or in, `words` says how (an IRI).

    `verb` is that of an action, as written.
    """

    claim: str
    way: str
    words: str
    other: str
    verb: str


class Mention(NamedTuple):
    """A stretch of a document that names a thing, or that a claim rests on."""

    begin: int
    end: int
    thing: str


class Answered(NamedTuple):
    """An answer in short: its columns, its first row, and how many rows it has."""

    names: tuple[str, ...]
    first: tuple[Term | None, ...]
    rows: int

    @classmethod
    def of(cls, rows: Rows) -> Answered:
        """Return rows in short; they are walked to their end."""
        first = next(iter(rows), ())
        return cls(rows.names, first, sum(1 for _ in rows) + bool(first))


@cache
def _query(name: str) -> Query:
    return find(f"internal/portal-{name}")


class Reader:
    """A graph as its pages need it; threads may share one, as all values are made equal."""

    def __init__(self, graph: Graph, *, base: str) -> None:
        self.graph = graph
        self.base = base
        self._claims = Remembered(self._find_claims, size=_REMEMBERED_CLAIMS)
        self._texts = Remembered(self._find_texts, size=_REMEMBERED_TEXTS)
        self._mentions = Remembered(self._find_mentions, size=_REMEMBERED_TEXTS)
        self._evidence = Remembered(self._find_evidence, size=_REMEMBERED_TEXTS)
        self._edges = Remembered(self._find_edges, size=_REMEMBERED_THINGS)
        self._related = Remembered(self._find_related, size=_REMEMBERED_THINGS)
        self._listed = Remembered(self._find_listed, size=len(CLAIM_KINDS))
        self._answers = Remembered(self._find_answers, size=_REMEMBERED_THINGS)

    def rows(self, name: str, **terms: str | Iterable[Term]) -> Iterator[dict[str, Term]]:
        """Return the rows of a portal query; a string is an IRI."""
        bound = {
            key: iri(value) if isinstance(value, str) else list(value)
            for key, value in terms.items()
        }
        return self.graph.store.select(_query(name).bind(**bound)).dicts()

    def construct(self, name: str, **terms: str) -> str:
        """Return the text of a portal query that constructs a graph."""
        return _query(name).bind(**{key: iri(value) for key, value in terms.items()})

    @property
    def build(self) -> str:
        """The id of the build that is served."""
        return self.graph.folder.name

    @cached_property
    def names(self) -> Names:
        """The names of everything."""
        labels = ((r["thing"], r["property"], r["label"]) for r in self.rows("names"))
        return Names.read(labels, ((r["thing"], r["class"]) for r in self.rows("kinds")))

    @cached_property
    def sources(self) -> dict[str, Source]:
        """The documents by IRI, newest first."""
        return sources.sources(self.rows("documents"), self.graph.manifest.get("documents", []))

    @cached_property
    def profiles(self) -> dict[str, Profile]:
        """How much is said of each thing."""
        return counts.profiles(self.rows("profiles"), self.rows("documents-of"))

    def profile(self, thing: str) -> Profile:
        """Return how much is said of a thing."""
        return self.profiles.get(thing) or counts.Profile()

    @cached_property
    def index(self) -> Index:
        """The search index of the graph."""
        return index_of(self.graph)

    @cached_property
    def reconciler(self) -> Reconciler:
        """What finds the things of the graph that names of tables mean."""
        return Reconciler.of(self.graph, self.index, base=self.base)

    @cached_property
    def themes(self) -> list[Theme]:
        """The themes with their initiatives by class and their claims by year."""
        classes = {
            thing: name.kind
            for thing in self.members.get("Initiative", ())
            if (name := self.names.of(thing)).kind
        }
        published = {iri: source.published for iri, source in self.sources.items()}
        return themes(self.rows("graph-themes"), self.rows("theme-years"), classes, published)

    def search(self, query: str, *, limit: int) -> list[Hit]:
        """Return the things that match a query best by their names."""
        found = self.index.find(query)
        return self.index.hits(found, query, limit=min(limit, found.named))

    @cached_property
    def members(self) -> dict[str, list[str]]:
        """The things of each class that texts name, those with most claims first.

        `Initiative` has all initiatives; `Initiative!` those that are of no narrower class.
        """
        found: dict[str, list[Name]] = defaultdict(list)
        for name in self.names:
            kinds = {k for k in name.kinds if k in ENTITY_CLASSES}
            if name.family == "initiative":
                kinds |= {"Initiative"} | ({"Initiative!"} if name.kind == "Initiative" else set())
            # Registers know more places than texts name; lists are of what texts say.
            for kind in kinds if self.profile(name.iri).weight else ():
                found[kind].append(name)
        return {
            kind: [n.iri for n in sorted(things, key=self._order)] for kind, things in found.items()
        }

    @cached_property
    def places(self) -> dict[str, str]:
        """The places that are the only one of their name, by name."""
        named = [
            (label, n.iri)
            for n in self.names
            if n.kind == "Place"
            for label in {*n.labels.values()}
        ]
        shared = Counter(label for label, _ in named)
        return {label: iri for label, iri in named if shared[label] == 1}

    @cached_property
    def scopes(self) -> dict[str, str]:
        """What the names belong to that several things share: a place, or a scheme."""
        shared = {label for label, n in Counter(n.label("zh") for n in self.names).items() if n > 1}
        found = sorted((r["thing"].value, r["scope"].value) for r in self.rows("scopes"))
        return {
            thing: scope for thing, scope in found if self.names.of(thing).label("zh") in shared
        }

    def _order(self, name: Name) -> tuple[int, str, str]:
        return -self.profile(name.iri).weight, name.label("zh"), name.iri

    @cached_property
    def drawn(self) -> bytes:
        """The graph as the explorer draws it: JSON, compressed by gzip."""
        return drawn(self)

    @cached_property
    def totals(self) -> dict[str, int]:
        """The number of claims of each kind."""
        found = {local(r["kind"].value): int(r["claims"].value) for r in self.rows("totals")}
        return {kind: found.get(kind, 0) for kind in CLAIM_KINDS}

    @cached_property
    def conflicts(self) -> dict[str, list[tuple[str, ...]]]:
        """The groups of figures that contradict each other, by what they are about and measure."""
        rows = {row["claim"].value: row for row in self.rows("comparable")}
        found: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        for group in conflicts(rows):
            for role in ("about", "indicator"):
                found[rows[group[0]][role].value].append(group)
        return found

    def claim(self, claim: str) -> ClaimRecord:
        """Return a claim; one that does not exist has no kind."""
        return self._claims.one(claim)

    def claims(self, claims: Iterable[str]) -> list[ClaimRecord]:
        """Return claims, in the order asked for."""
        return self._claims.all(claims)

    def claims_as(self, kind: str) -> list[tuple[str, str]]:
        """Return (claim, status) of every claim of a kind, by document and place in it."""
        return self._listed.one(kind)

    def answer_of(self, query: Query) -> Answered:
        """Return how a question of the catalogue is answered as it stands, in short."""
        return self._answers.one(query.text)

    def text(self, document: str) -> str:
        """Return the text of a document by its IRI.

        Raises:
            UnknownName: if the graph has no such text.
        """
        return self._texts.one(document)

    def edges_of(self, thing: str) -> tuple[Edge, ...]:
        """Return what connects a thing with others, in a fixed order."""
        return self._edges.one(thing)

    def related_to(self, thing: str) -> list[tuple[str, str]]:
        """Return (role, claim) where a thing is not an end but the place, period or speaker."""
        return self._related.one(thing)

    def examples_of(self, thing: str) -> list[tuple[str, str]]:
        """Return some (role, claim) of a concept, a period or a rule."""
        found = self.rows("examples", thing=thing)
        return sorted((local(row["role"].value), row["claim"].value) for row in found)

    def mentions_in(self, document: str) -> list[Mention]:
        """Return the mentions in a document, in the order of the text."""
        return self._mentions.one(document)

    def evidence_in(self, document: str) -> list[Mention]:
        """Return what claims rest on in a document, in order; `thing` is the claim."""
        return self._evidence.one(document)

    def description(self, thing: str) -> list[tuple[str, Term]]:
        """Return the properties of a thing as (IRI of the property, value)."""
        return [(r["property"].value, r["value"]) for r in self.rows("description", thing=thing)]

    def references(self, thing: str) -> list[tuple[str, str]]:
        """Return what points at a thing without a claim, as (subject, IRI of the property)."""
        return sorted(
            (r["subject"].value, r["property"].value) for r in self.rows("references", thing=thing)
        )

    def mentions_of(self, thing: str) -> dict[str, list[tuple[int, int]]]:
        """Return the places where a thing is mentioned, by document."""
        found: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for row in self.rows("mentions-of", thing=thing):
            found[row["document"].value].append((int(row["begin"].value), int(row["end"].value)))
        return {document: sorted(places) for document, places in found.items()}

    def _find_claims(self, claims: Iterable[str]) -> dict[str, ClaimRecord]:
        by_claim: dict[str, list[dict[str, Term]]] = {claim: [] for claim in claims}
        for row in self.rows("claim", claim=[iri(claim) for claim in by_claim]):
            by_claim[row["claim"].value].append(row)
        return {claim: read_claim(claim, rows) for claim, rows in by_claim.items()}

    def _find_texts(self, documents: Iterable[str]) -> dict[str, str]:
        return {document: self.graph.text(document) for document in documents}

    def _find_mentions(self, documents: Iterable[str]) -> dict[str, list[Mention]]:
        return {d: _mentions(self.rows("mentions-in", document=d), "thing") for d in documents}

    def _find_evidence(self, documents: Iterable[str]) -> dict[str, list[Mention]]:
        return {d: _mentions(self.rows("evidence-in", document=d), "claim") for d in documents}

    def _find_edges(self, things: Iterable[str]) -> dict[str, tuple[Edge, ...]]:
        return {thing: tuple(sorted(self._edge_rows(thing))) for thing in things}

    def _edge_rows(self, thing: str) -> Iterator[Edge]:
        for row in self.rows("neighbours", thing=thing):
            claim, way, words, other = (row[n].value for n in ("claim", "way", "words", "other"))
            yield Edge(claim, way, words, other, row["verb"].value if "verb" in row else "")

    def _find_related(self, things: Iterable[str]) -> dict[str, list[tuple[str, str]]]:
        return {
            thing: sorted(
                (local(r["role"].value), r["claim"].value)
                for r in self.rows("related", thing=thing)
            )
            for thing in things
        }

    def _find_listed(self, kinds: Iterable[str]) -> dict[str, list[tuple[str, str]]]:
        return {kind: self._listed_as(kind) for kind in kinds}

    def _listed_as(self, kind: str) -> list[tuple[str, str]]:
        found: dict[str, tuple[int, int, str]] = {}
        order = {document: number for number, document in enumerate(self.sources)}
        for row in self.rows("claims-as", kind=class_iri(kind)):
            place = (
                order.get(row["document"].value, len(order)),
                int(row["begin"].value),
                local(row["status"].value),
            )
            claim = row["claim"].value
            found[claim] = min(found.get(claim, place), place)
        return [
            (claim, place[2])
            for claim, place in sorted(found.items(), key=lambda item: (item[1], item[0]))
        ]

    def _find_answers(self, texts: Iterable[str]) -> dict[str, Answered]:
        return {text: Answered.of(self.graph.store.select(text)) for text in texts}


def _mentions(rows: Iterable[dict[str, Term]], name: str) -> list[Mention]:
    return sorted(Mention(int(r["begin"].value), int(r["end"].value), r[name].value) for r in rows)
