"""A question: a `.rq` file with a header, whose parameters are bound to terms.

A query file runs as it stands in any SPARQL 1.1 editor. Its header says what it asks; a parameter
is a line `VALUES ?x { <example> }` whose examples a caller's terms replace.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from graph_build.errors import ParameterError, QueryError
from graph_build.store import Term, iri, literal
from graph_build.store.terms import XSD

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
