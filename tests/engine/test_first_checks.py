"""The first checks of a process may come from several threads at once."""

from __future__ import annotations

import subprocess
import sys

TOGETHER = """
import sys
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import softsell

sys.setswitchinterval(1e-5)
THREADS = 6
together = Barrier(THREADS)

def first(number):
    together.wait()
    return softsell.check(f"Hurry, only {number} left, buy now!").scores["pushiness"] > 50

with ThreadPoolExecutor(THREADS) as pool:
    assert all(pool.map(first, range(THREADS)))
"""


def test_threads_can_check_their_first_posts_together() -> None:
    for _ in range(2):
        done = subprocess.run([sys.executable, "-c", TOGETHER], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
