"""The two languages of the pages, and which one a request wants."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from graph_build.portal.negotiate import choose

if TYPE_CHECKING:
    from collections.abc import Iterator

    from starlette.requests import Request

LANGUAGES = ("zh", "en")
THEMES = ("light", "dark")
_FILE = Path(__file__).with_name("messages.toml")
_HTML = {"zh": "zh-CN", "en": "en"}


@dataclass(frozen=True, slots=True)
class Language:
    """The messages of the pages in one language."""

    code: str
    messages: dict[str, str]

    @property
    def html(self) -> str:
        """The tag for `lang`; with zh alone some fonts take Japanese forms of 骨 and 直."""
        return _HTML[self.code]

    def __call__(self, key: str, **values: object) -> str:
        """Return a message with its values.

        >>> language("zh")("page.of", page=2, pages=3)
        '第 2 / 3 页'
        >>> [language("en")("question.rows", n=n) for n in (1, 2)]
        ['1 row', '2 rows']
        """
        one, bar, many = self.messages[key].partition("|")
        message = many if bar and str(values.get("n")) != "1" else one
        return message.format(**values)

    def has(self, key: str) -> bool:
        """Say whether there is such a message."""
        return key in self.messages

    def beginning(self, keys: tuple[str, ...]) -> dict[str, str]:
        """Return the messages whose keys begin so, as a script takes them along."""
        return {key: text for key, text in self.messages.items() if key.startswith(keys)}

    def parts(self, key: str) -> Iterator[tuple[str, str]]:
        """Yield a message as (text, name of the value that follows it, or empty)."""
        rest = self.messages[key]
        while rest:
            text, brace, tail = rest.partition("{")
            name, _, rest = tail.partition("}") if brace else ("", "", "")
            yield text, name


@cache
def language(code: str) -> Language:
    """Return a language by its code, `zh` or `en`."""
    table = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return Language(code, {key: forms[code] for key, forms in table.items()})


def wanted_language(request: Request) -> str:
    """Return the language a request asks for: by its address, its cookie, or Accept-Language."""
    asked = request.query_params.get("lang") or request.cookies.get("lang")
    if asked in LANGUAGES:
        return asked
    header = request.headers.get("accept-language", "")
    tags = ",".join(part.strip().partition("-")[0] + _quality(part) for part in header.split(","))
    return choose(tags, LANGUAGES) or LANGUAGES[0]


def _quality(part: str) -> str:
    return "".join(part.strip().partition(";")[1:])


def wanted_theme(request: Request) -> str:
    """Return the theme a request asks for, or `auto`: what the reader's system prefers."""
    asked = request.query_params.get("theme") or request.cookies.get("theme")
    return asked if asked in THEMES else "auto"
