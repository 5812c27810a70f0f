"""Claims and entities become quads: the one door from Python to RDF.

A quad is a line of N-Quads; a document's lines go into the graph that bears the document's IRI,
descriptions of entities into the registry graph. No blank nodes, so that lines can be sorted and
compared byte for byte.
"""

from graph_build.assemble.document import DocumentSheet
from graph_build.assemble.packed import Packed
from graph_build.assemble.registry import registry
from graph_build.assemble.terms import Sheet, decimal, ft, indicator_iri, node, text, typed

__all__ = [
    "DocumentSheet",
    "Packed",
    "Sheet",
    "decimal",
    "ft",
    "indicator_iri",
    "node",
    "registry",
    "text",
    "typed",
]
