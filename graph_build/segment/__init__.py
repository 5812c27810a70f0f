"""A `Reading` becomes sections and sentences: layout and punctuation only, no meaning."""

from graph_build.segment.sections import sections
from graph_build.segment.sentences import pairs, sentences

__all__ = ["pairs", "sections", "sentences"]
