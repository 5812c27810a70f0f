"""The text that the project started from: what it names is there, in the right class."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph_build.extract import extract
from graph_build.extract.coreference import core
from graph_build.link import gather, link
from graph_build.model import About, Mention
from graph_build.read import read

SEED = Path(__file__).resolve().parents[2].parent / "shared/corpus/seed/jinhua_interview.txt"
WANTED = {
    "金安智治": "DigitalApplication",
    "减假全域数智协同": "DigitalApplication",
    "检察+协同共治": "DigitalApplication",
    "警仪智联": "DigitalApplication",
    "诉源智治龙山经验综合应用": "DigitalApplication",
    "龙山经验": "Experience",
    "后陈经验": "Experience",
    "以外调外": "WorkMethod",
    "三级兜底": "Mechanism",
    "浙中涉外法律服务联盟": "Initiative",
    "综治中心": "Facility",
}


@pytest.mark.skipif(not SEED.is_file(), reason="../shared/corpus is not here")
def test_the_systems_of_the_interview_are_found_in_their_class() -> None:
    document = read(SEED)
    found = list(extract(document))
    mentions = [f for f in found if isinstance(f, Mention)]
    scope = next(f.place.name for f in found if isinstance(f, About))
    entities = gather(link(document, mentions, scope).values())
    kinds = {core(entity.name): entity.kinds[0] for entity in entities}
    assert {name: kinds.get(name) for name in WANTED} == WANTED
