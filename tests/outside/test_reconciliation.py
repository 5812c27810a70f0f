"""The reconciliation service, asked by a client of others and held to the specification's schemas.

`just outside` installs them. The schemas bear no licence, so they are not part of the repository:
FENGTU_RECONCILIATION_SCHEMAS is the folder `0.2/schemas` of github.com/reconciliation-api/specs.
"""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import httpx
import pytest

from graph_build.reconcile import PROPERTIES, TYPES
from tests.outside.asking import HERE, told_by


def test_the_library_reconciler_reconciles_a_table(python: Path, address: str) -> None:
    rows = told_by(
        python,
        "reconciled",
        f"{address}/reconcile/zh",
        "金华市“龙山经验”=金华市",
        "市政府=金华",
        "台州=浙江省",
        "龙山经念=金华市",
    )
    found = {row["input_value"]: row for row in rows}
    assert [(name, row["match"]) for name, row in found.items()] == [
        ("金华市“龙山经验”", True),
        ("市政府", True),
        ("台州", True),
        ("龙山经念", False),
    ]
    assert found["台州"]["id"] == "place/331000"
    assert found["龙山经念"]["id"] == found["金华市“龙山经验”"]["id"]
    assert found["市政府"]["name"] == "金华市政府"
    assert found["台州"]["type_id"] == "Place"


@pytest.fixture(scope="module")
def schemas() -> Path:
    folder = os.environ.get("FENGTU_RECONCILIATION_SCHEMAS", "")
    if not (Path(folder) / "manifest.json").is_file():
        pytest.skip("needs the schemas: FENGTU_RECONCILIATION_SCHEMAS")
    return Path(folder)


def test_every_answer_is_valid_by_the_schemas_of_the_specification(
    python: Path, address: str, schemas: Path
) -> None:
    service = f"{address}/reconcile/zh"
    names = ("龙山经验", "市政府", "longshan", "330700", "nothing at all")
    queries: dict[str, Any] = {name: {"query": name} for name in names}
    queries["narrowed"] = {
        "query": "平安建设",
        "type": "Initiative",
        "type_strict": "should",
        "limit": 3,
        "properties": [{"pid": "place", "v": ["金华", {"id": "place/331000"}]}],
    }
    results = httpx.post(service, data={"queries": json.dumps(queries)}).json()
    ids = [one["id"] for answer in results.values() for one in answer["result"]][:50]
    answers: list[Any] = [
        ["manifest", httpx.get(f"{address}/reconcile").json()],
        ["reconciliation-query-batch", queries],
        ["reconciliation-result-batch", results],
    ]
    every = [*PROPERTIES]
    for some in (every[:20], every[20:]):
        asked = {"ids": ids, "properties": [{"id": one} for one in some]}
        extended = httpx.post(service, data={"extend": json.dumps(asked)}).json()
        answers += [["data-extension-query", asked], ["data-extension-response", extended]]
    for what, schema in (("entity", "entities"), ("type", "types"), ("property", "properties")):
        found = httpx.get(f"{service}/suggest/{what}", params={"prefix": "地"}).json()
        answers.append([f"suggest-{schema}-response", found])
    for kind in TYPES:
        found = httpx.get(f"{service}/properties", params={"type": kind}).json()
        answers.append(["data-extension-property-proposal", found])
    command = [str(python), str(HERE / "clients" / "schemas.py"), str(schemas)]
    done = subprocess.run(
        command, input=json.dumps(answers), capture_output=True, text=True, check=True, timeout=60
    )
    assert json.loads(done.stdout) == []
