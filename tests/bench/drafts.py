"""The input files, written once for each run of the benchmark."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from tests.bench.posts import Posts

EXAMPLES = Path(__file__).parent.parent / "examples"
POSTS = 2_000
_FOR_EVERY_LINTER = ("very", "Guys", "!!!", "In order to", "were asked")
"""A phrase that each linter finds, so that every linter has something to do."""


@dataclass(frozen=True)
class Drafts:
    """Files in ``folder``, created when they are first requested."""

    folder: Path

    @cached_property
    def one_post(self) -> Path:
        """A post of 280 characters or a little more."""
        posts = Posts(280)
        sentences = [_having(posts, words) for words in _FOR_EVERY_LINTER]
        return self._file("post.txt", " ".join(sentences))

    @cached_property
    def files(self) -> list[Path]:
        """2,000 posts as files, including the example drafts."""
        posts = [*Posts(2).posts(POSTS)]
        examples = [self._file(f"files/example-{path.name}", path.read_text("utf-8")) for path in _examples()]
        return examples + [self._file(f"files/{number:05}.txt", post) for number, post in enumerate(posts)]

    @cached_property
    def one_file(self) -> Path:
        """The same 2,000 posts as one file."""
        return self._file("posts.txt", "\n---\n".join(Posts(2).posts(POSTS)) + "\n")

    def sized(self, size: int) -> Path:
        """A file of posts with about this many bytes."""
        return self._file(f"size-{size}.txt", Posts(size).file(size))

    def many(self, count: int) -> list[Path]:
        """This many posts as files."""
        posts = enumerate(Posts(count).posts(count))
        return [self._file(f"many-{count}/{number:05}.txt", post) for number, post in posts]

    def pack(self, rules: int) -> Path:
        """A pack of this many rules with ten patterns each, few of which ever match."""
        folder = self.folder / f"pack-{rules}"
        self._file(f"pack-{rules}/pack.yml", _HEAD.format(rules=rules))
        for first in range(0, rules, 100):
            numbers = range(first, min(first + 100, rules))
            self._file(f"pack-{rules}/rules-{first}.yml", "".join(map(_rule, numbers)))
        return folder

    def _file(self, name: str, text: str) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path


def _examples() -> list[Path]:
    return sorted(path for path in EXAMPLES.iterdir() if path.suffix == ".txt")


def _having(posts: Posts, words: str) -> str:
    return next(sentence for sentence in iter(posts.sentence, "") if words in sentence)


_HEAD = """\
name: made-up-{rules}
version: 1.0.0
description: Rules made up for measuring.
license: MIT
language: en
dimension: pushiness
"""
_VERBS = "grab bring fetch carry show order try taste keep open paint mend fold plant build".split()
_NOUNS = "lamp table basket ladder kettle mirror cushion carpet candle drawer saddle pillow bucket curtain".split()


def _rule(number: int) -> str:
    word = f"{_VERBS[number % len(_VERBS)]} {_NOUNS[number % len(_NOUNS)]}"
    patterns = "".join(f"    - ~{word} (number|no)? {number} (times|over) {line}\n" for line in range(10))
    proofs = ", ".join(f'"We [[{word} {number} times {line}]]."' for line in range(10))
    return f"""\
- id: rule-{number}
  kind: phrase
  message: "“{{match}}” was made up."
  why: It is made up for measuring.
  patterns:
{patterns}  examples:
    bad: [{proofs}]
    good: ["We closed early."]
"""
