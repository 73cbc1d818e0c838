"""What writing tools add to Markdown, and which of it isn't prose.

Hugo and Quarto have shortcodes, Jekyll has Liquid, MDX has JavaScript and components, Obsidian has comments and wikilinks, Logseq
and Roam have macros, MkDocs, Docusaurus and Pandoc have admonitions, WordPress has codes in brackets, and many have formulas.
``mask`` hides their marks from the Markdown parser: it writes other characters over them, so that every offset stays what it is.
What readers see, such as the text between two shortcodes or in an admonition, stays. A text that is crossed out with ``~~`` was dropped
by its writer and is hidden too; between single ``~`` it's decoration.

Code, and comments of HTML, are left as they are. The time is linear in the text: a mark without its end is looked for once.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from softsell.draft.notion import find_properties

HIDDEN = "\ufdd0"
"""Stands for a character that readers don't see. Unicode promises that it never occurs in a text."""
IN_PLACE = "\ufdd1"
"""Stands for a character of something that takes a word's place, such as a formula."""
MASKS = re.compile("\ufdd0+|\ufdd1+")

_LONGEST = 5_000
_FENCE = re.compile(r"^ {0,3}+(?:[-*+>] ++|\d{1,3}+[.)] ++)?(?P<fence>`{3,}+|~{3,}+)(?P<info>[^\r\n]*+)", re.MULTILINE)
_TICKS = re.compile(r"`++")
STRUCK = re.compile(
    r"(?<![~\\])~~(?=[^\s~])(?:[^~\n]|\n(?![ \t]*(?:[\r\n]|[-*+][ \t]|#{1,6}[ \t]|\d{1,3}[.)][ \t]|[>|]|-{3}|`{3}))){1,2000}(?<=\S)~~(?!~)"
)
"""What is crossed out, within one block."""
_ADDRESS_BEFORE = re.compile(r"(?:https?://|www\.)[^\s()<>\"]{0,300}\Z")
_LONGEST_ADDRESS = 310
_OPENER = re.compile(
    r"(?P<code>`++)|(?P<comment><!--)"
    r"|\{\{(?P<hugo>[<%]|/\*)|(?P<liquid>\{%)|(?P<jsx>\{/\*)|(?P<jinja>\{#(?=\s))"
    r"|(?P<object>\{\{-?\s*(?:[$'\"][^{}\n]{1,300}|/\*[^{}]{0,1000}\*/\s*-?|\w[\w.]{0,60}\([^{}\n]{0,300}|(?:site|page|post|include|layout|paginator|content|frontmatter|theme|collections|metadata)\b[^{}\n]{0,300}|[^{}|\n]{1,200}\|\s*(?:relative_url|absolute_url"
    r"|rel_?ref|markdownify|jsonify|safe_?HTML|date|escape|strip|truncate|upcase|downcase)[^{}\n]{0,300})\}\})"
    r"|(?P<macro>\{\{(?:\[\[[^\[\]{}\n]{1,60}\]\]|(?:embed|query|video|youtube(?:-timestamp)?|vimeo|bilibili|tweet|twitter|renderer|namespace|cards|pdf"
    r"|iframe|function|zotero-(?:imported|linked)-file)(?=[\s}:]))[^{}\n]{0,1000}\}\})"
    r"|\{\{(?P<cloze>cloze )[^{}\n]{1,1000}\}\}"
    r"|(?P<block>\(\((?=[\w-]{0,36}\d)[\w-]{9,36}\)\))"
    r"|(?P<span>\[(?=[^\[\]\n]{1,300}\]\{[ :.#\w]))"
    r"|(?P<role>\{[a-z][\w:.-]{0,40}\}(?=`))"
    r"|(?P<attributes>(?:\{ ?[:.#]|(?<=[\])])\{)[^{}\n]{0,200}\})"
    r"|(?P<emoji>(?<![\w:]):(?=[a-z0-9_+-]{0,39}[a-z])[a-z0-9_+-]{2,40}:(?![\w:])|(?<![\w:]):(?:[+-]1|100):(?![\w:]))"
    r"|(?P<remark>(?<![\w%])%%(?!%))"
    r"|(?P<display>(?<![\\$])\$\$(?!\$))"
    r"|(?P<math>(?<![\\$\w])\$(?=[^\s$])[^$\n]{0,300}(?<=[^\s\\])\$(?![\w$]))"
    r"|(?P<bracket>\[(?:(?P<closing>/)|(?=[a-z]))(?P<name>[a-zA-Z][\w-]{0,30})(?P<settings>(?:=|\s)[^\[\]\n]{0,300})?/?\](?![(\[:{]))"
    r"|(?P<embed>!?)\[\[(?P<target>[^\[\]|\n]{1,300})(?P<alias>\|[^\[\]\n]{0,300})?\]\](?!\()"
    r"|(?P<marked>==(?=[^\s=])[^=\n]{1,500}(?<=\S)==(?!=))"
    rf"|(?P<struck>{STRUCK.pattern})"
    r"|(?P<environment>\\begin\{(?P<named>(?:equation|align(?:ed|at)?|gather(?:ed)?|[pbvBV]?matrix|cases|eqnarray|split|multline|array|tikzpicture|tabular)\*?)\})"
    r"|(?P<tex>(?<!\\)\\[(\[])"
    r"|(?P<expression>\{)|(?P<tag></?(?=[A-Za-z]))"
)
_OUR_COMMENT = re.compile(r"(\{/\*\s)\s*softsell-[^*{}]{1,500}(\*/\})", re.IGNORECASE)
_FORMULA = re.compile(r"[\\^_{}=+*/<>]|\b[a-zA-Z]\b")
_AS_IT_STANDS = re.compile(
    r"\{%-?\s*(?P<liquid>raw|verbatim)\b|<(?P<tag>[a-z][\w-]{0,30})\s[^<>\n]{0,300}?\bv-pre\b|^(?P<container>:{3,}) ?v-pre\b",
    re.MULTILINE,
)
"""Begins a part in which marks of templates are shown as they stand."""
_TEMPLATE_MARK = re.compile(r"\{\{[^{}\n]{0,300}\}\}|\{%[^{}\n]{0,300}%\}")
_TEX = re.compile(r"\\[a-zA-Z]{2,}|(?<!\\)[\^_=]|\A\s*[a-zA-Z](?:\s*[-+*/<>,]\s*(?:[a-zA-Z]|\d+))*\s*\Z")
_LIQUID_BLOCK = re.compile(r"\{%-?\s*(comment|highlight)\b")
_ADMONITION = re.compile(
    r"^(?: {4})*+ {0,3}+(?:===[!+]? ++\"[^\"\n]*+\"|(?:!!!|\?\?\?\+?) ++"
    r"(?:[a-z][\w-]*+(?: ++inline(?: ++end)?)? ++\"[^\"\n]*+\"|(?:note|abstract|summary|tldr|info|todo|tip|hint|important|success|check|"
    r"done|question|help|faq|warning|caution|attention|failure|fail|missing|danger|error|bug|example|snippet|quote|cite|seealso)"
    r"(?: ++inline(?: ++end)?)?))[ \t]*+\r?$",
    re.MULTILINE,
)
_DIRECTIVE = re.compile(
    r"^[ \t]*+(?::{3,}+[ \t]*+(?:\{[^}\n]*+\}|[a-z][\w-]*+(?:\[[^\]\n]*+\])?[^\n:]*+)?"
    r"|::[a-z][\w-]*+(?:\[[^\]\n]*+\](?:\{[^}\n]*+\})?|\{[^}\n]*+\}))[ \t]*+\r?$",
    re.MULTILINE,
)
_OTHER_LINE = re.compile(
    r"^ {0,3}+(?:\[\[?_?toc_?\]?\]|\([\w-]{1,60}\)=|\*\[[^\]\n]{1,60}\]:[^\r\n]*+|\[//\]: *# *[^\r\n]*+|-{1,2}8<-{1,2} ++\"[^\"\n]*+\""
    r"|\\(?:newpage|pagebreak|tableofcontents|maketitle))[ \t]*+\r?$|(?<=\S)[ \t]\^[\w-]++[ \t]*+\r?$"
    r"|^[ \t]*+(?:[-*] )?#\+(?:begin|end)_[a-z]{1,20}[ \t]*+\r?$|^[ \t]*+(?:scheduled|deadline): <[^<>\n]{1,60}>[ \t]*+\r?$"
    r"|^[ \t]*+:logbook:[ \t]*+\r?\n(?:[ \t]*+clock:[^\n]{0,200}\n){0,50}[ \t]*+:end:[ \t]*+\r?$"
    r"|^[ \t]*+(?:[-*] )?[A-Za-z][\w-]{0,40}::(?:[ \t][^\r\n]*+)?\r?$",
    re.MULTILINE | re.IGNORECASE,
)
_DEFINITION = re.compile(r"(?<=\n) {0,3}+(:)(?=[ \t]{1,3}[^\s:])")
"""The mark of a definition in a list of terms. As the mark of an item, it gives the definition a line of its own."""
_MYST = re.compile(r"^`{3,}+\{[a-z]|\{[a-z][\w:.-]{0,40}\}`", re.MULTILINE)
_REMARK_OF_MYST = re.compile(r"^%(?: [^\r\n]*+)?\r?$", re.MULTILINE)
_SCRIPT_LINE = re.compile(
    r"^(?:import\s(?:[\w*{][^\n;]*?\sfrom\s)?\s*[\"'][^\"'\n]+[\"'];?[ \t]*\r?$"
    r"|import\s+\{\s*\r?$"
    r"|export\s+(?:(?:const|let|var)\s+[\w{\[]|default\s+(?:function|class|async|\(|[\w.]+;?[ \t]*\r?$)|(?:async\s+)?function\b|\{))",
    re.MULTILINE,
)
_SCRIPT_ELEMENT = re.compile(r"<script\b[^<>\n]{0,300}>", re.IGNORECASE)
_BLANK_LINE = re.compile(r"\n[ \t]*\r?\n|\Z")
_REST_OF_LINE = re.compile(r"[ \t]*+(?:[\r\n]|\Z)")
_TAG_OF_VUE = re.compile(r"<[A-Za-z][\w.-]{0,80}\s[^<>\n]{0,300}[@#][\w.:-]{1,80}=\"")
_BRACE = re.compile(r"[{}]")
_INDENT = 100
_ENDS_A_WORD = re.compile(r"[\w,;:] ")
"""Not the mark of an item of a list."""
_NO_SPACE_BEFORE = frozenset((*".,;:!?)\r\n", ""))
_FILLED_LINE = re.compile(
    r"^(?P<indent>(?: {4}|\t)[ \t]*+)?+[ \t]*+(?:(?P<tag></?[A-Za-z][^\r\n]*>)[ \t]*+\r?$|\S)", re.MULTILINE
)
_INDENTED = re.compile(r"[ \t]*+\r?\n|(?: {4}|\t)[ \t]*+")


