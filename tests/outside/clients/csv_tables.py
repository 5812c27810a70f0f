"""Validates tables by their metadata with the library csvw: csv_tables.py METADATA."""

import json
import sys

from csvw import CSVW, TableGroup

checked = CSVW(sys.argv[1], validate=True)
valid = checked.is_valid
group = TableGroup.from_file(sys.argv[1])
group.check_referential_integrity()
rows = {table.local_name: len(list(table.iterdicts(strict=True))) for table in group.tables}
told = [str(warning.message) for warning in checked.warnings]
print(json.dumps({"valid": valid, "warnings": told, "rows": rows}))
