"""Reads what a client of the reconciliation API asks; whatever is malformed is told where."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn

from graph_build.errors import ParameterError, QueryTooLong

if TYPE_CHECKING:
    from collections.abc import Callable

BATCH = 50
"""The most queries that one request may have, and the most things whose values it may ask for."""

MAXIMUM_LIMIT = 50
DEFAULT_LIMIT = 10
MOST_PROPERTIES = 20
MOST_VALUES = 20
MOST_TYPES = 20
LONGEST_TEXT = 1_000
"""Characters of a name or a value; of names that are compared the first hundred count."""

LONGEST_KEY = 200
STRICTNESS = ("any", "should", "all")
_QUERY = frozenset(("query", "type", "limit", "properties", "type_strict"))


class Value(NamedTuple):
    """A value that a property should have: a text, and the identifier of a thing if it is one."""

    text: str
    id: str = ""


class Constraint(NamedTuple):
    """A property and values of which a candidate should have one; `where` it stands, for errors."""

    pid: str
    values: tuple[Value, ...]
    where: str


@dataclass(frozen=True, slots=True)
class Query:
    """What one query seeks: things of a name, of some types, with some properties.

    `strict` says what types mean: `any` of them, `all` of them, or `should` where others follow.
    """

    text: str
    types: tuple[str, ...] = ()
    limit: int = DEFAULT_LIMIT
    constraints: tuple[Constraint, ...] = ()
    strict: str = "any"
    where: str = "query"


class Wanted(NamedTuple):
    """A property whose values are asked for, with how many and whether only their number."""

    pid: str
    limit: int
    counted: bool
    where: str


class Extension(NamedTuple):
    """Which properties of which things are asked for."""

    ids: tuple[str, ...]
    properties: tuple[Wanted, ...]


def batch(text: str) -> dict[str, Query]:
    """Return the queries of a batch by their keys.

    Raises:
        ParameterError: if it is none; the message says where.
        QueryTooLong: if it has too many queries.
    """
    found = _object(_json(text, "queries"), "queries")
    if len(found) > BATCH:
        raise QueryTooLong(f"queries: a batch has at most {BATCH} queries, got {len(found)}")
    if any(len(key) > LONGEST_KEY for key in found):
        raise ParameterError(f"queries: a key has at most {LONGEST_KEY} characters")
    return {key: _query(one, f"queries.{key}") for key, one in found.items()}


def single(text: str) -> Query:
    """Return the query of a request that has only one: an object, or the name itself.

    >>> single("龙山经验").text, single('{"query": "龙山经验", "limit": 3}').limit
    ('龙山经验', 3)

    Raises:
        ParameterError: if it is none; the message says where.
    """
    if text.lstrip().startswith("{"):
        return _query(_json(text, "query"), "query")
    return _query({"query": text}, "query")


def extension(text: str) -> Extension:
    """Return what a data extension query asks for.

    Raises:
        ParameterError: if it is none; the message says where.
        QueryTooLong: if it asks for too many things or properties.
    """
    found = _object(_json(text, "extend"), "extend")
    ids = _list(found, "ids", "extend")
    properties = _list(found, "properties", "extend")
    _at_most(ids, BATCH, "extend.ids")
    _at_most(properties, MOST_PROPERTIES, "extend.properties")
    named = tuple(_text(one, f"extend.ids[{at}]") for at, one in enumerate(ids))
    wanted = (_wanted(one, f"extend.properties[{at}]") for at, one in enumerate(properties))
    return Extension(named, tuple(wanted))


def _wanted(found: Any, where: str) -> Wanted:
    given = _object(found, where)
    settings = _object(given.get("settings", {}), f"{where}.settings")
    limit = settings.get("limit", 0)
    # OpenRefine sends what stands in a field of a form, a text as well as a number.
    if isinstance(limit, str) and limit.strip().isdecimal() and len(limit.strip()) < _DIGITS:
        limit = int(limit)
    if isinstance(limit, bool) or not isinstance(limit, int | float) or not 0 <= limit < _HUGE:
        _refuse(f"{where}.settings.limit", "a number from 0 on; 0 means all", limit)
    count = settings.get("count", False)
    if count not in (True, False, "true", "false", "on", "off"):
        _refuse(f"{where}.settings.count", "true or false", count)
    return Wanted(_required(given, "id", where), int(limit), count in (True, "true", "on"), where)


_DIGITS = 10
_HUGE = 10**_DIGITS


def _query(found: Any, where: str) -> Query:
    given = _object(found, where)
    if unknown := sorted(given.keys() - _QUERY):
        known = ", ".join(sorted(_QUERY))
        raise ParameterError(f"{where}.{unknown[0][:LONGEST_KEY]}: no such field; known: {known}")
    constraints = tuple(_constraints(given, where))
    text = _text(given.get("query", ""), f"{where}.query").strip()
    if not text and not constraints:
        raise ParameterError(f"{where}: expected a query that is not empty, or properties")
    strict = given.get("type_strict") or "any"
    if strict not in STRICTNESS:
        _refuse(f"{where}.type_strict", " or ".join(STRICTNESS), strict)
    return Query(text, _types(given, where), _limit(given, where), constraints, strict, where)


def _types(given: dict[str, Any], where: str) -> tuple[str, ...]:
    types = given.get("type") or []
    types = types if isinstance(types, list) else [types]
    _at_most(types, MOST_TYPES, f"{where}.type")
    # Some clients write {"id": …} where the specification has the identifier.
    named = [one["id"] if isinstance(one, dict) and "id" in one else one for one in types]
    return tuple(_text(one, f"{where}.type") for one in named)


def _limit(given: dict[str, Any], where: str) -> int:
    limit = given.get("limit")
    if limit is None:
        return DEFAULT_LIMIT
    if isinstance(limit, bool) or not isinstance(limit, int | float) or not 0 < limit < _HUGE:
        _refuse(f"{where}.limit", f"a number from 1 to {MAXIMUM_LIMIT}", limit)
    return max(1, min(MAXIMUM_LIMIT, int(limit)))


def _constraints(given: dict[str, Any], where: str) -> list[Constraint]:
    properties = given.get("properties") or []
    where = f"{where}.properties"
    if not isinstance(properties, list):
        _refuse(where, "a list", properties)
    _at_most(properties, MOST_PROPERTIES, where)
    found = [_constraint(one, f"{where}[{at}]") for at, one in enumerate(properties)]
    return [one for one in found if one.values]


def _constraint(found: Any, where: str) -> Constraint:
    given = _object(found, where)
    pid = _required(given, "pid", where)
    if "v" not in given:
        raise ParameterError(f"{where}.v: expected a value or a list of values, got none")
    values = given["v"] if isinstance(given["v"], list) else [given["v"]]
    _at_most(values, MOST_VALUES, f"{where}.v")
    read = (_value(one, f"{where}.v") for one in values)
    return Constraint(pid, tuple(one for one in read if one.text or one.id), where)


def _value(found: Any, where: str) -> Value:
    if found is None:
        return Value("")
    if isinstance(found, dict):
        return Value(_text(found.get("name") or "", where), _required(found, "id", where))
    if isinstance(found, bool):
        return Value(str(found).lower())
    if isinstance(found, int | float):
        return Value(f"{found:.12g}" if abs(found) < _HUGE**2 else str(found))
    return Value(_text(found, where).strip())


def _json(text: str, where: str) -> Any:
    try:
        found = json.loads(text, parse_constant=_no_constant)
        # A lone surrogate is no character, and nothing can be answered in UTF-8 that holds one.
        json.dumps(found, ensure_ascii=False).encode()
    except json.JSONDecodeError as error:
        raise ParameterError(
            f"{where}: no JSON at line {error.lineno}, column {error.colno}: {error.msg}"
        ) from error
    except RecursionError as error:
        raise ParameterError(f"{where}: the JSON is nested too deeply") from error
    except ValueError as error:
        raise ParameterError(
            f"{where}: the JSON has a number or a character that is none"
        ) from error
    return found


def _no_constant(name: str) -> float:
    raise ValueError(name)


def _object(found: Any, where: str) -> dict[str, Any]:
    if not isinstance(found, dict):
        _refuse(where, "an object {…}", found)
    return dict(found)


def _list(given: dict[str, Any], name: str, where: str) -> list[Any]:
    if not isinstance(given.get(name), list):
        _refuse(f"{where}.{name}", "a list", given.get(name))
    return list(given[name])


def _text(found: Any, where: str) -> str:
    if not isinstance(found, str):
        _refuse(where, "a text", found)
    if len(found) > LONGEST_TEXT:
        raise QueryTooLong(f"{where}: a text has at most {LONGEST_TEXT:,} characters")
    return str(found)


def _required(given: dict[str, Any], name: str, where: str) -> str:
    found = _text(given.get(name), f"{where}.{name}")
    if not found.strip():
        raise ParameterError(f"{where}.{name}: expected a text that is not empty")
    return found.strip()


def _at_most(found: list[Any], most: int, where: str) -> None:
    if len(found) > most:
        raise QueryTooLong(f"{where}: at most {most}, got {len(found)}")


def _refuse(where: str, expected: str, found: Any) -> NoReturn:
    kinds: dict[type, Callable[[Any], str]] = {
        dict: lambda _: "an object",
        list: lambda _: "a list",
    }
    told = kinds.get(type(found), lambda one: json.dumps(one, ensure_ascii=False)[:60])(found)
    raise ParameterError(f"{where}: expected {expected}, got {told}")
