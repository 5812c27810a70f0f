"""Validates answers against the JSON Schemas of the reconciliation API: schemas.py FOLDER.

Reads a list of [name of a schema, answer] and prints the errors.
"""

import json
import sys
from pathlib import Path

from jsonschema import Draft7Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT7

folder = Path(sys.argv[1])
schemas = {path.stem: json.loads(path.read_text("utf-8")) for path in folder.glob("*.json")}
# Where they say a schema is one of Swagger's, for authentication, anything will do here.
anything = Resource(contents={"definitions": {}}, specification=DRAFT7)
registry = Registry(retrieve=lambda _: anything).with_resources(
    (schema["$id"], Resource(contents=schema, specification=DRAFT7))
    for schema in schemas.values()
    if "$id" in schema
)
errors = [
    f"{name}: {'/'.join(map(str, error.absolute_path))}: {error.message[:200]}"
    for name, answer in json.load(sys.stdin)
    for error in Draft7Validator(schemas[name], registry=registry).iter_errors(answer)
]
print(json.dumps(errors, ensure_ascii=False))
