"""What a terminal shows of a line: its clusters and their columns."""

from __future__ import annotations

import pytest

from softsell.platforms.graphemes import graphemes
from softsell.report import display


@pytest.mark.parametrize(
    "text",
    [
        "A family 👩‍👩‍👧 and a flag 🇩🇪 beside plain words",
        "cafe\u0301 au lait",
        "keys 1\ufe0f\u20e32\ufe0f\u20e3 in a row",
        "\u0301begins with a mark that hangs on nothing",
        "\u0600123 joins what follows",
        "日本 and “quotes” … and ©\ufe0f",
        "🔥🔥🔥",
        "",
    ],
)
def test_plain_words_beside_unusual_characters_are_clusters_of_their_own(text: str) -> None:
    clusters = list(graphemes(text))
    assert display._clusters(text) == (clusters, sum(map(display.width, clusters)))
