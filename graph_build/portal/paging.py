"""A page of a long list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graph_build.portal.site import View

T = TypeVar("T")
U = TypeVar("U")


@dataclass(frozen=True, slots=True)
class Paged(Generic[T]):
    """The items of one page, which page it is, and where the neighbours are."""

    items: Sequence[T]
    total: int
    number: int
    pages: int
    previous: str | None
    next: str | None

    def of(self, items: Sequence[U]) -> Paged[U]:
        """Return the same page with its items turned into others."""
        return Paged(items, self.total, self.number, self.pages, self.previous, self.next)


def paged(
    items: Sequence[T], view: View, *, size: int, parameter: str = "page", anchor: str = ""
) -> Paged[T]:
    """Return the page of a list that a parameter of the request names; else the first."""
    pages = max(1, -(-len(items) // size))
    asked = view.request.query_params.get(parameter, "1")
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 10 else 1  # noqa: PLR2004
    number = min(max(number, 1), pages)
    shown = items[(number - 1) * size : number * size]

    def at(other: int) -> str:
        return view.here(**{parameter: None if other == 1 else other}) + anchor

    return Paged(
        shown,
        len(items),
        number,
        pages,
        at(number - 1) if number > 1 else None,
        at(number + 1) if number < pages else None,
    )
