"""Sends 100,000 different posts through one server, and checks that memory stays flat and every answer is right.

    python tests/bench/server_memory.py [POSTS]

Each post has words that no other has, so anything that keeps words or drafts shows up. The generator knows the right answer: how many
sentences the post has, and whether it contains a phrase that presses the reader. Exits with 1 if an answer is wrong or memory grows by
more than a tenth after the first fifth of the posts.
"""

from __future__ import annotations

import random
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.bench.server_process import server_process

POSTS = 100_000
SYLLABLES = ("ba", "do", "fen", "gri", "hal", "ko", "lum", "mi", "nor", "pel", "rus", "sti", "tor", "vax", "wen", "zi")
GROWTH = 1.1


def made_up_word(chance: random.Random) -> str:
    return "".join(chance.choices(SYLLABLES, k=chance.randint(3, 5)))


def post(number: int, chance: random.Random) -> tuple[str, int, bool]:
    """Return a post, how many sentences it has, and whether it pushes."""
    sentences = [
        f"The {made_up_word(chance)} from {made_up_word(chance).capitalize()} is on the shelf today \N{ROASTED SWEET POTATO}."
        if chance.random() < 0.2
        else f"We bake the {made_up_word(chance)} with {made_up_word(chance)} at six."
        for _ in range(chance.randint(1, 5))
    ]
    pushes = number % 3 == 0
    if pushes:
        sentences.append(f"Last chance to grab the {made_up_word(chance)}!")
    return " ".join(sentences), len(sentences), pushes


def main() -> int:
    posts = int(sys.argv[1]) if len(sys.argv) > 1 else POSTS
    chance = random.Random(7355)
    wrong = 0
    settled = 0.0
    began = time.monotonic()
    print(f"{'posts':>8}  {'MB':>7}  {'posts/s':>8}  wrong")
    with server_process() as server:
        for number in range(1, posts + 1):
            text, sentences, pushes = post(number, chance)
            answer, _ = server.check(text, platform=("x", "linkedin", "instagram")[number % 3])
            pushy = any(finding["rule"].startswith("pushiness/") for finding in answer["findings"])
            wrong += pushy != pushes or answer["measures"]["sentences"] != sentences
            if number == posts // 5:
                settled = server.resident_megabytes()
            if number % max(1, posts // 10) == 0:
                rate = number / (time.monotonic() - began)
                print(f"{number:8,}  {server.resident_megabytes():7.1f}  {rate:8.0f}  {wrong}", flush=True)
        end = server.resident_megabytes()
    grown = end / settled
    print(
        f"memory after the first fifth {settled:.1f} MB, at the end {end:.1f} MB ({grown:.3f} times); {wrong} wrong answers"
    )
    return int(wrong > 0 or grown > GROWTH)


if __name__ == "__main__":
    sys.exit(main())
