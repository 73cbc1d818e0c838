"""The matrix product of OpenBLAS, which numpy brings, without numpy: importing numpy takes longer than a post takes to check.

Where the library isn't where numpy's wheels have it, there is no product, and ``network`` runs on numpy instead.
"""

from __future__ import annotations

import os
from array import array
from collections.abc import Callable, Iterator
from functools import lru_cache
from importlib.machinery import PathFinder

from softsell.language.threads import one_thread

Product = Callable[["array[float]", "array[float]", "array[float]", int], None]
"""``product(rows, weights, out, count)`` adds to ``out``, of ``count`` rows, the product of ``rows`` and the transposed ``weights``.

All are arrays of 32-bit floats, one row behind the other. Their lengths give the other two sizes.
"""

_NAMES = (
    ("scipy_cblas_sgemm64_", True),
    ("cblas_sgemm64_", True),
    ("scipy_cblas_sgemm", False),
    ("cblas_sgemm", False),
)
"""What builds call the function, and whether it takes sizes of 64 bits."""
_BY_ROWS, _AS_IS, _TRANSPOSED = 101, 111, 112
"""Constants of the C interface of BLAS."""


@lru_cache(maxsize=1)
def find_product() -> Product | None:
    """Return the product, or ``None`` if it isn't found or doesn't multiply."""
    try:
        for path in _libraries():
            product = _load(path)
            if product is not None and _is_right(product):
                return product
    except (ImportError, OSError, AttributeError, ValueError):
        return None
    return None


def _libraries() -> Iterator[str]:
    """Yield the paths where numpy's wheels may have OpenBLAS."""
    found = PathFinder.find_spec("numpy")
    if found is None or found.origin is None:
        return
    package = os.path.dirname(found.origin)  # noqa: PTH120 - as the system says it
    for folder in (f"{package}.libs", f"{package}/.dylibs"):
        if os.path.isdir(folder):  # noqa: PTH112
            yield from sorted(f"{folder}/{name}" for name in os.listdir(folder) if "openblas" in name)  # noqa: PTH208


def _load(path: str) -> Product | None:
    import ctypes

    with one_thread():
        library = ctypes.CDLL(path)
    name, wide = next(((name, wide) for name, wide in _NAMES if hasattr(library, name)), ("", False))
    if not name:
        return None
    call = getattr(library, name)
    size = ctypes.c_int64 if wide else ctypes.c_int
    number, pointer = ctypes.c_float, ctypes.c_void_p
    call.argtypes = (
        *(ctypes.c_int, ctypes.c_int, ctypes.c_int, size, size, size),
        *(number, pointer, size, pointer, size, number, pointer, size),
    )
    call.restype = None

    def product(rows: array[float], weights: array[float], out: array[float], count: int) -> None:
        inputs, outputs = len(rows) // count, len(out) // count
        if len(weights) != inputs * outputs or len(rows) != count * inputs or len(out) != count * outputs:
            raise ValueError("the sizes of the arrays don't fit together")
        addresses = [some.buffer_info()[0] for some in (rows, weights, out)]
        call(
            *(_BY_ROWS, _AS_IS, _TRANSPOSED, count, outputs, inputs),
            *(1.0, addresses[0], inputs, addresses[1], inputs, 1.0, addresses[2], outputs),
        )

    return product


def _is_right(product: Product) -> bool:
    out = array("f", [0.5, 0.0, 0.0, 0.0])
    product(array("f", [1, 2, 3, 4, 5, 6]), array("f", [1, 0, -1, 2, 1, 0]), out, 2)
    return out.tolist() == [-1.5, 4.0, -2.0, 13.0]
