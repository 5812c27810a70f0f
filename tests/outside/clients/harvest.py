"""Harvests a catalogue as CKAN does, with the parser of ckanext-dcat: harvest.py FILE FORMAT."""

import json
import sys
from pathlib import Path

from ckanext.dcat.processors import RDFParser

parser = RDFParser(profiles=["euro_dcat_ap_3"])
parser.parse(Path(sys.argv[1]).read_text(encoding="utf-8"), _format=sys.argv[2])
print(json.dumps(list(parser.datasets()), ensure_ascii=False))
