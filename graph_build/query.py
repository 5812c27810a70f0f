"""Questions: `.rq` files with a header, bound to terms and asked of a built graph.

A query file runs as it stands in any SPARQL 1.1 editor. Its header says what it asks; a parameter
is a line `VALUES ?x { <example> }` whose examples a caller's terms replace.
"""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graph_build import resources
from graph_build.errors import GraphNotFound, ParameterError, QueryError, UnknownName
from graph_build.store import OxigraphStore, Rows, Store, Term, iri, literal
from graph_build.store.terms import XSD

if TYPE_CHECKING:
    from collections.abc import Iterator

FORMAT_VERSION = 1
"""The newest layout of a built folder that this version reads."""

GROUPS = {
    "initiatives": {"zh": "举措与传承", "en": "Initiatives and lineage"},
    "institutions": {"zh": "机构与行动者", "en": "Institutions and actors"},
    "places": {"zh": "地域与覆盖", "en": "Places and coverage"},
    "numbers": {"zh": "数字与比较", "en": "Numbers and comparisons"},
    "plans": {"zh": "状态、计划与目标", "en": "Status, plans and goals"},
    "recognition": {"zh": "荣誉", "en": "Recognition"},
    "evidence": {"zh": "证据", "en": "Evidence"},
}
"""The groups of questions, in the order of reading."""

_HEADER = re.compile(r"#\+ *([^:\n]+?) *: *(.*)")
_PREFIX = re.compile(r"^\s*PREFIX\s+([\w.-]*):\s*<([^<>\s]*)>", re.IGNORECASE | re.MULTILINE)
_TERM = re.compile(
    r'<[^<>\s]*>|[\w.-]*:[^\s{}"<>]*|[+-]?[\d.]+|true|false'
    r'|"(?:[^"\\\n]|\\.)*"(?:@[A-Za-z0-9-]+|\^\^(?:<[^<>\s]*>|[^\s{}"<>]+))?'
)
_VALUES = re.compile(
    rf"(VALUES[ \t]+\?(\w+)[ \t]*\{{[ \t]*)"
    rf"((?:{_TERM.pattern})(?:[ \t]+(?:{_TERM.pattern}))*)([ \t]*\}})"
)
_ESCAPED = re.compile(r'\\(["\\nrt])')
_ESCAPES = {"n": "\n", "r": "\r", "t": "\t", '"': '"', "\\": "\\"}
_LITERAL = re.compile(r'"((?:[^"\\]|\\.)*)"(?:@([A-Za-z0-9-]+)|\^\^(.+))?', re.DOTALL)
_QUOTED = re.compile(r"[“\"]([^“”\"]*)[”\"]")
_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_DOCUMENT = re.compile(r"(?:.*/doc/)?([0-9a-f]{16})")
_LEXICAL: dict[str, Callable[[str], object]] = {
    f"{XSD}integer": int,
    f"{XSD}decimal": Decimal,
    f"{XSD}date": date.fromisoformat,
}

Value = str | Term | Sequence[str | Term]
"""What a caller may give for a parameter: one term, its text, or several of them."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a parameter of a query means, and the terms that stand in the file."""

    name: str
    meaning: str
    examples: tuple[Term, ...]

    @property
    def example(self) -> Term:
        """The first of the terms that stand in the file."""
        return self.examples[0]

    @property
    def is_name(self) -> bool:
        """Say whether it stands for a name, which texts write with and without quotation marks."""
        return len(self.examples) > 1 and self.examples[1].value == f"“{self.example.value}”"


