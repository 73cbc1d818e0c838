"""Measures how long the server takes for posts of 280 and 3,000 characters: its own Server-Timing and the whole round trip.

    python tests/bench/server_time.py

Exits with 1 if a median is over its target.
"""

from __future__ import annotations

import statistics
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.bench.server_process import server_process

TARGETS = {280: 5.0, 3_000: 25.0}
ROUNDS = 200
POST = (
    "Thank you for the lovely turnout on Saturday! We baked ninety loaves and they were gone by noon. This week the ovens go on "
    "at five, so the rye will be ready when you walk the dog. Which loaf should we bake twice as many of? Tell us below and the "
    "one you want most goes on the shelf first. #bakery #sourdough "
)


def main() -> int:
    failed = 0
    print(f"{'characters':>10}  {'server ms':>9}  {'p95':>6}  {'check ms':>8}  {'round trip':>10}  target")
    with server_process() as server:
        for length, target in TARGETS.items():
            text = (POST * (length // len(POST) + 1))[: length - 8]
            server_times, check_times, trips = [], [], []
            for number in range(ROUNDS):
                began = time.perf_counter()
                _, timing = server.check(f"{text} {number:06}.", platform="linkedin")
                trips.append((time.perf_counter() - began) * 1000)
                server_times.append(timing["app"])
                check_times.append(timing["check"])
            median = statistics.median(server_times)
            slow = sorted(server_times)[int(ROUNDS * 0.95)]
            check, trip = statistics.median(check_times), statistics.median(trips)
            print(f"{length:10,}  {median:9.2f}  {slow:6.2f}  {check:8.2f}  {trip:10.2f}  {target:g}")
            failed += median > target
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
