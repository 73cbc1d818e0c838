"""No file made to be slow takes its reader much longer than an ordinary file of its kind and size."""

from __future__ import annotations

import contextlib
from functools import cache
from pathlib import Path

import pytest
from tests.robust.measuring import least_seconds, must_cost_like

from softsell.draft import read_bytes
from softsell.errors import DraftError

SIZE = 80_000
"""Below what a draft may have, so that it is read and not refused."""
ORDINARY = {
    ".md": "We baked *fresh* bread today, and [a pie](https://a.example).\n\nWhat would you like?\n\n",
    ".mdx": "We baked *fresh* bread today, and [a pie](https://a.example).\n\nWhat would you like?\n\n",
    ".txt": "---\nplatform: x\n---\nWe baked fresh bread today.\n\nWhat would you like to have baked next?\n---\n",
    ".html": "<p>We baked <b>fresh</b> bread today.</p>\n<p>What would you like?</p>\n",
    ".csv": "We baked bread,monday\n",
    ".json": '{"text": "We baked bread."},\n',
    ".js": '{"text": "We baked bread."},\n',
    ".yaml": "- text: We baked bread.\n",
    ".jsonl": '{"text": "We baked bread."}\n',
    ".rtf": r"\pard We baked {\b fresh} bread today.\par\pard\par What would you like?\par" + "\n",
    ".eml": "We baked fresh bread today.\n\nWhat would you like?\n\n",
}
"""A piece of an ordinary file of each kind."""


