"""Validates an RO-Crate without a network: research_object.py FOLDER.

The context that the crate names is taken from the package rocrate, which ships a later one with the
same terms; whether files elsewhere on the web can be had is not asked.
"""

import json
import sys
from pathlib import Path
from unittest import mock

import rdflib.plugins.shared.jsonld.context as contexts
import rocrate
from rocrate.rocrate import ROCrate
from rocrate_validator import services
from rocrate_validator.utils.http import HttpRequester

_CONTEXT = (Path(rocrate.__file__).parent / "data" / "ro-crate.jsonld").read_text("utf-8")
_ADDRESS = "https://w3id.org/ro/crate/1.1/context"
_read = contexts.source_to_json


class _Answer:
    status_code, ok, from_cache, text = 200, True, False, _CONTEXT
    headers = {"Content-Type": "application/ld+json"}
    content = _CONTEXT.encode()

    def json(self):
        return json.loads(self.text)

    def raise_for_status(self):
        pass


def _source(source, *args, **options):
    if source == _ADDRESS:
        return json.loads(_CONTEXT), None
    return _read(source, *args, **options)


def _get(_self, url, **_options):
    if url != _ADDRESS:
        raise AssertionError(url)
    return _Answer()


with (
    mock.patch.object(contexts, "source_to_json", _source),
    mock.patch.object(HttpRequester, "get", _get, create=True),
):
    settings = services.ValidationSettings(
        rocrate_uri=sys.argv[1],
        profile_identifier="ro-crate-1.1",
        requirement_severity="RECOMMENDED",
        skip_availability_check=True,
    )
    result = services.validate(settings)
crate = ROCrate(sys.argv[1])
told = [f"{issue.check.identifier}: {issue.message}" for issue in result.get_issues()]
files = sorted(one.id for one in crate.get_entities() if one.type == "File")
print(json.dumps({"passed": result.passed(), "issues": told, "files": files}, ensure_ascii=False))
