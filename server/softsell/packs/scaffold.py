"""Writes a new pack to start from. It's small, works, and explains every line to people who have never seen YAML."""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path

from softsell.errors import UsageError
from softsell.packs.folders import builtin_folder

_SCHEMA = "pack.schema.json"
_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")

_PACK = """\
# What this pack is. Lines that begin with # are notes for you. softsell doesn't read them.
name: {name}
version: 0.1.0
description: Words that {title} doesn't use.
license: MIT
# Which score the rules feed: pushiness, self-focus, questions, readability, or none.
dimension: none
"""

_RULES = """\
# yaml-language-server: $schema={schema}
# (The line above lets an editor complete and check what you write here. {schema} is in the same folder.)
#
# A file of rules. Begin each rule with “- id:” and keep its other lines indented by two spaces.
# To try it:  softsell packs test {folder}
# To use it:  write  packs = ["{folder}"]  in softsell.toml

- id: tired-words
  kind: phrase
  severity: suggestion             # suggestion, warning or error
  weight: 0                        # points that each hit adds to the pack's score
  # The message to the writer. softsell replaces {{match}} with the words that it found.
  message: "“{{match}}” has lost its shine."
  why: Everyone says it, so nobody hears it any more.
  # What to look for, one pattern on each line. Upper and lower case are the same.
  patterns:
    - game changer
    - next level                   # also finds “next-level”
    - (truly|totally) unique       # either word
    - one of a kind (offer)?       # “offer” is optional
    - ~revolutionize               # revolutionize, revolutionizes, revolutionizing, revolutionized
    - over <number> happy <noun>   # any number, any noun
  # What is fine although a pattern finds it.
  unless:
    - next level of the car park
  # Drafts that prove the rule. Every pattern needs a bad one. Put [[ ]] around what it must find.
  examples:
    bad:
      - "Our new oven is a [[game changer]]."
      - "Take your toast to the [[next level]]."
      - "A [[truly unique]] sourdough."
      - "This is a [[one of a kind offer]] for early birds."
      - "We have [[revolutionized]] the bagel."
      - "Thank you to [[over 500 happy customers]]!"
    good:
      - "The shop is on the next level of the car park."
      - "The rules of the game changed last week."

# A rule that writes something better in the place of what it finds.
- id: plain-words
  kind: swap
  severity: suggestion
  weight: 0
  message: "“{{replacement}}” says the same as “{{match}}”."
  why: Short, common words are read faster.
  swap:
    in order to: to
    prior to: before
  examples:
    bad:
      - "We get up at four [[in order to]] bake."
      - "Order [[prior to]] noon."
    good:
      - "Everything is in order today."
"""


def new_pack(name: str, parent: str | Path = ".") -> Path:
    """Write a small working pack into a new folder ``parent/name`` and return that folder. Never overwrites anything.

    Raises:
        UsageError: the name isn't valid, the folder already exists, or it can't be written.
    """
    if not _NAME.fullmatch(name) or len(name) > 60:
        raise UsageError(
            f"“{name[:60]}” isn't a valid name for a pack. Use lower-case letters, digits and hyphens, such as our-style."
        )
    folder = Path(parent) / name
    title = name.replace("-", " ").title()
    files = {
        "pack.yml": _PACK.format(name=name, title=title),
        "rules.yml": _RULES.format(folder=folder.as_posix(), schema=_SCHEMA),
        _SCHEMA: (builtin_folder() / _SCHEMA).read_text(encoding="utf-8"),
    }
    try:
        folder.mkdir(parents=True)
    except FileExistsError:
        raise UsageError(f"{folder} already exists. Nothing was written. Choose another name.") from None
    except OSError as error:
        raise UsageError(f"{folder} can't be created: {error.strerror or error}.") from None
    made: list[Path] = []
    try:
        for file, text in files.items():
            with (folder / file).open("x", encoding="utf-8", newline="\n") as opened:
                made.append(folder / file)
                opened.write(text)
    except OSError as error:
        for path in made:
            with suppress(OSError):
                path.unlink()
        with suppress(OSError):
            folder.rmdir()
        raise UsageError(f"{folder} can't be created: {error.strerror or error}. Nothing was written.") from None
    return folder
