"""Between the IRIs of the graph and the paths of this portal."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote, urlencode

from graph_build.iris import BASE, ONT
from graph_build.portal.safety import safe_href
from graph_build.portal.vocabulary import local

if TYPE_CHECKING:
    from graph_build.portal.claims import SpanRef

_PATH_SAFE = "/-._~:%"


class Links(NamedTuple):
    """Links of a graph whose instances live under `base`."""

    base: str

    def path(self, iri: str) -> str | None:
        """Return the path of a thing below `/page/`, or None if it is not ours.

        >>> Links(BASE).path("https://w3id.org/fengtu/ont#ledBy")
        'ont/ledBy'
        """
        if iri.startswith(ONT):
            return f"ont/{quote(iri.removeprefix(ONT), safe='')}"
        for base in (self.base, BASE):
            if iri.startswith(base) and len(iri) > len(base):
                return quote(iri.removeprefix(base), safe=_PATH_SAFE)
        return None

    @staticmethod
    def quoted(path: str) -> str:
        """Return a decoded path as it is written in an IRI."""
        return quote(path, safe=_PATH_SAFE.replace("%", ""))

    def page(self, iri: str) -> str | None:
        """Return the page of a thing: ours, or its own address on the web; else None."""
        path = self.path(iri)
        return safe_href(iri) if path is None else f"/page/{path}"

    def data(self, iri: str, suffix: str) -> str | None:
        """Return where the data of one of our things are, in the format of a suffix."""
        path = self.path(iri)
        return None if path is None else f"/data/{path}.{suffix}"

    def network(self, iri: str) -> str | None:
        """Return the page of the neighbourhood of one of our things."""
        path = self.path(iri)
        return None if path is None else f"/network/{path}"

    def iri(self, path: str) -> str:
        """Return the IRI of a decoded path.

        >>> Links(BASE).iri("ont/ledBy"), Links("https://example.org/").iri("scheme/status/planned")
        ('https://w3id.org/fengtu/ont#ledBy', 'https://w3id.org/fengtu/scheme/status/planned')
        """
        spelled = self.quoted(path)
        if spelled == "ont":
            return ONT.rstrip("#")
        if spelled.startswith("ont/"):
            return ONT + spelled.removeprefix("ont/")
        return f"{BASE if spelled.startswith('scheme/') else self.base}{spelled}"

    def reading(self, ref: SpanRef) -> str:
        """Return the place in the reading page where a stretch of a document stands."""
        return f"/page/doc/{quote(local(ref.document))}?at={ref.begin}-{ref.end}#at"

    def search(self, **terms: str) -> str:
        """Return a search for some terms."""
        return f"/search?{urlencode(terms)}"
