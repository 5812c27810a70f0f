"""Names are decided by the sum of their features, however the sum is reached."""

from __future__ import annotations

from itertools import pairwise

import pytest

from graph_build.extract.atoms import Atoms
from graph_build.extract.candidates import features
from graph_build.extract.names import THRESHOLD, initiatives
from graph_build.extract.weights import Weights
from graph_build.extract.words import Words
from graph_build.model import Document
from graph_build.read import Reading
from graph_build.segment import sections

TEXTS = (
    "我市深入实施乡村振兴战略，建成城乡一体的养老服务体系，推进“云上办”改革和“邻里通”工作法。",
    "“三级联调”“百日清欠”等5项机制全面推行，出台《市场主体促进条例》，开展食品安全专项整治。",
    "项目。",
)


def atoms_of(text: str) -> Atoms:
    reading = Reading.of(Document(text, "a.txt", "0" * 64))
    return Atoms.of(Words.of(reading.text), sections(reading))


@pytest.mark.parametrize("text", TEXTS)
def test_the_fast_sum_is_the_sum_of_the_features(text: str) -> None:
    atoms = atoms_of(text)
    weights = Weights.load("initiative")
    for scored in initiatives(atoms):
        if atoms.flags[scored.candidate.last - 1] == "Q" or "Q" not in atoms.flags:
            assert scored.score == pytest.approx(weights.score(features(atoms, scored.candidate)))
        assert scored.score >= THRESHOLD


def test_names_are_found_with_their_heads() -> None:
    found = [s.span.of(TEXTS[0]) for s in initiatives(atoms_of(TEXTS[0]))]
    assert "乡村振兴战略" in found
    assert any("“云上办”" in name for name in found)


def test_a_count_is_no_part_of_a_name() -> None:
    text = "全市推行23项长效机制和15个示范项目。"
    assert all(not s.span.of(text)[0].isdigit() for s in initiatives(atoms_of(text)))


def test_names_are_disjoint_and_in_order() -> None:
    for text in TEXTS:
        spans = [s.span for s in initiatives(atoms_of(text))]
        assert spans == sorted(spans)
        assert all(a.end <= b.start for a, b in pairwise(spans))
