"""Every error that Fengtu raises on purpose.

    FengtuError
    ├── InputError            an input cannot be read; the other inputs of a run are kept
    │   ├── EmptyDocument     the file holds no text
    │   └── UndecodableText   the bytes are no text in any encoding we accept
    ├── OutputError           a folder or file cannot be written
    ├── GraphNotFound         there is no built graph where one was expected
    ├── UnknownName           a query, format or entity of that name does not exist
    ├── ParameterError        a query got a parameter it does not have, or a term that is none
    ├── QueryError            a query is malformed or the engine refused it
    ├── ShapeViolation        a graph does not conform to the shapes and is not published
    └── MissingPackage        an optional package is not installed; an ImportError too

A message says what is wrong, where, and what to do; it is lower case and has no full stop.
"""

from __future__ import annotations


class FengtuError(Exception):
    """Something the caller can do something about."""


class InputError(FengtuError):
    """An input document cannot be used."""


class EmptyDocument(InputError):
    """A document holds no text."""


class UndecodableText(InputError):
    """Bytes are no text in any encoding that is accepted."""


class OutputError(FengtuError):
    """A folder or file cannot be written."""


class GraphNotFound(FengtuError):
    """There is no built graph in the folder."""


class UnknownName(FengtuError):
    """Nothing has that name."""


class ParameterError(FengtuError):
    """A query parameter is unknown or its term is not valid."""


class QueryError(FengtuError):
    """A query cannot be parsed or evaluated."""


class ShapeViolation(FengtuError):
    """A graph breaks its shapes."""


class MissingPackage(FengtuError, ImportError):
    """An optional package is not installed."""
