"""What the specification of the Reconciliation Service API 0.2 demands of answers, as checks.

Written from the text of the specification; each says what is wrong instead of that something is.
"""

from __future__ import annotations

import re
from typing import Any

DATE_TIME = re.compile(
    r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?"
    r"(?:Z|[+-]\d\d:\d\d)?"
)
CELLS: dict[str, Any] = {"str": str, "float": (int, float), "int": int, "date": str}
SETTINGS: dict[str, Any] = {"number": (int, float), "text": str, "checkbox": bool, "select": str}


def check_manifest(found: Any) -> None:
    assert "0.2" in found["versions"]
    assert all(isinstance(one, str) for one in found["versions"])
    for field in ("name", "identifierSpace", "schemaSpace"):
        assert _text(found[field]), field
    for field in ("documentation", "serviceVersion", "logo"):
        assert field not in found or _text(found[field]), field
    for field in ("view", "feature_view", "preview"):
        assert field not in found or "{{id}}" in found[field]["url"], field
    if "preview" in found:
        assert all(_integer(found["preview"][side]) for side in ("width", "height"))
    for one in found.get("defaultTypes", []):
        check_type(one)
    for service in found.get("suggest", {}).values():
        assert _text(service["service_url"])
        assert _text(service["service_path"])
        assert "${id}" in service.get("flyout_service_path", "${id}")
    for setting in found.get("extend", {}).get("property_settings", []):
        assert all(_text(setting[field]) for field in ("name", "label"))
        assert isinstance(setting.get("default"), SETTINGS[setting["type"]])
    assert _integer(found.get("batchSize", 1))


def check_type(found: Any) -> None:
    assert _text(found["id"])
    assert _text(found["name"])
    for above in found.get("broader", []):
        check_type(above)


def check_results(found: Any, keys: set[str]) -> None:
    assert set(found) == keys
    for answer in found.values():
        check_result(answer)


def check_result(answer: Any) -> None:
    assert set(answer) == {"result"}
    scores = [one["score"] for one in answer["result"]]
    assert scores == sorted(scores, reverse=True)
    assert [one["id"] for one in answer["result"] if one["match"]] in (
        [],
        [one["id"] for one in answer["result"][:1]],
    )
    for one in answer["result"]:
        check_candidate(one)


def check_candidate(one: Any) -> None:
    assert _text(one["id"])
    assert _text(one["name"])
    assert isinstance(one["description"], str)
    assert isinstance(one["match"], bool)
    assert 0 <= one["score"] <= 100
    ids = [feature["id"] for feature in one["features"]]
    assert len(ids) == len(set(ids))
    assert all(isinstance(feature["value"], bool | int | float) for feature in one["features"])
    for kind in one["type"]:
        check_type(kind)


def check_suggested(found: Any, what: str) -> None:
    assert set(found) == {"result"}
    for one in found["result"]:
        assert _text(one["id"])
        assert _text(one["name"])
        assert isinstance(one.get("description", ""), str)
        if what == "entity":
            assert all(_text(kind["id"]) and _text(kind["name"]) for kind in one["notable"])
        if what == "type":
            check_type(one)


def check_proposal(found: Any) -> None:
    assert isinstance(found["type"], str)
    assert isinstance(found.get("limit", 0), int | float)
    for one in found["properties"]:
        assert _text(one["id"])
        assert _text(one["name"])


def check_extension(found: Any, ids: list[str], properties: list[str]) -> None:
    assert [one["id"] for one in found["meta"]] == properties
    for one in found["meta"]:
        assert _text(one["name"])
        assert "type" not in one or _text(one["type"]["id"])
    assert set(found["rows"]) == set(ids)
    for row in found["rows"].values():
        assert set(row) == set(properties)
        for values in row.values():
            for value in values:
                check_cell(value)


def check_cell(value: Any) -> None:
    if set(value) >= {"id", "name"}:
        assert set(value) <= {"id", "name", "description"}
        assert _text(value["id"])
        assert isinstance(value["name"], str)
        return
    ((kind, content),) = value.items()
    assert isinstance(content, CELLS[kind])
    assert not isinstance(content, bool)
    assert kind != "date" or DATE_TIME.fullmatch(content)


def _text(found: Any) -> bool:
    return isinstance(found, str) and bool(found)


def _integer(found: Any) -> bool:
    return isinstance(found, int) and not isinstance(found, bool)