@dataclass(frozen=True, slots=True)
class Query:
    """A question: its text is SPARQL, its summary is there in `zh` and `en`."""

    name: str
    summary: dict[str, str]
    group: str
    parameters: dict[str, Parameter]
    text: str
    prefixes: dict[str, str]
    header: dict[str, str]
    phrasings: tuple[str, ...] = ()
    """Other wordings of the question, of both languages; `{place}` stands for a place."""

    @classmethod
    def parse(cls, text: str, *, name: str) -> Query:
        """Return the query that a file's text holds.

        Raises:
            QueryError: if a parameter of the header has no VALUES line of its own.
        """
        lines = [m for m in (_HEADER.match(line) for line in text.splitlines()) if m]
        header = {m[1]: m[2].strip() for m in lines if m[1] != "ask"}
        asked = (one.strip() for m in lines if m[1] == "ask" for one in m[2].split("|"))
        prefixes = dict(_PREFIX.findall(text))
        values = {m[2]: m[3] for m in _VALUES.finditer(text)}
        parameters = {}
        for key, meaning in header.items():
            if not key.startswith("param "):
                continue
            parameter = key.removeprefix("param ").strip()
            if parameter not in values:
                raise QueryError(
                    f"{name}: parameter {parameter!r} needs VALUES ?{parameter} {{ … }}"
                )
            examples = tuple(_read(term, prefixes) for term in _TERM.findall(values[parameter]))
            parameters[parameter] = Parameter(parameter, meaning, examples)
        summary = {"zh": header.get("summary", ""), "en": header.get("summary_en", "")}
        return cls(
            name,
            summary,
            header.get("group", ""),
            parameters,
            text,
            prefixes,
            header,
            tuple(one for one in asked if one),
        )

    def bind(self, **terms: Value) -> str:
        r"""Return the text with the examples of the named parameters replaced.

        A string means a term of the kind of the example: for an IRI a full IRI or `prefix:name`;
        for a literal its text, with the example's language or datatype. Where the examples are a
        name with and without quotation marks, a caller's name is looked for in both forms.

        >>> text = '#+ param name: 名称\nSELECT ?x { VALUES ?name { "枫桥经验"@zh } ?x ?p ?name }'
        >>> Query.parse(text, name="q").bind(name="龙山经验").splitlines()[1]
        'SELECT ?x { VALUES ?name { "龙山经验"@zh } ?x ?p ?name }'

        Raises:
            ParameterError: if a parameter is unknown or its term is not valid.
        """
        rendered = {
            name: " ".join(term.render() for term in self.terms(name, value))
            for name, value in terms.items()
        }
        # One pass, so that a bound term is never itself searched for parameters.
        return _VALUES.sub(
            lambda m: m[1] + rendered[m[2]] + m[4] if m[2] in rendered else m[0], self.text
        )

    def terms(self, parameter: str, value: Value) -> tuple[Term, ...]:
        """Return the terms that a caller's value means for a parameter.

        Raises:
            ParameterError: if the parameter is unknown, or the value is none or not of its kind.
        """
        if parameter not in self.parameters:
            known = ", ".join(self.parameters) or "none"
            raise ParameterError(f"{self.name} has no parameter {parameter!r}; it has: {known}")
        given = [value] if isinstance(value, str | Term) else value
        terms = tuple(term for one in given for term in self._terms(parameter, one))
        if not terms:
            raise ParameterError(f"{parameter}: no value given")
        return terms

    def iri(self, value: str) -> Term | None:
        """Return the IRI that a string is, in full or with a prefix of the query, or None."""
        prefix, colon, local = value.partition(":")
        if colon and prefix in self.prefixes and not local.startswith("//"):
            return iri(self.prefixes[prefix] + local)
        bare = value[1:-1] if value.startswith("<") and value.endswith(">") else value
        return iri(bare) if _ABSOLUTE.match(bare) else None

    def _terms(self, parameter: str, value: str | Term) -> list[Term]:
        wanted = self.parameters[parameter]
        if isinstance(value, Term):
            if value.kind == "bnode":
                raise ParameterError(
                    f"{parameter}: a blank node has no name outside its file; use an IRI"
                )
            return [value]
        if wanted.example.kind == "iri":
            if (found := self.iri(value)) is not None:
                return [found]
            known = ", ".join(f"{p}:" for p in sorted(self.prefixes))
            raise ParameterError(
                f"{parameter}: {value!r} is no IRI; give it in full or with a prefix: {known}"
            )
        forms = spellings(value) if wanted.is_name else (value,)
        return [_literal_like(wanted.example, form, parameter) for form in forms]