def filled(unit: str) -> str:
    return (unit * (SIZE // len(unit) + 1))[:SIZE]


CHAT = "06/07/2026, 09:00 - Ann: Rye is back.\n" * 3

HOSTILE = {
    "quotes ten thousand deep.md": ">" * 10_000 + " a\n" + filled("a\n")[10_000:],
    "lists in lists.md": filled("- "),
    "open emphasis.md": filled("**a *b "),
    "open brackets.md": filled("!["),
    "open links.md": filled("[a]("),
    "open comments.md": filled("a <!-- "),
    "open tags.md": filled("a <b "),
    "backticks.md": "".join("`" * length + "a" for length in range(1, 390)),
    "a wide table.md": "|a" * 13_000 + "\n" + "|-" * 13_000 + "\n" + "|b" * 13_000,
    "footnotes.md": filled("[^a] "),
    "fences.md": filled("```\n---\n"),
    "entities.md": filled("&amp;"),
    "open shortcodes.md": filled("{{< a "),
    "open comments of tools.md": filled("%% a {/* {% "),
    "closed far away.md": filled("{{< a ") + ">}} %% $$",
    "formulas.md": filled("$a "),
    "open formulas.md": filled("\\( \\[ a "),
    "formulas of words.md": filled("\\(a b\\) "),
    "environments.md": filled("\\begin{align} "),
    "wikilinks.md": filled("[[a|"),
    "open braces.mdx": filled("{"),
    "open elements.mdx": filled("<A b={"),
    "open quotes.mdx": filled('<A b="'),
    "scripts.mdx": filled("import a from 'b'\n"),
    "one line of marks.md": filled("%%a%% "),
    "admonitions.md": filled("!!! note\n    "),
    "admonition words.md": filled("!!! note\n") + "!!! " + filled("a "),
    "ticks of every length.md": "".join("`" * length + " " for length in range(1, 390)),
    "dashes and dots.md": filled("---\n...\n"),
    "plus signs.md": filled("+++\n"),
    "headings and dashes.md": filled("# a\n---\n"),
    "switched off and on.md": filled("<!-- softsell-disable a -->\n\nHi\n\n"),
    "a line of dashes.txt": "-" * SIZE + "a",
    "dashes and dashes.txt": filled("---\n"),
    "blank lines.txt": "<!-- softsell-disable -->\na" + filled("\n  ") + "a",
    "front matter of brackets.txt": "---\nplatform: " + "[" * 9_000 + "\n---\n" + filled("a "),
    "much front matter.txt": filled("---\nplatform: x\n---\nHi.\n"),
    "a hundred thousand open elements.html": "<div>" * (SIZE // 5),
    "open comments.html": filled("<!--"),
    "open quotes.html": filled('<a b="'),
    "attributes.html": "<a" + filled(" b"),
    "spaces in a tag.html": "<a" + " " * SIZE,
    "open scripts.html": filled("<script>"),
    "a long number.html": "&#" + "1" * SIZE,
    "a long name.html": "&" + "a" * SIZE,
    "ampersands.html": filled("&a"),
    "one word.html": "a" * SIZE,
    "hidden in hidden.html": filled("<p hidden>"),
    "one huge cell.csv": 'text\n"' + 'a""' * (SIZE // 3) + '"',
    "an open cell.csv": "text\n" + filled('"a,""'),
    "commas.csv": filled(","),
    "open cells after spaces.csv": "text\n" + filled(', "a""'),
    "odd quotes after spaces.csv": "text\n" + filled(' """a,'),
    "every column a date.csv": filled("2026-07-06 9:00,"),
    "names in every row.csv": filled("Date,Text,Platform\n"),
    "one long name.csv": "a" * (SIZE // 2) + ",text\n" + "b" * (SIZE // 2) + ",Hi.",
    "brackets in names.csv": "(" * (SIZE // 2) + ",text\n1,We bake bread.",
    "digits.csv": "text,date\n" + filled("We bake bread," + "1" * 70 + "\n"),
    "platforms.csv": "text,platform\n" + filled("We bake bread," + "a/" * 30 + "\n"),
    "deep.json": "[" * SIZE,
    "lists in lists.json": '{"a": [' * 300 + "]}" * 300,
    "many lists.json": "{" + ",".join(f'"k{number}": [{{"a": "b c d"}}]' for number in range(SIZE // 24)) + "}",
    "many keys in each.json": "["
    + ",".join("{" + ",".join(f'"k{key}": "a b"' for key in range(200)) + "}" for _ in range(SIZE // 2_800))
    + "]",
    "broken letters.json": '[{"timestamp": 1, "data": [{"post": "' + "\\u00c3\\u00a9" * (SIZE // 12) + '"}]}]',
    "HTML in JSON.json": '{"orderedItems": [{"type": "Create", "object": {"content": "'
    + "<p>&amp;" * (SIZE // 8)
    + '"}}]}',
    "a script.js": "a" * SIZE,
    "an assignment.js": "window." + "a." * (SIZE // 2) + " = [",
    "escapes.json": '["' + "\\ud83c\\udf5e" * (SIZE // 12) + '"]',
    "a long number.json": "[" + "1" * SIZE + "]",
    "many keys.json": "{" + ",".join(f'"k{number}": ""' for number in range(SIZE // 10)) + "}",
    "deep.jsonl": filled("[[[[\n"),
    "deep.yaml": filled("["),
    "items in items.yaml": filled("- "),
    "open quotes.yaml": "- text: " + filled('"a\n  '),
    "escaped line ends.yaml": '- text: "' + filled("a\\\n  ") + '"',
    "one folded text.yaml": "- text: >\n" + filled("   a\n\n"),
    "white space.yaml": "- text: 'a" + filled(" \n ") + "b'",
    "anchors.yaml": filled("- &a *a\n"),
    "documents.yaml": filled("---\n"),
    "blocks.json": '{"text": "a", "body": ' + '[{"type": "list", "items": ' * 300 + "[]" + "}]" * 300 + "}",
    "spans.json": '[{"body": [' + '{"type": "text", "text": "a"},' * (SIZE // 30) + '{"type": "p"}]}]',
    "cells beyond the names.csv": "Text,Date\n" + "We bake bread,6/7\n" * 30 + "a, b,c" + "," * SIZE,
    "split in each row.csv": "Text,Date\nWe bake bread,6/7\n" + filled("We bake, and, more,6/7\n"),
    "groups.csv": filled("LinkedIn,X,") + "\n" + filled("Copy,Copy,") + "\na,b\n",
    "raw tags.md": filled("{% raw %}{{ a }}"),
    "macros.md": filled("{{embed [[a]] "),
    "a calendar.md": "| Date | Copy |\n|---|---|\n" + filled("| 6/7 | a \\\\| *b* |\n"),
    "bars and spaces.md": filled("|" + " " * 300) + "x",
    "one row of bars.md": "| Date | Copy |\n|---|---|\n" + filled("|") + "\n",
    "headers of an email.txt": "From: a@b\n" + filled("To: a\n b\n"),
    "JSON by another name.txt": "[" + filled("[[") + "]",
    "a sheet by another name.txt": filled("Date,Caption,") + "\n" + filled(",") + "\n",
    "letters in a wrong encoding.txt": filled("aâ€"),
    "quotes.md": filled("> a\n\nb\n\n"),
    "headings.html": filled("<h2><b>"),
    "labels.html": filled("<h2>X</h2>a<h2>Threads</h2>b"),
    "articles.html": filled("<article >"),
    "underlined.txt": filled("X\n---\n\n"),
    "underlined.md": filled("X\n===\n\n"),
    "decorated.txt": filled("== ☆ -- "),
    "bold bullets.md": filled("- **X:** a b c d e f g h\n"),
    "days.txt": filled("Monday\nWe bake rye all day.\n\nTuesday\nWe bake it once more.\n\n"),
    "days without posts.txt": filled("Monday 6 July\n\n"),
    "days and platforms.md": filled("## Mon, 6 July | IG | 9:30\n"),
    "half a label.txt": "Monday\n" + filled("a, | – ") + ":",
    "hashes.md": "# " + "#" * SIZE + "a",
    "inline labels.txt": filled("X: a b c d e f g h\n\nThreads: a b c d e f g h\n\n"),
    "texts in fences.md": filled("```\nWe bake rye every day.\n```\n"),
    "one text in a fence.md": "```\n" + filled("a-") + ". We bake rye.\n```\n",
    "spaces behind a fence.md": "```a" + " " * SIZE + "b\nWe bake rye every day.\n```\n",
    "a long fence.md": "~" * SIZE + "\nWe bake rye every day.\n" + "~" * SIZE + "\n",
    "an open long fence.md": "~~~" * (SIZE // 3),
    "short fences.md": filled("```\n```\n"),
    "links below a letter.html": filled("<a href=x>") + "unsubscribe",
    "lines below a letter.html": filled("<p><a>unsubscribe</a>"),
    "messages of Telegram.html": '<div class="page_wrap"><div class="history">'
    + filled('<div class="message default"><div class="text">a'),
    "open elements of Telegram.html": '<div class="page_wrap"><div class="history">' + filled('<div class="'),
    "closed elements of Telegram.html": '<div class="page_wrap"><div class="history">'
    + filled("<div ")
    + '"'
    + filled("</div>"),
    "platforms.txt": filled("X:\na\nThreads:\nb\n"),
    "platforms and code.md": filled("## X\n```\na\n```\n## Threads\nb\n"),
    "a chat.txt": CHAT + filled("06/07/2026, 09:00 - Ann: Rye is back.\n"),
    "an open quote in a chat.txt": CHAT + '"' + filled("a\n"),
    "files in a chat.txt": CHAT + filled("<a: b") + "\n" + CHAT,
    "spaces in a chat.txt": CHAT + filled(" \n") + "a\n" + CHAT,
    "the head of a chat.txt": "[LINE] a\n" + filled("a\n"),
    "crossed out.md": filled("~~a "),
    "crossed-out lines.md": filled("~~a\n"),
    "posts with topics.md": "Posts:\n\n---\n"
    + filled("## Post 1: a\n\nRye is back.\n\n---\n\n## Post 2: b\n\nIt is.\n\n---\n"),
    "notes below a title.md": "# Posts\n\n" + filled("<!-- %% > ") + "\n## Monday\n\na\n",
    "a board.md": "---\nkanban-plugin: board\n---\n" + filled("- [ ] a @{1\n"),
    "steps.txt": filled("(a) bake it (b) "),
    "groups.rtf": "{\\rtf1" + "{" * SIZE,
    "closed groups.rtf": "{\\rtf1" + filled("{}"),
    "control words.rtf": "{\\rtf1" + filled("\\b\\b0"),
    "marks.rtf": "{\\rtf1" + filled("{\\strike\\v a"),
    "characters.rtf": "{\\rtf1" + filled("\\u-10179?\\'93"),
    "binary data.rtf": "{\\rtf1" + filled("\\bin2147483647 a"),
    "cells.rtf": "{\\rtf1" + filled("\\intbl a\\cell\\row"),
    "paragraphs.rtf": "{\\rtf1" + filled("\\b a\\par"),
    "headers.eml": "From: a@b.example\n" + filled("A: b\n"),
    "one long header.eml": "From: a@b.example\nContent-Type: text/plain; " + filled('a="b;'),
    "parts.eml": "From: a@b.example\nContent-Type: multipart/mixed; boundary=a\n\n" + filled("--a\n\nb\n"),
    "parts in parts.eml": filled("From: a@b.example\nContent-Type: multipart/mixed; boundary=a\n\n--a\n"),
    "mails in mails.eml": filled("From: a@b.example\nContent-Type: message/rfc822\n\n"),
    "quotes.eml": "From: a@b.example\n\n" + filled("> On 3 wrote:\n"),
    "goodbyes.eml": "From: a@b.example\n\n" + filled("Thanks\n\n"),
    "names.eml": "From: a@b.example\n\n" + filled("Ann \n"),
    "questions to a colleague.eml": "From: a@b.example\n\n" + filled("could you could you ") + "\n\nThanks",
    "spaces.eml": "From: a@b.example\n\n" + filled("\n   "),
    "spaces in a forwarded mail.eml": "From: a@b.example\n\nBegin forwarded message:\n" + " " * SIZE + "a",
    "blank lines in a forwarded mail.eml": "From: a@b.example\n\n" + filled("Begin forwarded message:\n \n"),
    "depths of parts.eml": "From: a@b.example\n"
    + "".join(f"Content-Type: multipart/mixed; boundary=a{depth}\n\n--a{depth}\n" for depth in range(30))
    + filled("\na\n"),
    "continued depths of parts.eml": filled("From: a@b.example\nContent-Type: multipart/mixed; boundary*0*=a\n\n--a\n"),
    "parameters.eml": "From: a@b.example\nContent-Type: multipart/mixed" + filled(";a"),
    "parameters of parts.eml": "From: a@b.example\nContent-Type: multipart/mixed; boundary=a\n\n"
    + filled("--a\nContent-Type: multipart/mixed" + ";a" * 2_000 + "\n\n"),
    "headers and parts.eml": "From: a@b.example\n"
    + "A: b\n" * 490
    + "Content-Type: multipart/mixed; boundary=a\n\n"
    + filled("--a\n\n"),
    "a slow encoding.eml": "From: a@b.example\nContent-Type: text/plain; charset=punycode\n\na-" + filled("b"),
    "lines of a goodbye.eml": "From: a@b.example\n\n" + filled("Thanks,\n"),
    "words of a goodbye.eml": "From: a@b.example\n\nA.\n\n" + filled("with many thanks "),
    "short goodbyes.eml": "From: a@b.example\n\nA.\n\n" + "thanks and best " * 15 + "!\n" + "a.b " * 20 + "?",
    "tables.html": filled("<table>"),
    "cells.html": "<table>" + filled("<td>"),
    "wide cells.html": "<table>" + filled("<tr><td colspan=9999 rowspan=9999>"),
    "attributes of cells.html": "<table>" + filled("<td a "),
    "open comments of tables.html": "<table>" + filled("<!-- <td>"),
    "rows.html": "<table><tr><td>Date<td>Post</tr>" + filled("<tr><td>6/7<td>We bake.") + "</table>",
    "numbers of a thread.txt": filled("1/2 a\n\n"),
    "a thread.txt": "\n\n".join(f"{number}/99 We bake bread." for number in range(1, 100)) + filled("\n\na"),
    "cut off.json": '[{"text": "We bake."}, ' * 2_000,
    "cut off.jsonl": filled('{"text": "We bake."}\n') + '{"text": "' + "[{" * 300,
    "sections.md": "## Copy\n\na b c d\n\n" + filled("## Visual\n\na\n\n"),
    "fields.md": "## Monday\n\n" + filled("Visual: a\n") + "\nCaption: a b c d\n\n## Tuesday\n\nCaption: a b c d e\n",
    "other rules.txt": "a\n\n---\n\n" + filled("***\n\n"),
    "signs of other rules.txt": "a\n\n---\n\n" + filled("* * "),
    "a checklist.md": "# Posts\n\n" + filled("- [ ] we bake rye for you here.\n   \n"),
    "blank items.md": "# Posts\n\n- [ ] a" + filled("\n   "),
    "a fence of JSON.md": "```json\n" + "[" * SIZE + "\n```\n",
    "lists and comments.md": filled("- a\n<!-- softsell-disable-next -->\n"),
}


def ordinary(ending: str, size: int) -> bytes:
    """Return an ordinary file of this kind and about this size."""
    unit = ORDINARY[ending]
    text = unit * (size // len(unit))
    if ending in (".json", ".js"):
        text = f"[{text.rstrip().removesuffix(',')}]"
    head = {".csv": "text,day\n", ".rtf": "{\\rtf1 ", ".eml": "From: a@b.example\n\n"}
    return f"{head.get(ending, '')}{text}".encode()


@cache
def usual_seconds(ending: str, size: int) -> float:
    """Return what it costs to read an ordinary file. It's measured once for all hostile files of its kind and size."""
    data = ordinary(ending, size)
    return least_seconds(lambda: read_bytes(data, f"ordinary{ending}"))


@pytest.mark.parametrize("name", HOSTILE)
def test_no_file_takes_more_than_linear_time(name: str) -> None:
    data = HOSTILE[name].encode("latin-1" if name.endswith(".rtf") else "utf-8")

    def read_hostile() -> None:
        with contextlib.suppress(DraftError):
            read_bytes(data, name)

    must_cost_like(usual_seconds(Path(name).suffix, min(len(data), SIZE)), read_hostile)


def test_thousands_of_posts_are_read_in_linear_time() -> None:
    post = "We baked *fresh* bread today 🍞.\n\nWhat would you like?\n---\n"

    def read(posts: int) -> None:
        assert len(read_bytes((post * posts).encode(), "a.md")) == posts

    must_cost_like(least_seconds(lambda: read(1_000)), lambda: read(10_000))
