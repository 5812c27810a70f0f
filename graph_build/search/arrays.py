"""Named arrays in one file, read by mapping it into memory; the same arrays give the same bytes.

Layout: eight bytes of magic, the length of the header, the header (JSON: name → type, shape,
offset), and the arrays, each at a multiple of 64 bytes, little-endian.
"""

from __future__ import annotations

import json
import struct
from typing import TYPE_CHECKING, Any

import numpy as np

from graph_build.errors import GraphNotFound

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from numpy.typing import NDArray

    Array = NDArray[Any]

_MAGIC = b"FTSEARCH"
_ALIGNED = 64
_START = struct.Struct("<8sIQ")


def save(path: Path, arrays: Mapping[str, Array], *, version: int) -> None:
    """Write arrays of one dimension to a file, in the order of their names."""
    packed = {name: _little(arrays[name]) for name in sorted(arrays)}
    header: dict[str, tuple[str, int, int]] = {}
    at = 0
    for name, array in packed.items():
        header[name] = (array.dtype.str, len(array), at)
        at += -(-array.nbytes // _ALIGNED) * _ALIGNED
    text = json.dumps(header, separators=(",", ":"), sort_keys=True).encode()
    text += b" " * (-(_START.size + len(text)) % _ALIGNED)
    with path.open("wb") as out:
        out.write(_START.pack(_MAGIC, version, len(text)) + text)
        for array in packed.values():
            out.write(array.tobytes() + b"\0" * (-array.nbytes % _ALIGNED))


def load(path: Path, *, version: int) -> dict[str, Array]:
    """Return the arrays of a file; their pages come into memory when they are read.

    Raises:
        GraphNotFound: if there is no such file, or it is damaged or of another version.
    """
    try:
        raw = np.memmap(path, dtype=np.uint8, mode="r")
        body = _START.size + _length(raw[: _START.size].tobytes(), version)
        header = json.loads(raw[_START.size : body].tobytes())
        return {name: _view(raw[body:], *where) for name, where in header.items()}
    except (OSError, ValueError, struct.error) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        raise GraphNotFound(f"{path}: {reason}; build the graph again") from error


def _length(start: bytes, version: int) -> int:
    """Return the length of the header that a file says it has."""
    magic, made, length = _START.unpack(start)
    if magic != _MAGIC or made != version:
        raise ValueError(f"no search index of version {version}")
    return int(length)


def _view(raw: Array, dtype: str, length: int, at: int) -> Array:
    size = np.dtype(dtype).itemsize * length
    if at + size > len(raw):
        raise ValueError("the search index ends too early")
    return np.asarray(raw[at : at + size]).view(dtype)


def _little(array: Array) -> Array:
    return np.ascontiguousarray(array, array.dtype.newbyteorder("<"))


def smallest(values: Array) -> Array:
    """Return whole numbers from 0 on in the narrowest type that holds them.

    >>> smallest(np.array([1, 300])).dtype.name
    'uint16'
    """
    return values.astype(np.min_scalar_type(int(values.max(initial=0))))
