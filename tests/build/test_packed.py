"""Quads of several stretches come out sorted, each once."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from graph_build.assemble import Packed, Sheet

TERMS = st.text(alphabet="ab平安", min_size=1, max_size=3)
QUADS = st.lists(st.tuples(TERMS, TERMS, TERMS), max_size=12)


@given(st.lists(QUADS, max_size=4))
def test_stretches_of_a_graph_merge_into_its_sorted_lines(
    stretches: list[list[tuple[str, str, str]]],
) -> None:
    packed = Packed()
    everything = Sheet("g")
    for quads in stretches:
        sheet = Sheet("g")
        for subject, predicate, obj in quads:
            sheet.add(f"<{subject}>", f"<{predicate}>", f'"{obj}"')
            everything.add(f"<{subject}>", f"<{predicate}>", f'"{obj}"')
        packed.add(sheet.lines())
    found = "".join(packed).splitlines()
    assert found == "".join(everything.lines()).splitlines() == sorted(set(found))
    assert "".join(packed).splitlines() == found
