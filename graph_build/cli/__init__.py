"""The command `fengtu`: the composition root, and the only place that prints, exits and logs."""

from graph_build.cli import asking, checking, making, pushing
from graph_build.cli.group import main

__all__ = ["asking", "checking", "main", "making", "pushing"]
