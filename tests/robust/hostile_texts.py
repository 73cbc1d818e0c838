"""Texts that are meant to break a linter, each of any size. Add any text that ever caused harm."""

from __future__ import annotations

import random
from collections.abc import Callable
from itertools import islice

from softsell.draft.readers import Markup


def _filled(unit: str) -> Callable[[int], str]:
    return lambda size: (unit * (size // len(unit) + 1))[:size]


def _planes(size: int) -> str:
    """Return a slice of every plane of Unicode, including unassigned ones."""
    code_points = [plane * 0x10000 + offset for offset in range(0x20, 0x10000, 61) for plane in range(17)]
    allowed = (chr(point) for point in code_points if not 0xD800 <= point <= 0xDFFF)
    text = "".join(islice(allowed, size))
    return (text * (size // len(text) + 1))[:size]


def _noise(size: int) -> str:
    """Return letters, marks and spaces in random order."""
    return "".join(random.Random(4).choices("aeiou bcd.,!?'-#@\n😀$5%(\"", k=size))


TEXTS: dict[str, Callable[[int], str]] = {
    **{
        f"a run of {name}": _filled(unit)
        for name, unit in {
            "a": "a",
            "A": "A",
            "spaces": " ",
            "new lines": "\n",
            "full stops": ".",
            "exclamation marks": "!",
            "question marks": "?",
            "quotes": '"',
            "apostrophes": "'",
            "hyphens": "-",
            "underscores": "_",
            "stars": "*",
            "hashes": "#",
            "at signs": "@",
            "slashes": "/",
            "digits": "7",
            "commas": ",",
            "brackets": "(",
            "dots": "…",
            "emoji": "🔥",
            "flags": "🇩🇪",
            "half flags": "🇩",
            "families": "👩‍👩‍👧‍👦",
            "skin tones": "👍🏽",
            "joiners": "\u200d",
            "combining marks": "\u0301",
            "marked letters": "e\u0301",
            "a letter under many marks": "a" + "\u0308" * 999,
            "bidi controls": "\u202e\u2066\u2069\u202c",
            "invisible characters": "\u200b\u2060\ufeff",
            "variation selectors": "\ufe0f",
            "tags": "\U000e0061",
            "styled letters": "𝗕𝗨𝗬",
            "Hangul": "한",
            "Thai": "ก",
            "Arabic": "ﷺ",
            "capital sharp s": "ẞ",
            "dotted capital i": "İ",
            "ligatures": "ﬃ",
            "private letters": "\ue000",
            "last characters": "\U0010ffff",
            "carriage returns": "\r",
            "tabs": "\t",
            "line separators": "\u2028",
            "currency signs": "$",
            "percent signs": "%",
            "less-than signs": "<",
            "ampersands": "&",
            "backslashes": "\\",
            "backticks": "`",
            "tildes": "~",
            "equals signs": "=",
            "pipes": "|",
            "colons": ":",
            "carets": "^",
        }.items()
    },
    **{
        f"over and over: {unit!r}"[:60]: _filled(unit)
        for unit in (
            "a ",
            "A B ",
            "a b c d ",
            "A.B.",
            "a-b-",
            "a_b_",
            "don't ",
            "n't",
            "'s",
            "I'm ",
            "w/ ",
            "1 ",
            "1,",
            "1.",
            "1-",
            "1:",
            "12:30 ",
            "5% ",
            "$5 ",
            "5 dollars ",
            "#a ",
            "#",
            "#a_",
            "@a ",
            "@a.b",
            "a.co ",
            "a.",
            "www.",
            "http://",
            "http://a.b/(",
            "a@",
            "a@b.",
            "a@b.co ",
            "! ",
            "? ",
            "!?",
            ". ",
            "… ",
            ".\n",
            "a.\n",
            "Why? ",
            "No! ",
            "“a” ",
            "(a) ",
            "((",
            ")(",
            '"a" ',
            "* a\n",
            "- a\n",
            "1. a\n",
            "🔥 a ",
            "🔥\n",
            "a🔥",
            ":) ",
            ":-",
            "<3",
            "xD",
            "^_",
            "SALE ",
            "BUY NOW! ",
            "sooooo ",
            "F R E E ",
            "f-r-e-e ",
            "B*U*Y ",
            "last chance ",
            "Last chance! ",
            "hurry ",
            "the ",
            "we ",
            "we are ",
            "our best ",
            "you ",
            "buy ",
            "Buy it. ",
            "buy one get ",
            "the the ",
            "in order ",
            "very ",
            "and ",
            "and buy ",
            "click the link ",
            "What? ",
            "what do you ",
            "Tell us ",
            "let us ",
            "Acme ",
            "Acme's ",
            "Acme Bakery ",
            "at Acme we ",
            "New York ",
            "Don",
            "gonna ",
            "gimme",
            "i.e. ",
            "e.g. ",
            "No. 5 ",
            "Dr. ",
            "U.S. ",
            "a, b, ",
            "either or ",
            "if you ",
            "please ",
            "do not ",
            "don’t ",
            "ain't ",
            "self-made-man-",
            "é",
            "naïve ",
            "ﬁ",
            "Ⅷ",
            "①",
            "Ａ",
            "٣",
            "²",
            "½",
            "a\u200bb",
            "b\u00adc",
            "ſ",
            "K",
            "µ",
        )
    },
    "every plane": _planes,
    "noise": _noise,
    "one word": _filled("pneumonoultramicroscopicsilicovolcanoconiosis"),
    "one word in capitals": _filled("HIPPOPOTOMONSTROSESQUIPPEDALIOPHOBIA"),
    "one sentence": _filled("and then we bake the bread and "),
    "one line of findings": _filled("Last chance, hurry, act now!!! "),
    "sentences to cut": _filled("Hurry! "),
    "words to drop": _filled("Book your table now and "),
    "capitals to lower": _filled("BUY NOW. SALE $5 "),
    "feelings": _filled("We are very very proud to support $5. "),
    "hooks": _filled("Ready to save? Save $5 here. "),
    "open quotes": lambda size: "“(" * (size // 20) + "We bake rye. " * (size // 16),
    "one tag": lambda size: "#" + "a" * (size - 1),
    "one handle": lambda size: "@" + "a" * (size - 1),
    "one address": lambda size: "https://a.example/" + "a" * (size - 18),
    "one host": lambda size: ("a." * size)[: size - 4] + ".com",
    "one number": lambda size: ("1234567890" * size)[:size],
    "one amount": lambda size: "$" + ("1,234" * size)[: size - 1],
}
"""Texts by their description. Each takes a size in characters."""

_NESTED_MARKDOWN = {
    "quotes": "> ", "lists": "- ", "numbered lists": "1. ", "emphasis": "*a", "strong": "**a", "under": "_a ", "links": "[",
    "pictures": "![", "closed links": "[a](", "code": "`a", "fences": "```\n", "headings": "# ", "tables": "|a|\n|-|\n",
    "rows": "|a", "html": "<b>", "divs": "<div>\n", "comments": "<!-- ", "entities": "&#", "notes": "[^a]", "defined": "[a]: b\n",
    "defined notes": "[^a]: b\n", "mixed": "> - 1. *a **b [c](", "brackets": "[[", "struck": "~~a", "tasks": "- [ ] a\n",
    "indented": "    ", "escapes": "\\*", "automatic": "<http://a", "softsell": "<!-- softsell-disable -->\n",
}  # fmt: skip
_NESTED_HTML = {
    "elements": "<b>", "blocks": "<div>", "paragraphs": "<p>", "lists": "<ul><li>", "tables": "<table><tr><td>", "open": "<",
    "attributes": "<a b=", "quoted": '<a b="', "many": "<a b c d e f ", "closing": "</b>", "comments": "<!--", "cdata": "<![CDATA[",
    "entities": "&amp", "numbers": "&#1", "hidden": "<p hidden>", "scripts": "<script>", "closed": "<b></b>", "titles": "<title>",
    "areas": "<textarea>", "frames": "<iframe>", "pre": "<pre>", "instructions": "<?a", "types": "<!DOCTYPE ",
    "breaks": "<br>", "softsell": "<!-- softsell-disable -->", "misnested": "<b><i></b></i>",
}  # fmt: skip
MARKDOWN = {f"nested Markdown: {name}": _filled(unit) for name, unit in _NESTED_MARKDOWN.items()}
HTML = {f"nested HTML: {name}": _filled(unit) for name, unit in _NESTED_HTML.items()}
GROUPS: dict[Markup, dict[str, Callable[[int], str]]] = {"plain": TEXTS, "markdown": MARKDOWN, "html": HTML}
"""All texts, by the markup in which to read them."""


def ordinary(size: int) -> str:
    """Return text as people write it, where every sentence is different, for comparison."""
    chance = random.Random(size)
    nouns = "bread flour oven baker street market garden bicycle record candle lamp river letter window".split()
    verbs = "bakes mends sells opens paints carries finds reads keeps waters".split()
    gaps = (" ", " ", "\n")
    text: list[str] = []
    length = 0
    while length < size:
        sentence = (
            f"The {chance.choice(nouns)} of number {chance.randint(2, 999)} {chance.choice(verbs)} the {chance.choice(nouns)} and"
            f" a {chance.choice(nouns)}, so why would you not ask us about it?{chance.choice(gaps)}"
        )
        text.append(sentence)
        length += len(sentence)
    return "".join(text)[:size]
