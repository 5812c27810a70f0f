"""What a publication is made of: data sets, and the files that each is given in.

`ontology/profiles/publication.toml` lists them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from graph_build.export.publication.about import profile

if TYPE_CHECKING:
    from graph_build.export.publication.about import Text

_IANA = "https://www.iana.org/assignments/media-types/"
_FILE_TYPES = "http://publications.europa.eu/resource/authority/file-type/"
_GZIP = ".gz"


@dataclass(frozen=True, slots=True)
class Part:
    """A file: where it is, what writes it, and what it conforms to.

    `form` is a name of `export.FORMATS`, or of the tables and the lists that only a publication
    has. `file_type` is a code of the European list of file types.
    """

    path: str
    form: str
    media_type: str
    file_type: str
    title: Text
    standard: str = ""

    @property
    def name(self) -> str:
        """The name under which the catalogue knows the file.

        >>> Part("graph/graph.nq.gz", "nquads", "", "", {}).name
        'graph-graph-nq'
        """
        return self.path.removesuffix(_GZIP).replace("/", "-").replace(".", "-")

    @property
    def is_compressed(self) -> bool:
        """Whether the file is compressed by gzip."""
        return self.path.endswith(_GZIP)

    @property
    def is_page(self) -> bool:
        """Whether the file is there for people, as documentation of the others."""
        return self.media_type == "text/html"

    @property
    def media_type_iri(self) -> str:
        """The IRI of the media type at IANA."""
        return _IANA + self.media_type

    @property
    def file_type_iri(self) -> str:
        """The IRI of the file type in the European list."""
        return _FILE_TYPES + self.file_type


@dataclass(frozen=True, slots=True)
class Dataset:
    """A data set: what is in it, in both languages, and its files."""

    name: str
    title: Text
    description: Text
    parts: tuple[Part, ...]


GZIP_IRI = f"{_IANA}application/gzip"


@cache
def datasets() -> tuple[Dataset, ...]:
    """Return the data sets of a publication, the most important first."""
    return tuple(
        Dataset(
            said["name"],
            said["title"],
            said["description"],
            tuple(Part(**part) for part in said["parts"]),
        )
        for said in profile()["datasets"]
    )


def parts() -> list[Part]:
    """Return every file of data, in the order of the catalogue."""
    return [part for dataset in datasets() for part in dataset.parts]


def is_left_out(part: Part, left_out: tuple[str, ...]) -> bool:
    """Say whether a file is left out, by its form or the group of its form (`tables`, `neo4j`)."""
    return part.form in left_out or part.form.partition("/")[0] in left_out
