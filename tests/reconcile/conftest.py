"""The sample and a graph made by hand, as a service and as what is behind it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from graph_build import iris
from graph_build.portal import application
from graph_build.query import Graph
from graph_build.reconcile import Reconciler
from graph_build.search import index_of
from graph_build.store import literal
from tests.portal.client import Client
from tests.portal.library import DCT, Library

if TYPE_CHECKING:
    from pathlib import Path

CITY, OTHER = f"{iris.BASE}place/330700", f"{iris.BASE}place/331000"
PROVINCE = f"{iris.BASE}place/330000"


class Service:
    """A client that speaks the reconciliation API."""

    def __init__(self, client: Client) -> None:
        self.client = client

    def ask(self, queries: dict[str, Any], path: str = "/reconcile/zh") -> Any:
        """Send a batch by POST; return the answers."""
        form = {"queries": json.dumps(queries, ensure_ascii=False)}
        answer = self.client.request("POST", path, data=form)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def one(self, query: str, **more: Any) -> list[Any]:
        """Return the candidates of one query."""
        found: list[Any] = self.ask({"q": {"query": query, **more}})["q"]["result"]
        return found

    def extend(self, ids: list[str], *properties: Any) -> Any:
        """Return the answer to a data extension query."""
        wanted = [{"id": one} if isinstance(one, str) else one for one in properties]
        text = json.dumps({"ids": ids, "properties": wanted})
        answer = self.client.request("POST", "/reconcile/zh", data={"extend": text})
        assert answer.status_code == 200, answer.text
        return answer.json()


@pytest.fixture(scope="session")
def service(sample: Path) -> Service:
    return Service(Client(application(sample)))


@pytest.fixture(scope="session")
def public(sample: Path) -> Client:
    return Client(application(sample, public=True), base_url="http://fengtu.example")


def offices() -> Library:
    """Return a graph with offices and methods of one name in two cities."""
    library = Library().fill()
    registry = iris.graph_iri("registry")
    for place, name, above in (
        (PROVINCE, "浙江省", ""),
        (CITY, "金华市", PROVINCE),
        (OTHER, "台州市", PROVINCE),
        (f"{iris.BASE}place/330782", "义乌市", CITY),
    ):
        library.thing("Place", place, name)
        code = literal(place.rpartition("/")[2])
        library.say(place, iris.term_iri("adminCode"), code, registry)
        if above:
            library.say(place, iris.term_iri("within"), above, registry)
    for number, (kind, label, place, *aliases) in enumerate(
        (
            ("Institution", "中共浙江省委政法委员会", PROVINCE, "省委政法委"),
            ("Institution", "金华市公安局", CITY, "市公安局"),
            ("Institution", "台州市公安局", OTHER, "市公安局"),
            ("Institution", "甲市青枫科技有限公司", f"{iris.BASE}place/990100"),
            ("WorkMethod", "“以外调外”涉外解纷工作法", CITY),
            ("Experience", "海上枫桥", OTHER),
            ("Mechanism", "“一站式”调解机制", CITY),
            ("Mechanism", "网格联动机制", CITY),
            ("Mechanism", "网格联动机制", OTHER),
            ("Experience", "<b>红枫</b>经验", CITY),
        )
    ):
        thing = library.thing(kind, f"{iris.BASE}id/t-{number:08x}", label, *aliases)
        office = kind == "Institution"
        where = iris.term_iri("jurisdiction") if office else f"{DCT}coverage"
        library.say(thing, where, place, registry)
    return library


@pytest.fixture(scope="session")
def crafted(tmp_path_factory: pytest.TempPathFactory) -> Service:
    return Service(Client(application(offices().write(tmp_path_factory.mktemp("offices")))))


@pytest.fixture(scope="session")
def reconciler(tmp_path_factory: pytest.TempPathFactory) -> Reconciler:
    graph = Graph.open(offices().write(tmp_path_factory.mktemp("reconciler")))
    return Reconciler.of(graph, index_of(graph), base=iris.BASE)
