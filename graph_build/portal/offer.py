"""What a site offers as a whole: the graph as a data set, and files if there are any."""

from __future__ import annotations

import dataclasses
import logging
import threading
from typing import TYPE_CHECKING

from graph_build.export.publication import About, Facts, gather, opened
from graph_build.export.publication.facts import DOWNLOADS, File
from graph_build.export.publication.parts import Dataset, datasets

if TYPE_CHECKING:
    from pathlib import Path

    from graph_build.portal.reader import Reader

logger = logging.getLogger(__name__)


class Offer:
    """The publication that a site shows beside its graph, or the graph alone without one."""

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder
        self.build, self.about, self.files = _said(folder)
        self._lock = threading.Lock()
        self._facts: Facts | None = None

    def facts(self, reader: Reader) -> Facts:
        """Return what the catalogue says; a graph is counted once, by whoever asks first."""
        with self._lock:
            if self._facts is None or self._facts.build != reader.build:
                self._facts = self._gathered(reader)
            return self._facts

    def settled(self, base: str) -> About:
        """Return who publishes, with every address, which needs no counting."""
        return self.about.on(base)

    @staticmethod
    def datasets() -> tuple[Dataset, ...]:
        """Return the data sets that a publication is made of."""
        return datasets()

    def file(self, path: str) -> Path | None:
        """Return a file of the publication by its path; only those that it lists."""
        if self.folder is None or path not in self.files:
            return None
        return self.folder / DOWNLOADS / path

    def _gathered(self, reader: Reader) -> Facts:
        if self.files and self.build != reader.build:
            logger.warning(
                "the publication is of build %s, the graph of %s; publish again",
                self.build,
                reader.build,
            )
        facts = gather(reader.graph, self.about, base=reader.base)
        return dataclasses.replace(facts, files=self.files)


def _said(folder: Path | None) -> tuple[str, About, dict[str, File]]:
    return opened(folder) if folder else ("", About.default(), {})
