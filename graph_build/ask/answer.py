"""What a question asks for: the query, its parameters, and how sure that is."""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from graph_build.ask.filling import NUMBER, QUOTED, Filled, Understood, fill, short
from graph_build.ask.matching import Candidate, Matcher
from graph_build.ask.naming import apart
from graph_build.query import catalogue

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph_build.ask.naming import Named
    from graph_build.query import Graph

NEAREST = 3
_LEAST_SCORE = 0.25
_LEAST_MARGIN = 0.15
_LEAST_COMMON = 2
_WORTH_TELLING = 0.05
_HAN = re.compile("[\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it was understood.

    `wording` is the question with what it names replaced by slots; `nearest` are the likeliest
    queries, the first of them the one that is meant if the question is `certain`.
    """

    question: str
    wording: str
    nearest: tuple[Candidate, ...]
    parameters: tuple[dict[str, Filled], ...]

    @property
    def certain(self) -> bool:
        """Say whether the nearest query is near, and nearer than the next by a margin."""
        first, second = self.nearest[:2]
        return (
            first.score >= _LEAST_SCORE
            and first.score - second.score >= _LEAST_MARGIN * first.score
            and len(first.common) >= _LEAST_COMMON
        )

    def given(self, place: int = 0) -> dict[str, str]:
        """Return the parameters that the question itself names, as `Graph.query` takes them."""
        return {name: one.value for name, one in self.parameters[place].items() if one.given}

    def command(self, place: int = 0) -> str:
        """Return the command that runs one of the nearest queries with what the question names."""
        query = self.nearest[place].query
        given = (f"--param {shlex.quote(f'{k}={short(v, query)}')}" for k, v in self._given(place))
        return " ".join(("fengtu query", query.name, *given))

    def summary(self, place: int = 0) -> str:
        """Return what a query asks and with which parameters, in the language of the question.

        A parameter that the question does not name is told to be the query's own example.
        """
        query = self.nearest[place].query
        told = [
            f"{name} = {one.shown}" + ("" if one.given else " (example)")
            for name, one in self.parameters[place].items()
        ]
        asks = query.summary["zh" if _HAN.search(self.question) else "en"]
        return f"{query.name}: {asks}" + (f" [{'; '.join(told)}]" if told else "")

    def doubt(self) -> str:
        """Return in one line that nothing is near enough, and how to ask the nearest questions."""
        nearest = [
            f"{self.command(place)} ({one.query.summary['zh']})"
            for place, one in enumerate(self.nearest)
            if one.score >= _WORTH_TELLING
        ]
        told = f"nearest: {'; '.join(nearest)}" if nearest else "list the questions: fengtu query"
        return f"not sure what {self.question!r} asks; {told}"

    def explanation(self) -> list[str]:
        """Return line by line how the question was understood."""
        lines = [f"read as: {self.wording}"]
        for place, one in enumerate(self.nearest):
            lines += [
                f"{one.score:.2f}  {self.summary(place)}",
                f"      nearest wording: {one.phrasing}",
                f"      in common: {', '.join(one.common) or 'nothing'}",
                f"      {self.command(place)}",
            ]
        return lines

    def _given(self, place: int) -> list[tuple[str, str]]:
        return sorted(self.given(place).items())


def ask(graph: Graph, question: str) -> Asked:
    """Return what a question in Chinese or English asks for; nothing is run."""
    understood = Understood.of(graph, question)
    wording = _masked(understood)
    nearest = tuple(_matcher().rank(wording)[:NEAREST])
    filled = tuple(fill(candidate.query, understood) for candidate in nearest)
    return Asked(question, wording, nearest, filled)


@cache
def _matcher() -> Matcher:
    return Matcher(catalogue().values())


@cache
def _vocabulary() -> str:
    return "\n".join(
        text
        for query in catalogue().values()
        for text in (*query.phrasings, *query.summary.values())
    )


def _masked(understood: Understood) -> str:
    """Return a question with names, times, quotes and numbers replaced by slots."""
    made, at = "", 0
    for start, end, slots in sorted(_stretches(understood), key=lambda one: (one[0], -one[1])):
        if start >= at:
            made += understood.question[at:start] + slots
            at = end
    return made + understood.question[at:]


def _written(one: Named, understood: Understood) -> str:
    return understood.question[one.start : one.end].strip("“”")


def _stretches(understood: Understood) -> Iterator[tuple[int, int, str]]:
    for time in understood.times:
        yield time.start, time.end, "{period}"
    # A name that wordings of the catalogue hold, such as 联盟, says what is asked and stays.
    telling = [one for one in understood.names if _written(one, understood) not in _vocabulary()]
    for one in apart(telling):
        same = {n.sort for n in telling if (n.start, n.end) == (one.start, one.end)}
        yield one.start, one.end, "".join(f"{{{sort}}}" for sort in sorted(same))
    for pattern, slot in ((QUOTED, "{word}"), (NUMBER, "{number}")):
        for found in pattern.finditer(understood.question):
            yield found.start(), found.end(), slot
