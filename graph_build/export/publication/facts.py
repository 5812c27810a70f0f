"""What the descriptions of a publication are made of: the publisher, the files, the counts."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from graph_build.export.publication.about import catalogue_iri
from graph_build.export.publication.parts import Dataset, Part, datasets, is_left_out

if TYPE_CHECKING:
    from graph_build.export.publication.about import About
    from graph_build.export.publication.counts import Counts
    from graph_build.export.publication.excerpt import Share

GRAPH = "graph"
"""The name of the data set that is the graph."""

DOWNLOADS = "download/"
"""Where the files of a publication lie below the address of its site."""


@dataclass(frozen=True, slots=True)
class File:
    """A file that was written: how many bytes it has, and their digest in hexadecimal digits."""

    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything that a catalogue says. `about` has its addresses; `files` is by path.

    `period` is the first and the last day on which a text was published, or empty. Without
    `files` the catalogue tells where things are, but not how large they are.
    """

    about: About
    base: str
    build: str
    period: tuple[str, str] | tuple[()]
    counts: Counts
    share: Share
    files: dict[str, File] = field(default_factory=dict)

    def iri(self, fragment: str = "") -> str:
        """Return the IRI of the catalogue, or of something that it describes."""
        return catalogue_iri(fragment, base=self.base)

    def address(self, path: str) -> str:
        """Return where a file of the publication can be had."""
        return f"{self.about.site}{DOWNLOADS}{path}"

    @property
    def landing_page(self) -> str:
        """Where people read about the publication."""
        return f"{self.about.site}catalog"

    @property
    def datasets(self) -> tuple[Dataset, ...]:
        """The data sets that have a file."""
        return tuple(one for one in datasets() if self.parts_of(one))

    def parts_of(self, dataset: Dataset) -> list[Part]:
        """Return the files of a data set; those that were written, if any were."""
        kept = (p for p in dataset.parts if not is_left_out(p, self.about.leave_out))
        return [part for part in kept if not self.files or part.path in self.files]

    @property
    def graph(self) -> list[Part]:
        """The files of the graph itself."""
        return [part for one in datasets() if one.name == GRAPH for part in self.parts_of(one)]
