"""The portal: what readers and programs see of a built graph over HTTP.

It reads a graph through `Graph`, its store and query files; it knows nothing of how one is built.
"""

from graph_build.portal.app import application, serve

__all__ = ["application", "serve"]
