"""Which real thing a name means: identity within a document becomes identity across documents.

An identity is a group, a scope and a normalised name; its hash is the IRI, so that a document can
be linked alone and rebuilds agree. A register maps names that are known to be one. Names are never
merged because they look alike.
"""

from graph_build.link.entities import Linked, gather, joined, link

__all__ = ["Linked", "gather", "joined", "link"]
