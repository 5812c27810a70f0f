"""Territories: by the division register, by zone suffix, by name of a region, and elliptic.

A register name counts only on word boundaries and never inside a quoted name; a short form that
is an ordinary word or a name that several divisions share needs an ancestor in the document.
全市, 我省 and the like stand for the place that the document is about.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from graph_build.extract.candidates import QUOTED
from graph_build.extract.findings import Finding
from graph_build.extract.lexicon import words_with
from graph_build.gazetteer import Division, Gazetteer
from graph_build.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from graph_build.extract.atoms import Atoms
    from graph_build.model import Document

_ELLIPTIC = re.compile(
    r"(?:全|我|本)(?P<level>[省市县区州])(?![级域直委长人民])|(?<=[，。：；\n])(?P<whole>市本级)"
)
_ZONE = re.compile(
    r"[\u4e00-\u9fff]{0,8}?(?:经济技术开发区|高新技术产业开发区|高新技术开发区|产业集聚区|工业园区|开发区|高新区|经开区|都市区|新区|度假区)"
)
_TOWNSHIP = re.compile(r"[\u4e00-\u9fff]{1,5}?(?:街道|镇|乡|苏木)")
_LEVELS = {
    "省": ("province",),
    "市": ("prefecture", "province", "county"),
    "县": ("county",),
    "区": ("county", "province"),
    "州": ("prefecture",),
}
_ISSUER = re.compile(r"(?:人民政府|政府工作报告|市委|省委|县委|区委|州委|代表大会|政府|人大)")
_NATIONAL = re.compile(r"国务院|中华人民共和国")
_NATIONAL_SPEECH = re.compile(r"(?:代表|受)国务院|全国人民代表大会第")
_OPENING = 200
_ALWAYS_NAMED = {"710000": "台湾", "810000": "香港", "820000": "澳门"}
"""Every report on the whole country speaks of these; one on them says so in its title."""
_HEAD_CHARACTERS = 400
# What follows a place that is only compared with: 在全省率先, 高于全国平均.
COMPARED = re.compile(
    r"率先|前列|首[个家创]|平均|第[一二三四五六七八九十\d]|领先|最[多大高早]|位居|排名"
)
_ISSUER_WEIGHT = 20
_COUNTRY = {"我国": "中国"}
_ZONE_WORDS = frozenset(
    "新区 开发区 工业区 工业园区 工业园 高新区 经开区 自贸区 自贸试验区".split()
)
_PROPER = frozenset("ns nz nr nrt n".split())
_OPENS = frozenset("在 以 支持 推动 加快 和 与 及 向 到 对 由".split())
_NO_ZONE = frozenset(
    "国家 省级 县级 市级 经济 高新 农业 产业 工业 城市 技术 各类 重点 特色 现代 园区".split()
)


@dataclass(frozen=True, slots=True)
class Places:
    """The places of a text and the one that the text is about (None where it tells none).

    `certain` holds the codes of the divisions that a name means beyond doubt.
    """

    findings: list[Finding]
    scope: str | None
    certain: frozenset[str] = frozenset()


def find(atoms: Atoms, document: Document, before: Places | None = None) -> Places:
    """Return the places that a text names, in order; the name of a finding is its code or form.

    `before` holds what an earlier part of the document named and what the whole is about.
    """
    gazetteer = Gazetteer.load()
    hits = list(_hits(atoms, gazetteer))
    certain = _certain(atoms.text, hits, gazetteer)
    if before is not None:
        certain |= before.certain
    chosen = _resolved(atoms.text, hits, certain, gazetteer)
    scope = _scope(atoms.text, document, chosen, gazetteer) if before is None else before.scope
    findings = [
        Finding(
            "Place",
            span,
            division.code if division else f"z:{span.of(atoms.text)}",
            "place.register",
        )
        for span, division in chosen
    ]
    findings += _zones(atoms, findings)
    findings += _named_zones(atoms)
    findings += _regions(atoms)
    findings += _elliptic(atoms, scope, gazetteer)
    return Places(_disjoint(findings), scope, certain)


def _hits(atoms: Atoms, gazetteer: Gazetteer) -> Iterator[tuple[Span, tuple[Division, ...]]]:
    """Return the register names on word boundaries, the longest at each start, disjoint."""
    first, last = atoms.stretch.start, 0
    best: dict[int, int] = {}
    for begin, stop in gazetteer.matches(atoms.text[first : atoms.stretch.end]):
        start, end = first + begin, first + stop
        if end > best.get(start, 0) and atoms.is_end(end):
            best[start] = end
    for start in sorted(best):
        index = atoms.starting(start)
        if index is None or start < last or atoms.flags[index] in QUOTED:
            continue
        span = Span(start, best[start])
        divisions = gazetteer.by_name(span.of(atoms.text))
        if divisions:
            last = span.end
            yield span, divisions


def _certain(
    text: str, hits: Sequence[tuple[Span, tuple[Division, ...]]], gazetteer: Gazetteer
) -> frozenset[str]:
    """Return the codes of the divisions that a name means beyond doubt."""
    return frozenset(
        d[0].code
        for s, d in hits
        if len(d) == 1
        and not gazetteer.is_doubtful(s.of(text))
        and not gazetteer.is_weak(s.of(text))
    )


def _resolved(
    text: str,
    hits: Sequence[tuple[Span, tuple[Division, ...]]],
    certain: frozenset[str],
    gazetteer: Gazetteer,
) -> list[tuple[Span, Division | None]]:
    """Return the hits with the one division each means; those that stay doubtful are left out."""
    beside = _beside(text, hits, certain, gazetteer)
    known = set(certain)
    for code in certain:
        known.update(a.code for a in gazetteer.ancestors(code))
    found: list[tuple[Span, Division | None]] = []
    for span, divisions in hits:
        form = span.of(text)
        named = any(d.code in certain for d in divisions)
        if gazetteer.is_doubtful(form) and span not in beside and not named:
            continue
        if (
            gazetteer.is_weak(form)
            and not named
            and not any(_is_under(d, known, gazetteer) for d in divisions)
        ):
            continue
        division = _choose(span.of(text), divisions, known, certain, gazetteer)
        if division is not None:
            found.append((span, division))
    return found


def _is_under(division: Division, known: set[str], gazetteer: Gazetteer) -> bool:
    return any(a.code in known for a in gazetteer.ancestors(division.code))


def _beside(
    text: str,
    hits: Sequence[tuple[Span, tuple[Division, ...]]],
    certain: frozenset[str],
    gazetteer: Gazetteer,
) -> set[Span]:
    """Return the hits that stand right behind a division they lie in, or in a list of places."""
    found: set[Span] = set()
    previous: tuple[Span, tuple[Division, ...]] | None = None
    for span, divisions in hits:
        if previous is not None:
            between = text[previous[0].end : span.start]
            above = {d.code for d in previous[1]}
            if (
                between == ""
                and any(a.code in above for d in divisions for a in gazetteer.ancestors(d.code))
            ) or (
                between in {"、", "和"}
                and (previous[0] in found or any(d.code in certain for d in previous[1]))
            ):
                found.add(span)
        previous = (span, divisions)
    return found


def _choose(
    form: str,
    divisions: tuple[Division, ...],
    known: set[str],
    certain: frozenset[str],
    gazetteer: Gazetteer,
) -> Division | None:
    inside = [
        d
        for d in divisions
        if d.code in certain or any(a.code in known for a in gazetteer.ancestors(d.code))
    ]
    if len(divisions) == 1:
        if gazetteer.is_doubtful(form) and not inside:
            return None
        return divisions[0]
    top = min(d.rank for d in divisions)
    highest = [d for d in divisions if d.rank == top]
    if len(inside) == 1:
        return inside[0]
    if len(highest) == 1 and not gazetteer.is_doubtful(form):
        return highest[0]
    return inside[0] if inside else None


def _scope(
    text: str,
    document: Document,
    chosen: Sequence[tuple[Span, Division | None]],
    gazetteer: Gazetteer,
) -> str | None:
    """Return the code of the place that a document is about."""
    weight: Counter[str] = Counter()
    rank: dict[str, int] = {}
    for span, division in chosen:
        if division is None or division.level == "country":
            continue
        code = division.code
        rank[code] = division.rank
        weight[code] += 1
        issuer = _ISSUER.match(text, span.end)
        if issuer and span.start < _HEAD_CHARACTERS:
            weight[code] += _ISSUER_WEIGHT
        if span.of(text) in document.title:
            weight[code] += _ISSUER_WEIGHT // 2
    for code in list(weight):
        for ancestor in gazetteer.ancestors(code):
            if ancestor.code in weight:
                weight[ancestor.code] += 1
    if _NATIONAL.search(document.title) or _NATIONAL_SPEECH.search(text, 0, _OPENING):
        return None
    for code, form in _ALWAYS_NAMED.items():
        if form not in document.title:
            weight.pop(code, None)
    if not weight:
        return None
    best = max(weight, key=lambda c: (weight[c], rank[c], c))
    total = sum(weight.values())
    return best if weight[best] * 4 >= total else None


def _zones(atoms: Atoms, findings: Sequence[Finding]) -> Iterator[Finding]:
    text = atoms.text
    for place in findings:
        zone = _ZONE.match(text, place.span.end)
        if zone and zone.end() in {
            atoms.ends[i] for i in atoms.within(Span(place.span.end, zone.end()))
        }:
            span = Span(place.span.start, zone.end())
            if not re.search(r"[和与及、的在被为获晋升造成建入]", zone[0]):
                yield Finding("Place", span, f"z:{span.of(text)}", "place.zone")


def _named_zones(atoms: Atoms) -> Iterator[Finding]:
    """Return the zones that open a clause or a member of a list by their own name: 湘江新区."""
    for index in [i for i, text in enumerate(atoms.texts) if i and text in _ZONE_WORDS]:
        name, flag = atoms.texts[index - 1], atoms.flags[index - 1]
        opens = index == 1 or atoms.flags[index - 2] == "x" or atoms.texts[index - 2] in _OPENS
        if opens and flag in _PROPER and len(name) in {2, 3} and name not in _NO_ZONE:
            span = atoms.span(index - 1, index + 1)
            yield Finding("Place", span, f"z:{span.of(atoms.text)}", "place.zone")


def _regions(atoms: Atoms) -> Iterator[Finding]:
    """Return the named regions that are no division: 长三角, 粤港澳大湾区, 西部地区."""
    for match in _region_names().finditer(atoms.text, *atoms.stretch):
        first = atoms.starting(match.start())
        if first is None or atoms.flags[first] in QUOTED:
            continue
        if atoms.is_end(match.end()):
            name = _COUNTRY.get(match[0], match[0])
            yield Finding("Place", Span(*match.span()), f"z:{name}", "place.region")


@cache
def _region_names() -> re.Pattern[str]:
    names = sorted(words_with("regions", "region"), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, names)))


def _elliptic(atoms: Atoms, scope: str | None, gazetteer: Gazetteer) -> Iterator[Finding]:
    chain = [gazetteer.by_code(scope), *gazetteer.ancestors(scope)] if scope else []
    for m in _ELLIPTIC.finditer(atoms.text, *atoms.stretch):
        wanted = _LEVELS[m["level"] or "市"]
        division = next(
            (d for level in wanted for d in chain if d is not None and d.level == level), None
        )
        # A wider place that is only compared with is not spoken of: 居全省第一.
        compared = division and division.code != scope and COMPARED.match(atoms.text, m.end())
        if division is not None and not compared:
            yield Finding("Place", Span(*m.span()), division.code, "place.elliptic")


def _disjoint(findings: Sequence[Finding]) -> list[Finding]:
    kept: list[Finding] = []
    for finding in sorted(findings, key=lambda f: (f.span.start, -f.span.end)):
        if not kept or finding.span.start >= kept[-1].span.end:
            kept.append(finding)
    return kept
