"""Figures in words: the number with its bound and its unit, as a reader would write it."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

_BOUNDS = {"atLeast": "≥ ", "atMost": "≤ ", "approx": "≈ "}
_UNITS = {
    "PERCENT": {"zh": "%", "en": "%"},
    "PERCENTAGE_POINT": {"zh": "个百分点", "en": "percentage points"},
    "CNY": {"zh": "元", "en": "CNY"},
    "USD": {"zh": "美元", "en": "USD"},
    "TIMES": {"zh": "倍", "en": "times"},
}


def in_figures(value: str, bound: str = "exact") -> str:
    """Return a decimal with grouped thousands, a true minus sign and the sign of its bound.

    >>> in_figures("836000000"), in_figures("-32.54"), in_figures("2000000", "atLeast")
    ('836,000,000', '\u221232.54', '≥ 2,000,000')
    """
    try:
        number = Decimal(value)
    except InvalidOperation:
        return value
    if not number.is_finite():
        return value
    text = f"{number:,f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return _BOUNDS.get(bound, "") + text.replace("-", "\u2212")


def unit_in_words(notation: str, language: str) -> str:
    """Return a unit as it is written after a number; a measure word stands for itself.

    >>> unit_in_words("PERCENT", "zh"), unit_in_words("人次", "zh"), unit_in_words("CNY", "en")
    ('%', '人次', 'CNY')
    """
    return _UNITS.get(notation, {}).get(language, notation)
