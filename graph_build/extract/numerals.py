"""Chinese and Arabic numerals become exact decimals; this room knows no units and no dates.

It takes what governance texts write: 1462, 1,050, 1.2万亿, 三千二百, 四百五 (450), 3万4000,
二〇二五, 负三十二, 一点五, 半百, 两, 十余万, 1/4, 三分之一, 百分之五, 五分之三.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

_DIGITS = {
    c: i
    for i, cs in enumerate(
        "〇零○ 一壹弌 二贰貳两俩倆兩 三叁參 四肆 五伍 六陆陸 七柒 八捌 九玖".split()
    )
    for c in cs
}
_SMALL = {"十": 10, "拾": 10, "廿": 20, "卅": 30, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_GREAT = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8, "兆": 10**12}
HAN_DIGITS = "".join(_DIGITS)
HAN = HAN_DIGITS + "".join(_SMALL) + "".join(_GREAT)
"""The characters that a Chinese numeral is written with."""

ARABIC = r"\d{1,3}(?:[,，]\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?"
_NOT_AFTER = r"(?<![一二三四五六七八九十零百千万亿])"
_WORDS = re.compile(
    rf"[一壹][切些样定般直旦起概并律致]|[统唯]一|{_NOT_AFTER}一看|四川|五[台金]|百姓|{_NOT_AFTER}万一|十足|九九|两两"
    r"|三[亚峡]|千万(?=不|要|别)|百年|[大内登海着]陆|陆[地上空]|放肆|肆[意无]|伍(?![万千百拾佰仟])|拾[起到取掇]|[收夕]拾"
)
_NUMERAL = re.compile(
    rf"[负負−-]?(?:{ARABIC}|(?<![\d.])\.\d+|[{HAN}半百千万])"  # noqa: RUF001
    rf"(?:(?:[余多几来]+(?=[百千万萬亿億]))|{ARABIC}|[{HAN}]|点(?![两兩])(?=[{HAN}\d])"
    rf"|又(?=[{HAN}\d]+(?:分之|/))|分之[负負]?(?=[{HAN}\d])|[/／](?=\d)|打)*"  # noqa: RUF001
)
# A power of ten alone (万, 百) is a word; 百三 and 千三 are 130 and 1300.
_IS_NUMERAL = re.compile(rf"[\d十拾半{HAN_DIGITS}]|^[百千].")
_VAGUE = re.compile(r"[余多几来數数]")
_TOKEN = re.compile(rf"{ARABIC}|[{HAN}]")
_SHAPE = re.compile(rf"(?:{ARABIC}|[{HAN}])+")
_COMMAS = re.compile("[,，]")
_FRACTION = re.compile(r"(.+?)分之(.+)")
_DOZEN = 12
_LONGEST = 40
_MOST_DIGITS = 24


class Numeral(NamedTuple):
    """A numeral in a text: where it stands (half-open) and its value."""

    start: int
    end: int
    value: Decimal


def find(text: str) -> Iterator[Numeral]:
    """Return every numeral of a text, with or without a unit, in order.

    Characters that are numerals only by writing (四川, 一切, 大陆) are passed over.

    >>> [tuple(n) for n in find("四川有三千二百户，占1/4")]
    [(3, 7, Decimal('3200')), (10, 13, Decimal('0.25'))]
    """
    held = [found.span() for found in _WORDS.finditer(text)]
    for found in _NUMERAL.finditer(text):
        start, end = found.span()
        for first, last in held:
            if first < end and start < last:
                start, end = (start, first) if start < first else (last, end)
        said = text[start:end]
        number = value(said) if _IS_NUMERAL.search(said) else None
        if number is not None:
            yield Numeral(start, end, number)


# Texts say the same few numerals again and again.
@lru_cache(maxsize=4096)
def value(text: str) -> Decimal | None:
    """Return the number that a numeral stands for, or None if it is no numeral.

    Percentages and fractions give the plain number: 百分之五 is 0.05. A word of vagueness inside
    (余, 多, 几) is passed over, since it changes the bound and not the number.

    >>> value("1.2万亿"), value("三千二百"), value("四百五"), value("十余万")
    (Decimal('1200000000000'), Decimal('3200'), Decimal('450'), Decimal('100000'))
    >>> value("四分之三"), value("1/4"), value("二〇二五"), value("统一")
    (Decimal('0.75'), Decimal('0.25'), Decimal('2025'), None)

    More than 24 digits are an identifier and no number.
    """
    if len(text) > _LONGEST:
        return None
    if text.isdecimal() and text.isascii():
        return Decimal(text) if len(text) <= _MOST_DIGITS else None
    number = _signed(text.replace(" ", ""))
    if number is None or number.adjusted() >= _MOST_DIGITS:
        return None
    return canonical(number)


def canonical(number: Decimal) -> Decimal:
    """Return an equal number without needless zeros and without an exponent.

    >>> canonical(Decimal("24.50")), canonical(Decimal("1E+3"))
    (Decimal('24.5'), Decimal('1000'))
    """
    if number == number.to_integral_value():
        return number.quantize(Decimal(1))
    return number.normalize()


def _signed(text: str) -> Decimal | None:
    text = text.replace("／", "/")  # noqa: RUF001
    if text[:1] in ("负", "負", "-", "−"):  # noqa: RUF001
        rest = _signed(text[1:])
        return None if rest is None else -rest
    whole, also, part = text.partition("又")
    if also:
        head, rest = _signed(whole), _signed(part)
        return None if head is None or rest is None else head + rest
    if "分之" in text or "/" in text:
        return _quotient(text)
    return _plain(_VAGUE.sub("", text))


def _quotient(text: str) -> Decimal | None:
    if "/" in text:
        above, below = (_signed(part) for part in text.split("/", 1))
    else:
        parts = _FRACTION.fullmatch(text)
        if parts is None:
            return None
        below, above = _signed(parts[1]), _signed(parts[2])
    if above is None or not below:
        return None
    return above / below


def _plain(text: str) -> Decimal | None:
    if text[:1] == "半":
        return _half(text)
    if text.endswith("打"):
        dozens = _plain(text[:-1])
        return None if dozens is None else dozens * _DOZEN
    whole, point, rest = text.partition("点")
    if point:
        return _with_decimals(whole, rest)
    if text[:1] == "." and text[1:].isdecimal():
        return Decimal(text)
    if not _SHAPE.fullmatch(text):
        return None
    if all(c in _DIGITS for c in text):
        return Decimal("".join(str(_DIGITS[c]) for c in text))
    return _cardinal(_TOKEN.findall(text))


def _half(text: str) -> Decimal | None:
    rest = text[1:]
    if not rest:
        return Decimal("0.5")
    unit = _SMALL.get(rest) or _GREAT.get(rest)
    return Decimal(unit) / 2 if unit else None


def _with_decimals(whole: str, rest: str) -> Decimal | None:
    units = re.search(rf"[{''.join(_SMALL)}{''.join(_GREAT)}]+$", rest)
    digits = rest[: units.start()] if units else rest
    head = _plain(whole) if whole else None
    if head is None or not digits or not all(c in _DIGITS or c.isdecimal() for c in digits):
        return None
    number = head + Decimal("0." + "".join(str(_DIGITS.get(c, c)) for c in digits))
    for unit in units[0] if units else "":
        number *= _SMALL.get(unit) or _GREAT[unit]
    return number


def _cardinal(tokens: list[str]) -> Decimal | None:
    """Add up the tokens: below ten thousand in `section`, finished groups in `total`."""
    total = section = Decimal(0)
    current: Decimal | None = None
    unit = great = 0
    for token in tokens:
        if token in _SMALL:
            unit = _SMALL[token]
            section += (Decimal(1) if current is None else current) * unit
            current = None
        elif token in _GREAT:
            scale = _GREAT[token]
            group = section + (current or 0)
            if great and (scale > great or not group):
                total = (total + group) * scale
            else:
                is_unsaid = not section and current is None
                total += (Decimal(1) if is_unsaid else group) * scale
            great = unit = scale
            section, current = Decimal(0), None
        elif token in _DIGITS:
            digit = _DIGITS[token]
            if digit == 0:
                unit = 0
            elif current is not None:
                current = current * 10 + digit
            else:
                current = Decimal(digit)
        else:
            if current is not None:
                return None
            unit, current = 0, Decimal(_COMMAS.sub("", token))
    if current is not None:
        # 四百五 is 450, 一万三 is 13000; with 零 between, or after an Arabic digit, it is a unit.
        section += current * (unit // 10) if unit >= 100 and current < 10 else current  # noqa: PLR2004
    return total + section
