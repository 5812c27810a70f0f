"""Reconciles a table with the library reconciler: reconciled.py ADDRESS NAME=PLACE ..."""

import json
import sys

import pandas as pd
from reconciler import reconcile

address, *rows = sys.argv[1:]
table = pd.DataFrame([row.split("=") for row in rows], columns=["name", "place"])
found = reconcile(
    table["name"],
    top_res=1,
    property_mapping={"place": table["place"]},
    reconciliation_endpoint=address,
)
columns = ["input_value", "id", "name", "match", "score", "type_id"]
print(json.dumps(found[columns].to_dict("records"), ensure_ascii=False))
