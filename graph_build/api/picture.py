"""A picture of a network in a notebook or a file, by the fenced writer of the export room."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from pathlib import Path

from graph_build.errors import OutputError

_FRAME = (
    '<iframe srcdoc="{page}" sandbox="allow-scripts" style="width:{width};height:{height}px;'
    'border:1px solid #ccc" title="{title}"></iframe>'
)


@dataclass(frozen=True, slots=True)
class Picture:
    """A page that needs no network; a notebook shows it in a frame of its own."""

    html: str
    title: str
    width: str = "100%"
    height: int = 640

    def save(self, path: str | Path) -> Path:
        """Write the page to a file and return its path.

        Raises:
            OutputError: if the file cannot be written.
        """
        target = Path(path)
        try:
            target.write_text(self.html, encoding="utf-8", newline="\n")
        except OSError as error:
            raise OutputError(f"{target}: cannot be written: {error.strerror or error}") from error
        return target

    def __repr__(self) -> str:
        return f"<picture {self.title}, {len(self.html):,} characters>"

    def _repr_html_(self) -> str:
        """Return the frame in which a notebook shows the page; the page cannot reach out of it."""
        return _FRAME.format(
            page=escape(self.html),
            width=escape(self.width),
            height=self.height,
            title=escape(self.title),
        )
