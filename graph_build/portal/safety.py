"""What text from outside may become on a page: text, links to known schemes, nothing else.

Jinja escapes markup but happily writes `href="javascript:…"`; and a name may hold characters that
turn the direction of what follows or cannot be seen.
"""

from __future__ import annotations

import json
import re
from urllib.parse import urlsplit

from markupsafe import Markup

_SCHEMES = ("http", "https")
# C0 and C1 controls but tab and newline, zero-width marks, and the bidi embeddings and isolates.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]"
)
_LIVE = re.compile(f"[<>&]|{_INVISIBLE.pattern}")


def safe_href(target: str) -> str | None:
    r"""Return a link target if it is one of our paths or of http(s), else None.

    >>> safe_href("/page/id/i-62f38a03"), safe_href("https://w3id.org/fengtu/")
    ('/page/id/i-62f38a03', 'https://w3id.org/fengtu/')
    >>> [
    ...     safe_href(t)
    ...     for t in ("javascript:alert(1)", "//evil.example", "/\\evil.example", " data:,x")
    ... ]
    [None, None, None, None]
    """
    if _INVISIBLE.search(target) or any(c.isspace() for c in target) or "\\" in target:
        return None
    if target.startswith("/"):
        return None if target.startswith("//") else target
    try:
        parts = urlsplit(target)
    except ValueError:
        return None
    return target if parts.scheme in _SCHEMES and parts.netloc else None


def json_script(value: object) -> Markup:
    r"""Return a value as JSON-LD in a page; nothing in it can end the element or begin a comment.

    A block of data is not run, so a policy that forbids inline scripts lets it be.

    >>> str(json_script({"name": "</script><!--龙山"}))
    '<script type="application/ld+json">{"name": "\\u003c/script\\u003e\\u003c!--龙山"}</script>'
    """
    text = json.dumps(value, ensure_ascii=False)
    text = _LIVE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
    return Markup(f'<script type="application/ld+json">{text}</script>')  # noqa: S704 - escaped


def visible(text: str) -> str:
    r"""Return text in which every character that cannot be seen is shown by its code point.

    >>> visible("龙山\u202e经验")
    '龙山[U+202E]经验'
    """
    return _INVISIBLE.sub(lambda found: f"[U+{ord(found[0]):04X}]", text)


def invisible(text: str, begin: int, end: int) -> list[int]:
    """Return where in a stretch of text characters stand that cannot be seen."""
    return [found.start() for found in _INVISIBLE.finditer(text, begin, end)]
