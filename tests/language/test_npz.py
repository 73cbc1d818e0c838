"""Reading arrays without numpy gives what numpy wrote."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from softsell.language.npz import Damaged, read_arrays


def test_arrays_are_what_numpy_wrote(tmp_path: Path) -> None:
    arrays: dict[str, np.ndarray[Any, Any]] = {
        "small": np.arange(-6, 6, dtype=np.int8).reshape(3, 4),
        "letters": np.frombuffer(b"one\ntwo", dtype=np.uint8),
        "narrow step": np.array([0.5, -1.25], dtype=np.float32),
        "wide": np.array([1 / 3], dtype=np.float64),
        "none": np.zeros((0, 3), dtype=np.float32),
    }
    np.savez_compressed(tmp_path / "file.npz", allow_pickle=False, **arrays)
    read = read_arrays(tmp_path / "file.npz")
    assert {name: numbers.shape for name, numbers in read.items()} == {
        name: array.shape for name, array in arrays.items()
    }
    assert all(read[name].flat.tolist() == array.ravel().tolist() for name, array in arrays.items())
    assert read["small"].rows() == arrays["small"].tolist()


@pytest.mark.parametrize(
    "array",
    [np.array([1, 2]), np.array(["text"]), np.asfortranarray(np.zeros((2, 3), np.float32)), np.array([0], dtype=">f4")],
)
def test_other_arrays_are_refused(array: np.ndarray[Any, Any], tmp_path: Path) -> None:
    np.savez(tmp_path / "file.npz", array=array)
    with pytest.raises(Damaged):
        read_arrays(tmp_path / "file.npz")


@pytest.mark.parametrize("part", [0.02, 0.3, 0.6, 0.95])
def test_half_a_file_is_damaged(part: float, tmp_path: Path) -> None:
    path = tmp_path / "file.npz"
    np.savez_compressed(path, numbers=np.random.default_rng(0).random(500))
    path.write_bytes(path.read_bytes()[: int(path.stat().st_size * part)])
    with pytest.raises(Damaged):
        read_arrays(path)
