"""The service speaks the protocol, with whoever may ask and in either language."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest

from graph_build.portal.reconciling import MAXIMUM_BODY
from graph_build.reconcile import BATCH, DEFAULT_TYPES, PROPERTIES, TYPES
from graph_build.reconcile.properties import proposed
from tests.reconcile import protocol

if TYPE_CHECKING:
    import httpx

    from tests.portal.client import Client
    from tests.reconcile.conftest import Service

ANY = "*/*"
ELSEWHERE = {"sec-fetch-site": "cross-site", "origin": "https://a.example"}
LONGSHAN = "id/i-62f38a03e053"
QUERY = {"queries": json.dumps({"q": {"query": "龙山经验"}})}


def get(service: Service, path: str, **parameters: Any) -> httpx.Response:
    return service.client.request("GET", path, params=parameters)


@pytest.mark.parametrize("path", ["/reconcile", "/reconcile/zh", "/reconcile/en"])
def test_the_manifest_is_one_of_the_specification(service: Service, path: str) -> None:
    answer = service.client.get(path, ANY)
    found = answer.json()
    protocol.check_manifest(found)
    assert answer.headers["content-type"] == "application/json"
    assert found["versions"] == ["0.1", "0.2"]
    assert found["identifierSpace"] == "https://w3id.org/fengtu/"
    assert [one["id"] for one in found["defaultTypes"]] == list(DEFAULT_TYPES)
    assert found["batchSize"] == BATCH


def test_every_address_of_the_manifest_answers(service: Service) -> None:
    found = service.client.get("/reconcile/en", ANY).json()
    site = "http://localhost:8000"
    addresses = [
        found["documentation"],
        found["view"]["url"].replace("{{id}}", "place%2F330700"),
        found["feature_view"]["url"].replace("{{id}}", "pinyin"),
        found["preview"]["url"].replace("{{id}}", "place%2F330700"),
    ]
    identifiers = {"entity": "place%2F330700", "type": "Place", "property": "place"}
    for what, one in found["suggest"].items():
        addresses.append(f"{one['service_url']}{one['service_path']}?prefix=p")
        flyout = one["flyout_service_path"].replace("${id}", identifiers[what])
        addresses.append(one["flyout_service_url"] + flyout)
    one = found["extend"]["propose_properties"]
    addresses.append(f"{one['service_url']}{one['service_path']}?type=Place")
    for address in addresses:
        assert address.startswith(site)
        assert service.client.get(address.removeprefix(site), ANY).status_code == 200, address


def test_a_batch_comes_by_post_and_by_get(service: Service) -> None:
    queries = {"a": {"query": "龙山经验"}, "b": {"query": "金华市", "type": "Place", "limit": 1}}
    found = service.ask(queries)
    protocol.check_results(found, {"a", "b"})
    assert found["a"]["result"][0]["id"] == LONGSHAN
    assert [one["id"] for one in found["b"]["result"]] == ["place/330700"]
    same = get(service, "/reconcile/zh", queries=json.dumps(queries))
    assert same.json() == found


@pytest.mark.parametrize("query", ["龙山经验", '{"query": "龙山经验"}'])
def test_a_single_query_is_answered_as_version_one_has_it(service: Service, query: str) -> None:
    found = get(service, "/reconcile", query=query).json()
    protocol.check_result(found)
    assert found["result"][0]["id"] == LONGSHAN


def test_names_and_descriptions_are_in_the_language_of_the_address(service: Service) -> None:
    query: dict[str, Any] = {"q": {"query": "龙山经验", "limit": 1}}
    zh = service.ask(query, "/reconcile/zh")["q"]["result"][0]
    en = service.ask(query, "/reconcile/en")["q"]["result"][0]
    assert (zh["name"], en["name"]) == ("龙山经验", "Longshan Experience")
    assert (zh["id"], zh["score"]) == (en["id"], en["score"])
    assert "经验" in zh["description"]
    assert "also “龙山经验”" in en["description"]
    assert service.client.get("/reconcile/fr", ANY).status_code == 404


@pytest.mark.parametrize(
    ("queries", "told"),
    [
        ("{", "line 1, column 2"),
        ("[]", "queries: expected an object"),
        ('{"q": 3}', "queries.q: expected an object {…}, got 3"),
        ('{"q": {"query": 3}}', "queries.q.query: expected a text, got 3"),
        ('{"q": {}}', "queries.q: expected a query that is not empty, or properties"),
        ('{"q": {"query": "x", "limit": 0}}', "queries.q.limit: expected a number from 1 to 50"),
        ('{"q": {"query": "x", "typ": "Place"}}', "queries.q.typ: no such field"),
        ('{"q": {"query": "x", "type": "Plase"}}', "did you mean Place?"),
        ('{"q": {"query": "x", "type_strict": "maybe"}}', "queries.q.type_strict"),
        (
            '{"q": {"properties": [{"pid": "place", "v": 1}, {"pid": "plaze", "v": 1}]}}',
            "queries.q.properties[1]: no property is named 'plaze'; did you mean place",
        ),
        ('{"q": {"query": "x", "properties": [{"pid": "place"}]}}', "properties[0].v"),
        ('{"q": {"query": "x", "properties": [{"v": "a"}]}}', "properties[0].pid"),
        ('{"q": {"query": "\\ud800"}}', "a character that is none"),
        ('{"q": {"query": "x", "limit": NaN}}', "the JSON has a number"),
        ("[" * 100_000, "nested too deeply"),
    ],
)
def test_what_is_malformed_is_told_where(service: Service, queries: str, told: str) -> None:
    answer = service.client.request("POST", "/reconcile", data={"queries": queries})
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"
    assert told in answer.json()["detail"]


def test_a_request_asks_for_one_thing_by_a_form(service: Service) -> None:
    client = service.client
    assert get(service, "/reconcile", queries="{}", query="x").status_code == 400
    assert client.request("POST", "/reconcile", data={"other": "x"}).status_code == 400
    assert client.request("POST", "/reconcile", json={"q": {"query": "x"}}).status_code == 415
    assert client.request("DELETE", "/reconcile").status_code == 405
    assert get(service, "/reconcile", queries="{}").json() == {}


def test_batches_texts_and_bodies_have_limits(service: Service) -> None:
    client = service.client
    many: dict[str, Any] = {f"q{n}": {"query": "龙山经验", "limit": 1} for n in range(BATCH + 1)}
    answer = client.request("POST", "/reconcile", data={"queries": json.dumps(many)})
    assert (answer.status_code, str(BATCH) in answer.json()["detail"]) == (413, True)
    del many["q0"]
    assert len(service.ask(many)) == BATCH
    long = {"queries": json.dumps({"q": {"query": "金" * 1_001}})}
    assert client.request("POST", "/reconcile", data=long).status_code == 413
    body = {"queries": " " * MAXIMUM_BODY}
    assert client.request("POST", "/reconcile", data=body).status_code == 413


def test_suggestions_are_those_of_the_specification(service: Service) -> None:
    for what in ("entity", "type", "property"):
        found = get(service, f"/reconcile/zh/suggest/{what}", prefix="地").json()
        protocol.check_suggested(found, what)
        assert found["result"], what
    assert get(service, "/reconcile/zh/suggest/nothing", prefix="x").status_code == 404


@pytest.mark.parametrize("prefix", ["龙山", "longshan", "lsjy", LONGSHAN, "Longshan"])
def test_a_thing_is_suggested_by_its_beginning_in_any_writing(
    service: Service, prefix: str
) -> None:
    found = get(service, "/reconcile/zh/suggest/entity", prefix=prefix).json()["result"]
    assert found[0]["id"] == LONGSHAN
    assert found[0]["notable"] == [{"id": "Experience", "name": "经验"}]


def test_suggestions_go_on_where_they_ended(service: Service) -> None:
    def page(cursor: int) -> list[str]:
        found = get(service, "/reconcile/zh/suggest/entity", prefix="镇", cursor=cursor).json()
        return [one["id"] for one in found["result"]]

    assert len(page(0)) == 20
    assert page(5)[:15] == page(0)[5:]
    assert page(100_000) == []
    assert get(service, "/reconcile/zh/suggest/entity", prefix="镇", cursor="x").status_code == 400
    assert get(service, "/reconcile/zh/suggest/entity", prefix="").json() == {"result": []}


def test_types_and_properties_are_suggested_by_name_and_identifier(service: Service) -> None:
    for prefix in ("Mechanism", "机制"):
        found = get(service, "/reconcile/zh/suggest/type", prefix=prefix).json()["result"]
        assert found[0]["id"] == "Mechanism"
        assert found[0]["broader"] == [{"id": "Initiative", "name": "举措"}]
        assert found[0]["description"]
    for prefix in ("code", "区划代码"):
        found = get(service, "/reconcile/zh/suggest/property", prefix=prefix).json()["result"]
        assert [one["id"] for one in found] == ["code"]


@pytest.mark.parametrize("kind", ["", *TYPES])
def test_each_class_proposes_its_own_properties(service: Service, kind: str) -> None:
    found = get(service, "/reconcile/zh/properties", type=kind).json()
    protocol.check_proposal(found)
    assert [one["id"] for one in found["properties"]] == [one.id for one in proposed(kind)]
    few = get(service, "/reconcile/zh/properties", type=kind, limit=2).json()
    assert (few["properties"], few["limit"]) == (found["properties"][:2], 2)


def test_a_class_that_there_is_not_proposes_nothing(service: Service) -> None:
    assert get(service, "/reconcile/zh/properties", type="Plase").status_code == 400


@pytest.mark.parametrize("code", ["zh", "en"])
def test_every_property_is_described_in_both_languages(service: Service, code: str) -> None:
    found = get(service, f"/reconcile/{code}/suggest/property", prefix="").json()["result"]
    assert [one["id"] for one in found] == list(PROPERTIES)
    page = service.client.get(f"/reconcile/{code}/scores").text
    for one in found:
        assert one["name"] in page
        assert one["description"] in page


def test_every_feature_is_explained(service: Service) -> None:
    found = service.one(
        "金华市“龙山经验”", type="Initiative", properties=[{"pid": "place", "v": "金华"}]
    )
    page = service.client.get("/reconcile/zh/scores").text
    for feature in found[0]["features"]:
        assert f'id="{feature["id"].partition(":")[0]}"' in page


def test_flyouts_and_previews_are_of_things_that_there_are(service: Service) -> None:
    found = get(service, "/reconcile/en/flyout/entity", id=LONGSHAN).json()
    assert (found["id"], "Longshan Experience" in found["html"]) == (LONGSHAN, True)
    page = get(service, "/reconcile/en/preview", id=LONGSHAN)
    assert page.headers["content-type"].startswith("text/html")
    assert "<blockquote>" in page.text
    assert "<script" not in page.text
    for path in ("flyout/entity", "flyout/type", "flyout/property", "preview"):
        assert get(service, f"/reconcile/zh/{path}", id="nothing").status_code == 404
        assert get(service, f"/reconcile/zh/{path}").status_code == 400


def test_what_stands_in_names_is_text_in_previews_and_flyouts(crafted: Service) -> None:
    red = "id/t-00000009"
    for html in (
        get(crafted, "/reconcile/zh/preview", id=red).text,
        get(crafted, "/reconcile/zh/flyout/entity", id=red).json()["html"],
    ):
        assert "&lt;b&gt;红枫&lt;/b&gt;经验" in html
        assert "<b>" not in html


def test_a_preview_may_be_framed_by_those_who_may_ask(service: Service, public: Client) -> None:
    policy = get(service, "/reconcile/zh/preview", id=LONGSHAN).headers["content-security-policy"]
    assert "frame-ancestors http://localhost:* http://127.0.0.1:*" in policy
    assert "default-src 'none'" in policy
    page = public.get(f"/reconcile/zh/preview?id={LONGSHAN}")
    assert page.headers["content-security-policy"].endswith("frame-ancestors *")
    assert "frame-ancestors 'none'" in public.get("/about").headers["content-security-policy"]


@pytest.mark.parametrize(
    "path",
    [
        "/reconcile",
        "/reconcile/zh/suggest/entity?prefix=x",
        "/reconcile/zh/flyout/type?id=Place",
        "/reconcile/zh/preview?id=place/330700",
        "/reconcile/zh/properties?type=Place",
        "/reconcile?queries=%7B",
    ],
)
def test_pages_of_other_sites_read_what_is_public(public: Client, path: str) -> None:
    answer = public.request("GET", path, headers=ELSEWHERE)
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.headers["cross-origin-resource-policy"] == "cross-origin"


def test_a_preflight_is_answered(public: Client) -> None:
    answer = public.request("OPTIONS", "/reconcile", headers=ELSEWHERE)
    assert answer.status_code == 204
    assert "POST" in answer.headers["access-control-allow-methods"]


def test_other_sites_are_not_told_what_may_be_private(service: Service) -> None:
    client = service.client
    for path in ("/reconcile", f"/reconcile/zh/preview?id={LONGSHAN}"):
        assert client.request("GET", path, headers=ELSEWHERE).status_code == 403
        assert client.request("GET", path, headers={"host": "evil.example"}).status_code == 403
    assert client.request("POST", "/reconcile", data=QUERY, headers=ELSEWHERE).status_code == 403


@pytest.mark.parametrize("origin", ["http://127.0.0.1:3333", "http://localhost:3333"])
def test_openrefine_on_the_same_machine_may_ask(service: Service, origin: str) -> None:
    headers = {"origin": origin, "sec-fetch-site": "cross-site"}
    answer = service.client.request("POST", "/reconcile", data=QUERY, headers=headers)
    assert answer.status_code == 200
    assert answer.headers["access-control-allow-origin"] == origin


def test_older_clients_get_a_call_of_their_function(public: Client) -> None:
    path = "/reconcile/zh/suggest/type?prefix=Place"
    answer = public.get(f"{path}&callback=jQuery1.done_2", ANY)
    assert answer.headers["content-type"].startswith("text/javascript")
    inside = re.fullmatch(r"/\*\*/jQuery1\.done_2\((.*)\);", answer.text)
    assert inside
    assert json.loads(inside[1]) == public.get(path, ANY).json()


@pytest.mark.parametrize("callback", ["alert(1)", "", "a b", "x;y", "<script>", "ａ"])
def test_a_callback_is_the_name_of_a_function(public: Client, callback: str) -> None:
    answer = public.request("GET", "/reconcile", params={"callback": callback})
    assert answer.status_code == 400


def test_a_private_graph_is_not_told_by_a_callback(service: Service) -> None:
    assert get(service, "/reconcile", callback="f").status_code == 403