def spellings(name: str) -> tuple[str, ...]:
    """Return a name without and with quotation marks; texts write names either way.

    >>> spellings("龙山经验"), spellings("“龙山经验”")
    (('龙山经验', '“龙山经验”'), ('龙山经验', '“龙山经验”'))
    """
    found = _QUOTED.fullmatch(name)
    bare = found[1] if found else name
    return bare, f"“{bare}”"


def _literal_like(example: Term, value: str, parameter: str) -> Term:
    check = _LEXICAL.get(example.datatype or "")
    try:
        if check is not None:
            check(value)
    except (ValueError, ArithmeticError) as error:
        kind = (example.datatype or "").rpartition("#")[2]
        raise ParameterError(
            f"{parameter}: {value!r} is no {kind}, such as {example.value!r}"
        ) from error
    return Term("literal", value, example.datatype, example.language)


def _read(written: str, prefixes: dict[str, str]) -> Term:
    """Return the term that an example spells."""
    if written.startswith("<"):
        return iri(written[1:-1])
    if found := _LITERAL.fullmatch(written):
        value = _ESCAPED.sub(lambda m: _ESCAPES[m[1]], found[1])
        datatype = _read(found[3], prefixes).value if found[3] else None
        return literal(value, datatype=datatype, language=found[2])
    if written in {"true", "false"}:
        return literal(written, datatype=f"{XSD}boolean")
    if ":" not in written:
        return literal(written, datatype=XSD + ("decimal" if "." in written else "integer"))
    prefix, _, local = written.partition(":")
    if prefix not in prefixes:
        raise QueryError(f"the prefix {prefix!r} of the example {written!r} is not declared")
    return iri(prefixes[prefix] + local)


def catalogue() -> dict[str, Query]:
    """Return every question of the folder by name, in the order of the names."""
    return {path.stem: _load(path) for path in sorted(resources.queries().glob("*.rq"))}


def find(name: str | Path) -> Query:
    """Return a query by the path of a file, or by name; `internal/NAME` and `export/NAME` too.

    Raises:
        UnknownName: if there is none; the nearest names are told.
        QueryError: if the file has a malformed header.
    """
    if str(name).endswith(".rq") and Path(name).is_file():
        return _load(Path(name))
    folder = resources.queries()
    names = [p.relative_to(folder).with_suffix("").as_posix() for p in sorted(folder.rglob("*.rq"))]
    if str(name) in names:
        return _load(folder / f"{name}.rq")
    near = difflib.get_close_matches(str(name), names, n=3, cutoff=0.4) or names[:3]
    raise UnknownName(
        f"no query is named {str(name)!r}; nearest: {', '.join(near)}; or give a path to a .rq file"
    )


def _load(path: Path) -> Query:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise QueryError(f"{path}: cannot be read: {error}") from error
    return Query.parse(text, name=path.stem)


