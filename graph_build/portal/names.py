"""What things are called and what they are: every label and class of a graph, in memory."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from graph_build.portal.vocabulary import FAMILIES, local

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from graph_build.store import Term

LANGUAGES = ("zh", "en")
_RANK = {"prefLabel": 0, "title": 1, "label": 2, "notation": 3, "altLabel": 4, "hiddenLabel": 5}
_NOTATION = _RANK["notation"]
_PRIORITY = {name: rank for rank, name in enumerate(FAMILIES)}


@dataclass(frozen=True, slots=True)
class Name:
    """How one thing is called: `labels` by language, `aliases` as (language, text)."""

    iri: str
    labels: dict[str, str]
    aliases: tuple[tuple[str, str], ...] = ()
    kinds: tuple[str, ...] = ()
    notation: str = ""

    @property
    def kind(self) -> str:
        """The class that a page shows first, by local name; empty for an unknown thing."""
        return self.kinds[0] if self.kinds else ""

    @property
    def family(self) -> str:
        """The family of the class, which has an icon and a colour."""
        return FAMILIES.get(self.kind, "thing")

    def label(self, language: str) -> str:
        """Return the label in a language, else in any, else the end of the IRI.

        >>> Name("https://w3id.org/fengtu/id/i-1", {"zh": "龙山经验"}).label("en")
        '龙山经验'
        """
        return self.labels.get(language) or next(iter(self.labels.values()), local(self.iri))

    def language(self, wanted: str) -> str:
        """Return the language that `label` answers in."""
        return wanted if wanted in self.labels or not self.labels else next(iter(self.labels))


@dataclass(slots=True)
class Names:
    """The names of a graph by IRI, in the order of the IRIs."""

    _names: dict[str, Name] = field(default_factory=dict)

    @classmethod
    def read(cls, labels: Iterable[tuple[Term, ...]], kinds: Iterable[tuple[Term, ...]]) -> Names:
        """Return the names that rows of (thing, property, label) and (thing, class) give."""
        classes: dict[str, list[str]] = {}
        for thing, kind in kinds:
            classes.setdefault(thing.value, []).append(local(kind.value))
        called: dict[str, list[tuple[int, str, str]]] = {}
        for thing, property_, label in labels:
            rank = _RANK.get(local(property_.value), _RANK["altLabel"])
            called.setdefault(thing.value, []).append((rank, label.language or "", label.value))
        things = sorted(classes.keys() | called.keys())
        return cls({iri: _name(iri, called.get(iri, []), classes.get(iri, [])) for iri in things})

    def of(self, iri: str) -> Name:
        """Return the name of a thing; one without a label is called by the end of its IRI."""
        return self._names.get(iri) or Name(iri, {})

    def __contains__(self, iri: str) -> bool:
        return iri in self._names

    def __iter__(self) -> Iterator[Name]:
        return iter(self._names.values())


def _name(iri: str, called: list[tuple[int, str, str]], kinds: list[str]) -> Name:
    labels: dict[str, str] = {}
    notation = next((text for rank, _, text in called if rank == _NOTATION), "")
    for rank, language, text in sorted(called):
        if rank <= _NOTATION and (rank < _NOTATION or not labels):
            labels.setdefault(language or "zh", text)
    aliases = tuple(
        (language, text) for _, language, text in sorted(called) if text not in labels.values()
    )
    ordered = sorted(set(kinds), key=lambda kind: (_PRIORITY.get(kind, len(_PRIORITY)), kind))
    in_order = {language: labels[language] for language in sorted(labels, key=_by_language)}
    return Name(iri, in_order, aliases, tuple(ordered), notation)


def _by_language(language: str) -> tuple[int, str]:
    known = LANGUAGES.index(language) if language in LANGUAGES else len(LANGUAGES)
    return known, language
