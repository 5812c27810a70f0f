"""Follows the signposts of an address with the client signposting: signposts.py ADDRESS."""

import json
import sys

from signposting import find_signposting_http

found = find_signposting_http(sys.argv[1])
told = {
    "cite-as": found.citeAs and str(found.citeAs.target),
    "describedby": sorted((str(one.target), one.type) for one in found.describedBy),
    "type": sorted(str(one.target) for one in found.types),
    "license": found.license and str(found.license.target),
    "author": sorted(str(one.target) for one in found.authors),
    "item": sorted((str(one.target), one.type) for one in found.items),
    "collection": found.collection and str(found.collection.target),
}
print(json.dumps(told))