class _Mask(NamedTuple):
    start: int
    end: int
    with_: str


def mask(text: str, *, mdx: bool) -> str:
    """Return a Markdown text of the same length, with masks and blanks where something isn't prose.

    Args:
        text: the text of one post.
        mdx: whether it's MDX. A text with lines of ``import`` or ``export`` is MDX too.
    """
    return _Masker(text, mdx=mdx).masked()


class _Masker:
    def __init__(self, text: str, *, mdx: bool) -> None:
        self._text = text
        self._fences = list(fenced(text))
        self._fence_starts = [start for start, _ in self._fences]
        self._next: dict[str, int] = {}
        self._ticks: dict[int, list[int]] | None = None
        self._braces: dict[int, int] | None = None
        self._closed: dict[str, int] | None = None
        self._masks: list[_Mask] = []
        elements = list(_script_elements(text))
        starts = [start for start, _ in elements]

        def is_code(at: int) -> bool:
            number = bisect_right(starts, at) - 1
            return bool(self._fence_end(at)) or (number >= 0 and at < elements[number][1])

        scripts = [found for found in _SCRIPT_LINE.finditer(text) if not is_code(found.start())]
        self._mdx = mdx or bool(scripts)
        if self._mdx:
            self._hide_scripts([found.start() for found in scripts])

    def masked(self) -> str:
        """Return the masked text."""
        self._hide_lines()
        self._hide_properties()
        self._hide_shown_marks()
        self._hide_marks()
        if self._mdx:
            self._hide_indents()
        parts, at = [], 0
        for start, end, with_ in sorted(self._masks):
            if end <= at:
                continue
            start = max(start, at)
            covered = self._text[start:end]
            parts += [self._text[at:start], _cover(covered, with_)]
            at = end
        return "".join([*parts, self._text[at:]])

    def _fence_end(self, at: int) -> int:
        """Return where the fenced code around ``at`` ends, or 0."""
        number = bisect_right(self._fence_starts, at) - 1
        return self._fences[number][1] if number >= 0 and at < self._fences[number][1] else 0

    def _find(self, what: str, at: int, most: int = _LONGEST) -> int:
        """Return where ``what`` ends next, or -1 if it's farther than ``most``. Each end is looked for once."""
        found = self._next.get(what, -2)
        if found != -1 and found < at:
            found = self._next[what] = self._text.find(what, at)
        return found + len(what) if 0 <= found - at <= most else -1

    def _hide_scripts(self, starts: list[int]) -> None:
        end = 0
        for start in starts:
            if start < end:
                continue
            closed = self._end_of_braces(self._text.find("{", start, self._end_of_line(start)))
            blank = _BLANK_LINE.search(self._text, max(start, closed))
            end = blank.start() if blank else len(self._text)
            self._masks.append(_Mask(start, end, " "))

    def _end_of_line(self, at: int) -> int:
        end = self._text.find("\n", at)
        return end if end >= 0 else len(self._text)

    def _end_of_braces(self, start: int) -> int:
        """Return where the braces that open at ``start`` end, or 0."""
        if self._braces is None:
            self._braces = {}
            unclosed: list[int] = []
            for found in _BRACE.finditer(self._text):
                if found[0] == "{":
                    unclosed.append(found.start())
                elif unclosed:
                    self._braces[unclosed.pop()] = found.end()
        end = self._braces.get(start, 0)
        return end if end - start <= _LONGEST else 0

    def _hide_lines(self) -> None:
        patterns = [_DIRECTIVE, _OTHER_LINE]
        if _MYST.search(self._text):
            patterns.append(_REMARK_OF_MYST)
        for pattern in patterns:
            for found in pattern.finditer(self._text):
                if not self._fence_end(found.start()):
                    self._masks.append(_Mask(*found.span(), " "))
        for found in _DEFINITION.finditer(self._text):
            if not self._fence_end(found.start()):
                self._masks.append(_Mask(*found.span(1), "-"))
        at = 0
        for found in _ADMONITION.finditer(self._text):
            if self._fence_end(found.start()):
                continue
            self._masks.append(_Mask(*found.span(), " "))
            at = max(at, found.end() + 1)  # an inner one stands in lines that are done
            while line := _INDENTED.match(self._text, at):
                if not line[0].endswith("\n"):
                    self._masks.append(_Mask(*line.span(), HIDDEN))
                end = self._text.find("\n", line.start())
                if end < 0:
                    break
                at = end + 1

    def _hide_properties(self) -> None:
        if found := find_properties(self._text):
            self._masks.append(_Mask(*found.span, " "))

    def _hide_shown_marks(self) -> None:
        """Hide marks of templates that the page shows as they are, such as an article about templates has."""
        done = 0
        for found in _AS_IT_STANDS.finditer(self._text):
            at = found.end()
            if found.start() < done or self._fence_end(found.start()):
                continue
            if found["liquid"]:
                ends = [self._find(f"{{%{dash} end{found['liquid']}", at, 4 * _LONGEST) for dash in ("", "-")]
            else:
                ends = [
                    self._find(f"</{found['tag']}" if found["tag"] else f"\n{found['container']}", at, 4 * _LONGEST)
                ]
            done = min((end for end in ends if end > 0), default=at)
            for mark in _TEMPLATE_MARK.finditer(self._text, at, done):
                self._masks.append(_Mask(*mark.span(), IN_PLACE))

    def _hide_marks(self) -> None:
        at = 0
        while found := _OPENER.search(self._text, at):
            if fenced := self._fence_end(found.start()):
                at = fenced
                continue
            at = max(self._take(found), found.start() + 1)

    def _take(self, found: re.Match[str]) -> int:
        """Hide what begins at an opener, and return where to go on."""
        kind = found.lastgroup or ""
        start, end = found.span()
        if kind == "code":
            return self._end_of_code(start, end)
        if kind == "comment":
            return max(self._find("-->", end, len(self._text)), end)
        if found["target"] is not None:
            return self._hide_wikilink(found)
        if kind == "jsx" and self._keep_comment(start):
            return end
        if kind in ("hugo", "liquid", "jsx", "jinja", "remark"):
            return self._hide_until(_CLOSERS[found["hugo"] or kind], start, end)
        if kind == "cloze":
            self._hide(start, found.end("cloze"))
            return self._hide(end - len("}}"), end)
        if kind == "block":
            return self._hide(start, end, IN_PLACE)
        if kind in ("object", "attributes", "emoji", "role", "macro"):
            return self._hide(start, end)
        if kind == "bracket":
            return self._hide_shortcode(found)
        if kind == "span":
            return self._hide_span(start)
        if kind == "math":
            return self._hide(start, end, IN_PLACE) if _FORMULA.search(self._text, start + 1, end - 1) else start + 1
        if kind == "display":
            return self._hide_until("$$", start, end, IN_PLACE)
        if kind == "environment":
            return self._hide_until(f"\\end{{{found['named']}}}", start, end, IN_PLACE)
        if kind == "tex":
            return self._hide_formula(start, end)
        if kind == "marked":
            self._hide(start, start + 2)
            self._hide(end - 2, end)
            return start + 2
        if kind == "struck":
            return self._hide_struck(start, end)
        if not self._mdx:
            return self._hide_element(start) if kind == "tag" and _TAG_OF_VUE.match(self._text, start) else end
        return self._hide_element(start) if kind == "tag" else self._hide_expression(start)

    def _keep_comment(self, start: int) -> bool:
        """Turn a comment of MDX to softsell into one of HTML, which the HTML reader finds."""
        found = _OUR_COMMENT.match(self._text, start)
        if found:
            self._masks.append(_Mask(*found.span(1), "<!--"))
            self._masks.append(_Mask(*found.span(2), "-->"))
        return found is not None

    def _end_of_code(self, start: int, end: int) -> int:
        if self._ticks is None:
            self._ticks = {}
            for run in _TICKS.finditer(self._text):
                self._ticks.setdefault(len(run[0]), []).append(run.start())
        places = self._ticks[end - start]
        following = bisect_left(places, end)
        return places[following] + end - start if following < len(places) else end

    def _hide_until(self, closer: str, start: int, end: int, with_: str = HIDDEN) -> int:
        closed = self._find(closer, end)
        if closed < 0:
            return end
        if closer == "%}" and (block := _LIQUID_BLOCK.match(self._text, start)):
            closed = self._end_of_liquid_block(block[1], closed)
        return self._hide(start, closed, with_) if closed > 0 else end

    def _end_of_liquid_block(self, name: str, at: int) -> int:
        for mark in (f"{{% end{name}", f"{{%- end{name}"):
            ended = self._find(mark, at, 4 * _LONGEST)
            if ended > 0:
                closed = self._find("%}", ended, 100)
                return closed if closed > 0 else ended
        return at

    def _hide_formula(self, start: int, end: int) -> int:
        """Hide a formula in the brackets of TeX. In other Markdown they're brackets that were escaped."""
        text = self._text
        opening, closer = text[start:end], "\\)" if text[start:end] == "\\(" else "\\]"
        closed = self._find(closer, end, 300 if closer == "\\)" else 2_000)
        if closed < 0 or text.find(opening, end, closed) >= 0 or not _TEX.search(text[end : closed - len(closer)]):
            return end
        return self._hide(start, closed, IN_PLACE)

    def _hide_wikilink(self, found: re.Match[str]) -> int:
        if found["embed"]:
            return self._hide(*found.span(), IN_PLACE)
        shown = found.start("alias") + 1 if found["alias"] else found.start("target")
        self._hide(found.start(), shown)
        self._hide(found.end() - len("]]"), found.end())
        return found.end()

    def _hide_indents(self) -> None:
        """Hide the indents of lines in components. In MDX, indented text isn't code."""
        inside = False
        for line in _FILLED_LINE.finditer(self._text):
            if self._fence_end(line.start()):
                continue
            if inside and line["indent"] and not line["tag"]:
                self._masks.append(_Mask(*line.span("indent"), HIDDEN))
            inside = bool(line["tag"]) or (inside and bool(line["indent"]))

    def _hide_shortcode(self, found: re.Match[str]) -> int:
        """Hide a shortcode of WordPress, ``[button link="/x"]`` or ``[/button]``. A word in brackets alone may be anything."""
        start, end = found.span()
        settings = found["settings"] or ""
        if self._closed is None:
            self._closed = {closing[1]: closing.start() for closing in _CLOSING.finditer(self._text)}
        closes = not settings.strip() and self._closed.get(found["name"], 0) >= end
        return self._hide(start, end) if found["closing"] or "=" in settings or closes else start + 1

    def _hide_struck(self, start: int, end: int) -> int:
        """Hide what is crossed out, with the space that would be too much then."""
        text = self._text
        if _ADDRESS_BEFORE.search(text, max(0, start - _LONGEST_ADDRESS), start):
            return start + 2
        if text[end : end + 1] == " " and (start == 0 or text[start - 1].isspace()):
            self._masks.append(_Mask(end, end + 1, HIDDEN))
        elif _ENDS_A_WORD.fullmatch(text[max(0, start - 2) : start]) and text[end : end + 1] in _NO_SPACE_BEFORE:
            self._masks.append(_Mask(start - 1, start, HIDDEN))
        return self._hide(start, end)

    def _hide_span(self, start: int) -> int:
        """Hide the brackets around a text that has attributes, which follow: ``[text]{.small}``."""
        closed = self._text.find("]", start)
        self._masks.append(_Mask(start, start + 1, HIDDEN))
        self._masks.append(_Mask(closed, closed + 1, HIDDEN))
        return start + 1

    def _hide_expression(self, start: int) -> int:
        end = self._end_of_braces(start)
        return self._hide(start, end) if end else start + 1

    def _hide_element(self, start: int) -> int:
        """Hide a tag of MDX or Vue, whose attributes may be none of HTML. The HTML reader takes other tags."""
        text, at = self._text, start + 1
        limit = min(len(text), start + _LONGEST)
        braces = False
        while at < limit:
            mark = text[at]
            if mark == ">":
                name = text[start + 1 : start + 3].lstrip("/")[:1]
                return self._hide(start, at + 1) if braces or name.isupper() else at + 1
            if mark in "\"'":
                closed = text.find(mark, at + 1, limit)
                if closed < 0:
                    break
                at = closed + 1
            elif mark == "{":
                braces = True
                end = self._end_of_braces(at)
                if not end:
                    break
                at = end
            elif mark == "<":
                break
            else:
                at += 1
        return start + 1

    def _hide(self, start: int, end: int, with_: str = HIDDEN) -> int:
        """Hide a stretch. If it has its lines to itself, they are blank."""
        text = self._text
        near = max(0, start - _INDENT)
        line = max(text.rfind("\n", near, start), text.rfind("\r", near, start)) + 1
        begins = line > 0 or near == 0
        alone = begins and not text[line:start].strip(" \t") and _REST_OF_LINE.match(text, end) is not None
        self._masks.append(_Mask(start, end, " " if alone else with_))
        return end


