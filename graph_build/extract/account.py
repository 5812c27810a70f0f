"""What one document says, checked: names, claims that its text supports, and those it does not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph_build.extract import Earlier
from graph_build.extract import said as said_in
from graph_build.extract.consolidate import consolidate
from graph_build.extract.ground import Grounder
from graph_build.extract.passages import layout, windows
from graph_build.model import About, Mention, Quarantined

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph_build.extract.passages import Layout
    from graph_build.model import Claim, Document, Key


@dataclass(frozen=True, slots=True)
class Account:
    """The names and claims of one document, in the order of the text.

    `about` is the place that the document as a whole is about, None where it tells none.
    """

    document: Document
    about: Key | None
    mentions: tuple[Mention, ...]
    claims: tuple[Claim, ...]
    quarantined: tuple[Quarantined, ...]

    @classmethod
    def of(cls, document: Document) -> Account:
        """Return what a document says; pure and deterministic."""
        return cls._of(layout(document), Earlier())

    @classmethod
    def parts(cls, document: Document) -> Iterator[Account]:
        """Return what a document says, stretch by stretch if it is very long.

        Memory stays that of a stretch. A claim that two stretches state is two claims.
        """
        earlier = Earlier()
        for laid in windows(document):
            yield cls._of(laid, earlier)

    @classmethod
    def _of(cls, laid: Layout, earlier: Earlier) -> Account:
        found = list(said_in(laid, earlier))
        about = next((f.place for f in found if isinstance(f, About)), None)
        mentions = [f for f in found if isinstance(f, Mention)]
        said = [f for f in found if not isinstance(f, (Mention, About))]
        checked = list(Grounder(mentions, about, laid).check(consolidate(said)))
        return cls(
            laid.reading.document,
            about,
            tuple(mentions),
            tuple(c for c in checked if not isinstance(c, Quarantined)),
            tuple(c for c in checked if isinstance(c, Quarantined)),
        )

    @property
    def scope(self) -> str | None:
        """The division code of the place that the document is about, if the register knows it."""
        if self.about is None or self.about.name.startswith("z:"):
            return None
        return self.about.name
