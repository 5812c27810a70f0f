"""What names in the tables of others mean in a graph: candidates, scores, values to add.

This room knows the reconciliation API's queries and their meaning; it knows no HTTP and no pages.
"""

from __future__ import annotations

from graph_build.reconcile.asked import BATCH, Constraint, Extension, Query, Value
from graph_build.reconcile.properties import DEFAULT_TYPES, PROPERTIES, TYPES, Property
from graph_build.reconcile.reconciler import Candidate, Reconciler

__all__ = [
    "BATCH",
    "DEFAULT_TYPES",
    "PROPERTIES",
    "TYPES",
    "Candidate",
    "Constraint",
    "Extension",
    "Property",
    "Query",
    "Reconciler",
    "Value",
]
