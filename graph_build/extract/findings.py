"""What the naming rooms hand on: a stretch of text, its class, and the rule that saw it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from graph_build.model import Span


class Finding(NamedTuple):
    """A name in a text.

    `name` is the canonical form where a register or a grammar knows one, else the text itself;
    `score` is the log-odds of a learned decision, 0 for a rule that does not weigh.
    """

    kind: str
    span: Span
    name: str
    rule: str
    score: float = 0.0