_CLOSING = re.compile(r"\[/([a-zA-Z][\w-]{0,30})\]")
_CLOSERS = {"<": ">}}", "%": "%}}", "/*": "*/}}", "liquid": "%}", "jsx": "*/}", "jinja": "#}", "remark": "%%"}


def fenced(text: str) -> Iterator[tuple[int, int]]:
    """Yield where fenced code begins and ends. Code whose fence is never closed goes to the end."""
    fence, begun = "", 0
    for found in _FENCE.finditer(text):
        if not fence:
            if found["fence"][0] == "~" or "`" not in found["info"]:
                fence, begun = found["fence"], found.start()
        elif found["fence"].startswith(fence) and not found["info"].strip():
            yield begun, found.end()
            fence = ""
    if fence:
        yield begun, len(text)


def _script_elements(text: str) -> Iterator[tuple[int, int]]:
    """Yield where elements of HTML begin and end that hold a program, as pages for Vue have them."""
    at = 0
    while found := _SCRIPT_ELEMENT.search(text, at):
        closed = text.find("</script", found.end())
        at = closed if closed >= 0 else len(text)
        yield found.start(), at


def _cover(text: str, with_: str) -> str:
    if with_ == " ":
        return _blank(text)
    return with_ if len(with_) == len(text) else with_ * len(text)


def _blank(text: str) -> str:
    return re.sub(r"[^\r\n]", " ", text)
