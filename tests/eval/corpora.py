"""Reads the labelled corpora: a folder of ``name.jsonl.gz`` files with one JSON object a line. Any folder in this format works."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path
from typing import Any

Row = dict[str, Any]

DEFAULT = Path(__file__).parents[2] / ".." / "shared" / "corpora"
NAMES = (
    "rated_posts",
    "judged_findings",
    "corporate_messaging",
    "ec_darkpattern",
    "facebook_ads_persuasion_handlabelled",
    "facebook_ads",
    "instagram_intent",
    "youtube_spam",
    "sms_spam",
    "bragging_tweets",
    "nps_chat",
    "tweet_acts_tac",
    "swda_questions",
    "ud_gum_sentence_types",
    "ud_ewt_sentences",
    "ud_ewt_segmentation_docs",
    "tweebank_v2",
    "readmepp_en",
    "cefr_sp",
    "clear_readability",
    "onestopenglish",
    "cmudict_syllables",
)
"""The files that tasks read."""

UNREAD_SOURCES = frozenset(
    (
        "2024-P14-IPL",
        "BeUnconventionalHQ",
        "Early-Signal-Detection-in-the-Luxury-Handbag-Market",
        "InstaInsightAnalyzer",
        "Understanding-Pig-Butchering-Scams-on-Dating-Apps-A-Multi-Source-Analysis",
        "capstone_trend_pilot",
        "cutsandedges-website",
        "data_visualization",
        "mini_scraper_LinkedIn_post",
        "sdstartupweek",
    )
)
"""Sources of rated posts that nobody reads: they stand for the next post. Score them, and leave their texts closed."""

_RATED_BY_SOURCE = ("rated_posts_2", "rated_posts_3")
_PARTS = {"posts_read": False, "posts_unread": True}
"""Rated posts put together from these files, by whether their sources are unread."""

_WORD = re.compile(r"\w+")


class CorpusError(Exception):
    """A folder or file can't be read. The message names it and says what to do."""


class Corpora:
    """The files of one folder. Each is read once.

    Raises:
        CorpusError: the folder doesn't exist, or contains none of the files.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        if not folder.is_dir():
            raise CorpusError(
                f"There are no corpora in {folder}. Name their folder: python -m tests.eval --corpora FOLDER"
            )
        self.missing = tuple(name for name in NAMES if not self._path(name).is_file())
        if len(self.missing) == len(NAMES):
            raise CorpusError(f"{folder} contains none of the scored files, such as {NAMES[0]}.jsonl.gz.")
        self._rows: dict[str, list[Row]] = {}

    def __contains__(self, name: str) -> bool:
        if name in _PARTS:
            return all(self._path(file).is_file() for file in _RATED_BY_SOURCE)
        return name not in self.missing

    def rows(self, name: str) -> list[Row]:
        """Return the rows of a file that may be scored, each with ``text``; ``[]`` if the file is missing.

        Raises:
            CorpusError: the file isn't a gzip of JSON lines.
        """
        if name not in self._rows:
            if name not in self:
                self._rows[name] = []
            elif name in _PARTS:
                rated = [row for file in _RATED_BY_SOURCE for row in self._read(file)]
                self._rows[name] = [row for row in rated if (row["group"] in UNREAD_SOURCES) is _PARTS[name]]
            else:
                self._rows[name] = self._read(name)
        return self._rows[name]

    def _path(self, name: str) -> Path:
        return self.folder / f"{name}.jsonl.gz"

    def _read(self, name: str) -> list[Row]:
        try:
            with gzip.open(self._path(name), "rt", encoding="utf-8") as lines:
                found = (json.loads(line) for line in lines if line.strip())
                # The model was trained on the official train part of the treebank, so that part can't be scored.
                return [row for row in found if not name.startswith("ud_ewt") or row["orig_split"] == "dev"]
        except (OSError, EOFError, ValueError) as error:
            raise CorpusError(f"{self._path(name)} isn't a gzip of JSON lines: {error}") from error


def groups_of(rows: list[Row]) -> list[str]:
    """Return the group of each row, which resampling keeps together: the given group, or all rows with the same words."""
    return [str(row.get("group") or " ".join(_WORD.findall(str(row["text"]).lower()))) for row in rows]
