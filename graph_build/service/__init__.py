"""The SPARQL service: questions of strangers, answered by processes that can do no harm.

    query ─guard▶ form ─budget▶ a place in the fast lane ─time▶ a place in the slow lane ─▶ answer
                                └────── a worker process on a read-only snapshot ──────┘

Oxigraph cannot be interrupted, a query of four kilobytes ends its process, and SERVICE makes it
fetch addresses. So a process of its own evaluates each query: without a network, with little memory
and little time, killed when either is used up. The web process never gives a query to the engine.
Nothing here knows HTTP pages, nor what the triples mean.

Nothing is imported here: a worker should start with the few modules that it needs.
"""
