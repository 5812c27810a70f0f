"""A question in plain words becomes a query of the catalogue and its parameters; no model.

The wording is compared with what the headers of the queries say; names of the graph and times in
the question become parameters. What is not understood is not guessed: the nearest questions are
told instead.
"""

from graph_build.ask.answer import Asked, ask
from graph_build.ask.filling import Filled
from graph_build.ask.matching import Candidate, Matcher

__all__ = ["Asked", "Candidate", "Filled", "Matcher", "ask"]
