"""Bytes become a `Document`; a `Document` becomes a `Reading` that can be matched.

This room knows encodings and characters. It does not know what a sentence is.
"""

from graph_build.read.decode import decode
from graph_build.read.files import find, read
from graph_build.read.normalise import Reading, fold

__all__ = ["Reading", "decode", "find", "fold", "read"]
