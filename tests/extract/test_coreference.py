"""Which names of a document are one: always the same ones."""

from __future__ import annotations

import pytest

from graph_build.extract.coreference import keys
from graph_build.extract.findings import Finding
from graph_build.model import Span


@pytest.mark.parametrize("longer", ["平安金华建设", "平安金华工作", "平安金华行动"])
def test_a_short_form_means_the_first_of_several_longer_names(longer: str) -> None:
    names = [longer, "平安金华", "平安金华建设", "平安金华工作", "平安金华行动"]
    findings = [Finding("Initiative", Span(i, i + 1), n, "r") for i, n in enumerate(names)]

    assert keys(findings)["initiative", "平安金华"].name == longer


def test_names_of_earlier_stretches_stay_the_most_complete_ones() -> None:
    seen: dict[tuple[str, str], str] = {}
    whole = Finding("Initiative", Span(0, 12), "涉企执法“三书同达”制度", "r")
    short = Finding("Initiative", Span(20, 26), "“三书同达”", "r")

    keys([whole], seen)

    assert keys([short], seen)["initiative", short.name].name == whole.name