@dataclass(frozen=True, slots=True)
class Graph:
    """A built graph: the folder of one build, its manifest and its store."""

    folder: Path
    manifest: dict[str, Any]
    store: Store

    @classmethod
    def open(cls, folder: str | Path) -> Graph:
        """Return the published build of a folder, read-only.

        Raises:
            GraphNotFound: if there is none, it is damaged, or a newer version made it.
        """
        build = current(Path(folder))
        manifest = _manifest(build)
        return cls(build, manifest, OxigraphStore.open(build / "store"))

    @classmethod
    def at(cls, address: str, folder: str | Path) -> Graph:
        """Return the graph that a SPARQL service holds.

        Texts and counts are those of the build in the folder, if there is one: a service holds
        statements only.

        Raises:
            StoreUnreachable: if it is no address.
            GraphNotFound: if the build in the folder is damaged.
        """
        from graph_build.store.remote import RemoteStore  # noqa: PLC0415 - httpx is not light

        store = RemoteStore.at(address)
        if not (Path(folder) / "CURRENT").is_file():
            return cls(Path(folder) / "builds" / "none", {}, store)
        build = current(Path(folder))
        return cls(build, _manifest(build), store)

    def text(self, document: str) -> str:
        """Return the source text of a document by its id or IRI; offsets of spans count in it.

        Raises:
            UnknownName: if the graph has no such document.
        """
        found = _DOCUMENT.fullmatch(document)
        path = self.folder / "texts" / f"{found[1]}.txt" if found else None
        if path is None or not path.is_file():
            raise UnknownName(
                f"no document {document!r} in the graph; {self.folder / 'manifest.json'} lists them"
            )
        return path.read_bytes().decode("utf-8")

    def query(self, name: str | Path, /, **parameters: Value) -> Rows:
        """Return the rows of a query by name or path.

        Where a parameter wants an IRI, the name of a thing in the graph will do.

        Raises:
            UnknownName: if there is no such query.
            ParameterError: if a parameter is unknown or its term is not valid.
            QueryError: if the engine refuses the query.
        """
        query = find(name)
        bound = {key: self._resolved(query, key, value) for key, value in parameters.items()}
        return self.store.select(query.bind(**bound))

    def named(self, name: str) -> list[Term]:
        """Return the things that bear a name, with or without quotation marks, sorted."""
        return [
            row[0]
            for row in self.store.select(find("internal/entity-by-label").bind(name=name))
            if row[0]
        ]

    def _resolved(self, query: Query, parameter: str, value: Value) -> Value:
        """Return the value, or the one thing of that name where an IRI is wanted."""
        wanted = query.parameters.get(parameter)
        if (
            wanted is None
            or wanted.example.kind != "iri"
            or not isinstance(value, str)
            or query.iri(value)
        ):
            return value
        found = self.named(value)
        if len(found) == 1:
            return found[0]
        if not found:
            raise ParameterError(
                f"{parameter}: nothing in the graph is named {value!r}; give a name or an IRI"
            )
        shown = ", ".join(str(term) for term in found[:5])
        raise ParameterError(
            f"{parameter}: {len(found)} things are named {value!r}; give one of: {shown}"
        )

    def shards(self) -> Iterator[Path]:
        """Return the N-Quads files of the build: documents by id, then the rest."""
        yield from sorted((self.folder / "shards").glob("*.nq"))
        yield from (
            path
            for path in (self.folder / "registry.nq", self.folder / "ontology.nq")
            if path.is_file()
        )


def current(folder: Path) -> Path:
    """Return the folder of the published build of a graph folder.

    Raises:
        GraphNotFound: if there is none.
    """
    pointer = folder / "CURRENT"
    if not pointer.is_file():
        raise GraphNotFound(
            f"{folder}: no built graph there; make one with: fengtu build TEXTS --out {folder}"
        )
    build = folder / "builds" / pointer.read_text(encoding="utf-8").strip()
    if not (build / "manifest.json").is_file():
        raise GraphNotFound(
            f"{pointer}: points at {build.name!r}, no complete build; build the graph again"
        )
    return build


def _manifest(build: Path) -> dict[str, Any]:
    path = build / "manifest.json"
    try:
        manifest: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise GraphNotFound(f"{path}: cannot be read: {error}; build the graph again") from error
    if manifest.get("format", FORMAT_VERSION) > FORMAT_VERSION:
        raise GraphNotFound(
            f"{path}: made by a newer version of Fengtu (format {manifest['format']}); upgrade"
        )
    return manifest
