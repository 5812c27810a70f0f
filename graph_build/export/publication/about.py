"""Who publishes a graph, where, under which terms: what no graph can know of itself."""

from __future__ import annotations

import dataclasses
import tomllib
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from graph_build import iris
from graph_build.errors import InputError
from graph_build.resources import ontology

if TYPE_CHECKING:
    from pathlib import Path

PROFILE = "publication.toml"
_TEXTS = ("title", "description", "publisher", "rights")
_ADDRESSES = ("site", "homepage", "contact_page", "sparql", "licence", "licence_code")
_SCHEMES = ("http://", "https://")

Text = dict[str, str]
"""A text by language, `zh` and `en`."""


@dataclass(frozen=True, slots=True)
class Extent:
    """A territory: its IRI in the European list of countries, its names, where it lies.

    `box` is west, south, east, north, and `centre` longitude, latitude, in degrees.
    """

    iri: str
    label: Text
    box: tuple[float, float, float, float]
    centre: tuple[float, float]


@dataclass(frozen=True, slots=True)
class About:
    """What a publisher says of a publication; `ontology/profiles/publication.toml` has the rest.

    `site` is where the portal answers and files lie, and ends in a slash; empty is the base of the
    graph. `quotes` is how many code points a quotation has at most, `leave_out` names forms. An
    empty `version` is the build, an empty `issued` the time of the build.
    """

    title: Text
    description: Text
    publisher: Text
    publisher_type: str
    licence: str
    licence_code: str
    rights: Text
    keywords: tuple[Text, ...]
    themes: tuple[str, ...]
    extent: Extent
    quotes: int
    leave_out: tuple[str, ...]
    site: str = ""
    homepage: str = ""
    contact_email: str = ""
    contact_page: str = ""
    sparql: str = ""
    version: str = ""
    issued: str = ""

    @classmethod
    def default(cls) -> About:
        """Return what is said where a publisher says nothing."""
        return cls(**_checked(PROFILE, profile()["about"]))

    @classmethod
    def read(cls, path: Path) -> About:
        """Return what a TOML file says; what it leaves open keeps its value.

        Raises:
            InputError: if the file is missing or malformed, or a value is not of its kind.
        """
        return dataclasses.replace(cls.default(), **_checked(path.name, _toml(path)))

    def on(self, base: str) -> About:
        """Return the same with addresses for a graph whose IRIs begin with a base."""
        site = self.site or base
        site = site if site.endswith("/") else f"{site}/"
        return dataclasses.replace(
            self,
            site=site,
            homepage=self.homepage or site,
            contact_page=self.contact_page or f"{site}about",
            sparql=self.sparql or f"{site}sparql",
        )


def moment_of(seconds: float) -> str:
    """Return a moment in seconds since 1970 as xsd:dateTime.

    >>> moment_of(1_764_028_800)
    '2025-11-25T00:00:00Z'
    """
    return f"{datetime.fromtimestamp(int(seconds), UTC):%Y-%m-%dT%H:%M:%SZ}"


@cache
def profile() -> dict[str, Any]:
    """Return the file that says what a publication is made of, and what it says of itself."""
    return _toml(ontology() / "profiles" / PROFILE)


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise InputError(f"{path}: no description of a publication: {error}") from error


def _checked(name: str, said: dict[str, Any]) -> dict[str, Any]:
    """Return the entries of a file as the fields want them."""
    known = {one.name for one in dataclasses.fields(About)}
    if unknown := sorted(said.keys() - known):
        raise InputError(
            f"{name}: unknown entry {unknown[0]!r}; there are: {', '.join(sorted(known))}"
        )
    return {entry: _value(name, entry, value) for entry, value in said.items()}


def _value(name: str, entry: str, value: Any) -> Any:
    try:
        return _CHECKS.get(entry, _text)(value)
    except (TypeError, ValueError, KeyError) as error:
        raise InputError(f"{name}: {entry}: {error}") from error


def _text(value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"expected a text, got {value!r}")
    return value


def _both(value: Any) -> Text:
    if not isinstance(value, dict) or set(value) != {"zh", "en"}:
        raise ValueError(f'expected {{ zh = "…", en = "…" }}, got {value!r}')
    return {code: _text(value[code]) for code in ("zh", "en")}


def _address(value: Any) -> str:
    if not _text(value).startswith(_SCHEMES) or any(c in '<>"{}|\\^`' or c <= " " for c in value):
        raise ValueError(f"expected an address that begins with http(s)://, got {value!r}")
    return str(value)


def _count(value: Any) -> int:
    if not isinstance(value, int) or value < 0:
        raise ValueError(f"expected a number of characters from 0, got {value!r}")
    return value


def _moment(value: Any) -> str:
    if isinstance(value, datetime):
        return f"{value.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
    day = value if isinstance(value, date) else date.fromisoformat(_text(value))
    return f"{day.isoformat()}T00:00:00Z"


def _list(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise TypeError(f"expected a list, got {value!r}")
    return tuple(_text(one) for one in value)


def _keywords(value: Any) -> tuple[Text, ...]:
    if not isinstance(value, list) or not value:
        raise TypeError(f"expected a list of keywords, got {value!r}")
    return tuple(_both(one) for one in value)


def _extent(value: Any) -> Extent:
    west, south, east, north = (float(degrees) for degrees in value["box"])
    longitude, latitude = (float(degrees) for degrees in value["centre"])
    return Extent(
        _address(value["iri"]),
        _both(value["label"]),
        (west, south, east, north),
        (longitude, latitude),
    )


_CHECKS: dict[str, Any] = {
    **dict.fromkeys(_TEXTS, _both),
    **dict.fromkeys(_ADDRESSES, _address),
    "keywords": _keywords,
    "themes": _list,
    "leave_out": _list,
    "extent": _extent,
    "quotes": _count,
    "issued": _moment,
}

CATALOGUE = "catalog"
"""The path of the catalogue under the base; what it describes has fragments of it."""


def catalogue_iri(fragment: str = "", *, base: str = iris.BASE) -> str:
    """Return the IRI of the catalogue, or of something that it describes.

    >>> catalogue_iri("graph")
    'https://w3id.org/fengtu/catalog#graph'
    """
    return f"{base}{CATALOGUE}" + (f"#{fragment}" if fragment else "")
