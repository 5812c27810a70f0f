"""Reads each nanopublication of a file with the library nanopub: nanopublications.py FILE."""

import gzip
import json
import sys
from collections import defaultdict

import rdflib
from nanopub import Nanopub, NanopubConf

dataset = rdflib.Dataset()
with gzip.open(sys.argv[1], "rb") as file:
    dataset.parse(data=file.read(), format="trig")
found = defaultdict(list)
for graph in dataset.graphs():
    name, hash_, _ = str(graph.identifier).rpartition("#")
    if hash_ and len(graph):
        found[name].append(graph)
valid = []
for name, graphs in sorted(found.items()):
    one = rdflib.Dataset()
    for graph in graphs:
        for triple in graph:
            one.graph(graph.identifier).add(triple)
    nanopub = Nanopub(rdf=one, conf=NanopubConf())
    assert nanopub.is_valid, name
    assert len(nanopub.assertion) > 0, name
    assert len(nanopub.provenance) > 0, name
    assert len(nanopub.pubinfo) > 0, name
    valid.append(name)
print(json.dumps({"valid": valid}))
