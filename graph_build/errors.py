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
    │   ├── RefusedQuery      it asks for something that is never done: SERVICE, LOAD, an update
    │   ├── QueryTooLong      it has more bytes than a query may have
    │   ├── TooSlow           it is not answered in time
    │   ├── TooCostly         it needed more memory than a query may, or broke the engine
    │   ├── Busy              too many queries are running; later it will do
    │   └── OverBudget        one client asked for too much; later it will do
    ├── StoreUnreachable      a SPARQL service elsewhere does not answer, or refuses
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


class RefusedQuery(QueryError):
    """The query asks for something that this endpoint never does."""


class QueryTooLong(QueryError):
    """The query has more bytes than one may have."""


class TooSlow(QueryError):
    """The query is not answered in time."""


class TooCostly(QueryError):
    """The query needed more memory than one may have, or broke the engine."""


class Busy(QueryError):
    """Too many queries are running; the same query will do later."""


class OverBudget(QueryError):
    """A client has asked for too much; `seconds` says when it may ask again."""

    def __init__(self, message: str, *, seconds: float = 1.0) -> None:
        super().__init__(message)
        self.seconds = seconds


class StoreUnreachable(FengtuError):
    """A SPARQL service elsewhere does not answer, or refuses."""


class ShapeViolation(FengtuError):
    """A graph breaks its shapes."""


class MissingPackage(FengtuError, ImportError):
    """An optional package is not installed."""
