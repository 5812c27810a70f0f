"""An opened graph as Python sees it."""

from __future__ import annotations

import pkgutil
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from graph_build.api.reading import Reader
from graph_build.api.table import Answer, Table
from graph_build.errors import UnknownName
from graph_build.query import Graph, catalogue

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    import networkx as nx

    from graph_build.api.picture import Picture
    from graph_build.api.things import Quote, Statement, Thing
    from graph_build.query import Value as Parameter

Edge = tuple[str, str, str]
"""Subject, predicate and object by IRI or name; or source, target and claim of a network edge."""


@dataclass(frozen=True)
class OpenGraph:
    """A built graph, read-only.

    `graph` is the graph underneath, with its folder, manifest and store.
    """

    graph: Graph = field(repr=False)

    @classmethod
    def open(cls, folder: str | Path) -> OpenGraph:
        """Return the published graph of a folder; `graph_build.open` is short for it."""
        return cls(Graph.open(folder))

    def __repr__(self) -> str:
        counts = self.graph.manifest.get("counts", {})
        numbers = (
            f"{counts.get(name, 0):,} {name}" for name in ("documents", "entities", "claims")
        )
        return f"<graph of {', '.join(numbers)}>"

    def queries(self) -> Table:
        """Return the catalogue: what each query asks, and its parameters.

        >>> len(graph.queries()) > 40
        True
        """
        return Table(
            ("name", "group", "zh", "en", "parameters"),
            tuple(
                (q.name, q.group, q.summary["zh"], q.summary["en"], " ".join(q.parameters))
                for q in catalogue().values()
            ),
        )

    def query(self, name: str | Path, /, **parameters: Parameter) -> Table:
        """Return the answer of a query of the catalogue, or of a `.rq` file.

        A parameter is a name, an IRI, a prefixed name such as `place:330700`, or a list of them.

        >>> table = graph.query("contradictions")
        >>> for row in table.dicts():
        ...     print(row["indicator"], row["valueOne"], row["valueOther"])
        群众安全感满意度 98.25 98.52

        Raises:
            UnknownName: if there is no such query; the nearest names are told.
            ParameterError: if a parameter is unknown or its value is not valid.
            QueryError: if the engine refuses the query.
        """
        return Table.of(self.graph.query(name, **parameters))

    def ask(self, question: str) -> Answer:
        """Return the answer to a question in plain Chinese or English.

        `asked` of the answer says which query was run with which parameters.

        >>> answer = graph.ask("金华有哪些数字应用？")
        >>> answer.asked.nearest[0].query.name, answer.asked.given()
        ('applications-and-goals', {'place': 'https://w3id.org/fengtu/place/330700'})
        >>> "金安智治" in answer.column("name")
        True

        Raises:
            UnknownName: if no query is near enough; the nearest are told.
        """
        from graph_build.ask import ask  # noqa: PLC0415 - reads all queries

        asked = ask(self.graph, question)
        if not asked.certain:
            raise UnknownName(asked.doubt())
        table = self.query(asked.nearest[0].query.name, **asked.given())
        return Answer(table.columns, table.rows, asked)

    def compare(self, what: str, subject: str | None = None) -> Table:
        """Return what documents say side by side; see `graph_build.compare.COMPARISONS`.

        >>> graph.compare("diffusion", "龙山经验").column("placeName")[-1]
        '台州市'

        Raises:
            UnknownName: if there is no such comparison.
            ParameterError: if it is of one thing and none is named, or the other way round.
        """
        from graph_build.api.table import value  # noqa: PLC0415
        from graph_build.compare import compare  # noqa: PLC0415

        columns, rows = compare(self.graph, what, subject)
        return Table(columns, tuple(tuple(value(term) for term in row) for row in rows))

    def entity(self, name: str) -> Thing:
        """Return the thing that bears a name, or that an IRI is.

        Marks, width and traditional forms do not count; what a name has in quotes means the thing
        where nothing else is called that.

        >>> thing = graph.entity("龙山经验")
        >>> thing.kind, thing.labels["en"]
        ('Experience', 'Longshan Experience')
        >>> print(next(s for s in thing.statements if s.says == "发源地"))
        龙山经验 发源地 金华市 (completed)
        >>> graph.entity("龍山經驗").name
        '龙山经验'

        Raises:
            UnknownName: if nothing in the graph is that; the nearest names are told.
            ParameterError: if several things bear the name; their IRIs are told.
        """
        return self._reader.thing(name)

    def evidence(self, of: str | Statement | Edge) -> tuple[Quote, ...]:
        """Return the words that a statement or an edge rests on, each with its whole sentence.

        `of` is a statement, the IRI of a claim, an edge of `network()` with its key, or subject,
        predicate and object by name, IRI or the predicate's own name.

        >>> (quote, *_) = graph.evidence(("龙山经验", "originatedIn", "金华市"))
        >>> quote.text
        '“龙山经验”等“三大经验”的发源地，金华'
        >>> graph.text(quote.document)[quote.start : quote.end] == quote.text
        True

        Raises:
            UnknownName: if the graph has no such claim or edge.
        """
        return self._reader.evidence(of)

    def text(self, document: str) -> str:
        """Return the source text of a document by its id, IRI or file name."""
        return self._reader.text(document)

    def network(
        self,
        around: str | None = None,
        *,
        hops: int = 1,
        classes: Collection[str] | None = None,
        properties: Collection[str] | None = None,
        status: str | None = None,
    ) -> nx.MultiDiGraph[str]:
        """Return the network of things: nodes are IRIs, the key of an edge is its claim.

        `around` keeps what is at most `hops` edges from a thing; `classes` and `properties` keep
        nodes and edges by the ontology's names, `status` edges that are completed, ongoing or
        planned. Nodes have `label`, `class` and more, edges `property`, `status`, `quote` and more.

        >>> made = graph.network("龙山经验", properties={"buildsOn", "originatedIn"})
        >>> sorted({data["property"] for *_, data in made.edges(data=True)})
        ['buildsOn', 'originatedIn']

        Raises:
            UnknownName: if nothing is named so, or it stands in no statement.
            ParameterError: if several things are.
        """
        from graph_build.api.networks import narrowed  # noqa: PLC0415 - networkx takes a while

        centre = self._reader.iri(around) if around else None
        return narrowed(
            self._network,
            centre,
            hops=hops,
            classes=classes,
            properties=properties,
            status=status,
        )

    def show(
        self,
        around: str | None = None,
        *,
        hops: int = 1,
        classes: Collection[str] | None = None,
        properties: Collection[str] | None = None,
        status: str | None = None,
        limit: int = 80,
    ) -> Picture:
        """Return a picture of `network(...)`, at most `limit` things; a notebook shows it.

        >>> graph.show("龙山经验").title
        '龙山经验'
        """
        from graph_build.api.picture import Picture  # noqa: PLC0415
        from graph_build.export.snapshot import page  # noqa: PLC0415 - pyvis takes a while

        made = self.network(
            around, hops=hops, classes=classes, properties=properties, status=status
        )
        return Picture(page(made, limit=limit), around or "枫图")

    def explore(self, state: str = "") -> Picture:
        """Return the explorer of the graph as a page that needs no network; a notebook shows it.

        `state` is what stands behind the `#` of an address of the explorer.

        >>> graph.explore("#/themes").title
        '枫图'
        """
        from graph_build.api.picture import Picture  # noqa: PLC0415

        # The explorer is a room of the portal, above this one: by its name, as a plugin would be.
        page = pkgutil.resolve_name("graph_build.portal.standalone:page_of")
        return Picture(page(self.graph, start=state), "枫图", height=780)

    @cached_property
    def _reader(self) -> Reader:
        return Reader(self.graph)

    @cached_property
    def _network(self) -> nx.MultiDiGraph[str]:
        from graph_build.export.network import network  # noqa: PLC0415 - networkx takes a while

        return network(self.graph)
