"""A session with a built graph, cell by cell; runs as a script and in Jupyter or VS Code.

python examples/notebook.py [GRAPH]      a graph is built with: fengtu demo --only-build --out graph
"""

# %% open a graph
import sys
from pathlib import Path

import graph_build

FOLDER = next((a for a in sys.argv[1:] if (Path(a) / "CURRENT").is_file()), "graph")
graph = graph_build.open(FOLDER)
print(graph)

# %% a question in plain words; in a notebook the last line of a cell shows the table
answer = graph.ask("金华有哪些数字应用？")
print(answer.asked.summary())
for row in answer.dicts():
    print(" ", row["name"], "→", row["goalName"])

# %% the same as a query of the catalogue; `.to_pandas()` where pandas is installed
table = graph.query("indicator-values", indicator="群众安全感满意度")
for row in table.dicts():
    print(" ", row["aboutName"], row["start"], row["value"], row["unit"])

# %% one thing, what documents say of it, and the words behind each statement
thing = graph.entity("龙山经验")
print(repr(thing), thing.labels)
for statement in thing.statements[:3]:
    print(" ", statement)
    for quote in graph.evidence(statement):
        print("    ", quote)

# %% documents side by side
for row in graph.compare("conflicts").dicts():
    print(" ", row["quoteOne"], "≠", row["quoteOther"])

# %% a network for networkx, and a picture; in a notebook `graph.show(...)` alone is enough
made = graph.network("龙山经验", hops=2, status="completed")
print(f"  {len(made)} things, {made.number_of_edges()} statements")
print(" ", graph.show("龙山经验", hops=2).save("longshan.html"))
