"""From pydantic's errors to sentences for people, each at its place in the YAML."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from softsell.diagnostics import MAX_MISTAKES, Diagnostic, nearest, sentence
from softsell.yaml_source import MAX_COUNTED, Document, Mapping, Node, Scalar, shortened
from softsell.yaml_source import Sequence as YamlSequence

_UNKNOWN_KEY = ("extra_forbidden", "unexpected_keyword_argument")
_LIST_HINT = "Write each on its own line, beginning with “- ”."


def mistakes(
    document: Document,
    root: Node,
    errors: Sequence[Any],
    known: Iterable[str],
    what: str,
    most_hints: int = MAX_MISTAKES,
) -> Iterator[Diagnostic]:
    """One diagnostic for each place that the errors name; beyond what is ever shown, without a search for what was meant.

    Args:
        document: the file.
        root: the value that was validated.
        errors: of one ``pydantic.ValidationError``.
        known: the keys that ``root`` may have.
        what: what ``root`` is, to begin a sentence with: ``This rule``.
        most_hints: for how many it is worth to look for what was meant.
    """
    known = list(known)
    missing: dict[tuple[str | int, ...], list[str]] = {}
    told: set[int] = set()
    for error in islice(errors, MAX_COUNTED):
        location = error["loc"]
        if error["type"] == "missing":
            missing.setdefault(location[:-1], []).append(str(location[-1]))
            continue
        node, key = _find(root, location)
        # A value that may be one of two things fails both: one sentence is enough.
        about = id(key) if error["type"] in _UNKNOWN_KEY else id(node)
        if about not in told:
            told.add(about)
            yield _mistake(document, node, key, error, known, hinted=len(told) <= most_hints)
    for location, names in missing.items():
        yield _missing(document, root, location, names, what)


def _missing(
    document: Document, root: Node, location: tuple[str | int, ...], names: list[str], what: str
) -> Diagnostic:
    parent = _find(root, location)[0]
    owner = what if parent is root else _owner(location)
    listed = " and ".join(filter(None, [", ".join(f"“{name}”" for name in names[:-1]), f"“{names[-1]}”"]))
    first = next(iter(parent.entries), None) if isinstance(parent, Mapping) else None
    width = first[1].end - parent.start if first else 1
    hint = f"Add a line “{names[0]}: …”." if len(names) == 1 else "Add a line for each."
    first_line = document.place(parent.start)[2]
    return document.diagnostic(parent.start, f"{owner} has no {listed}.", hint, min(width, len(first_line)))


def _find(root: Node, location: Sequence[str | int]) -> tuple[Node, Scalar | None]:
    """The value at pydantic's location, and its key. Labels that are in no file (the branch of a union) are passed over."""
    node, key = root, None
    for step in location:
        if isinstance(node, Mapping):
            if step == "[key]" and key is not None:
                return key, key
            value = node.get(str(step))
            if value is not None:
                key, node = node.key(str(step)), value
        elif isinstance(node, YamlSequence) and isinstance(step, int) and step < len(node.items):
            node, key = node.items[step], None
    return node, key


def _mistake(
    document: Document, node: Node, key: Scalar | None, error: Any, known: list[str], *, hinted: bool
) -> Diagnostic:
    location, kind = error["loc"], error["type"]
    if kind in _UNKNOWN_KEY and key is not None:
        known_here = known if len(location) == 1 else _known_below(location)
        hint = (sentence(nearest(key.text, known_here)) or _choices(known_here)) if hinted else ""
        return document.diagnostic(key, f"There is nothing called “{shortened(key.text)}” here.", hint)
    name = f"“{key.text}”" if key else "this"
    if isinstance(node, Scalar) and node.empty:
        hint = "Write a value, or take the line out. A text that begins with # needs quotes."
        return document.diagnostic(key or node, f"Nothing is written {f'after {name}' if key else 'here'}.", hint)
    message, hint = _sentence(kind, error.get("ctx") or {}, node, name, hinted=hinted)
    return document.diagnostic(node, message, hint)


def _owner(location: Sequence[str | int]) -> str:
    """What the value at this place is, to begin a sentence with."""
    if "ExampleEntry" in location:
        return "This example"
    if isinstance(location[-1], int):
        return "This item"
    return f"What stands under “{location[-1]}”"


def _known_below(location: Sequence[str | int]) -> list[str]:
    from softsell.packs import schema

    if "ExampleEntry" in location:
        return list(schema.ExampleEntry.model_fields)
    match location[0]:
        case "topics":
            return list(schema.TopicEntry.model_fields)
        case "told":
            return list(schema.ToldEntry.model_fields)
        case "examples":
            return list(schema.ExamplesEntry.model_fields)
        case "rules":
            return list(schema.ChangeEntry.model_fields)
        case "measures":
            return list(schema.MeasureEntry.model_fields)
        case _:
            return []


def _noun_pattern() -> str:
    from softsell.packs import schema

    return schema.NOUN


def _choices(names: Sequence[str]) -> str:
    return f"What may stand here: {', '.join(names)}." if names else ""


def _sentence(kind: str, context: dict[str, Any], node: Node, name: str, *, hinted: bool) -> tuple[str, str]:
    """What is wrong and the way out, for pydantic's error types that our types can raise."""
    written = f"“{shortened(node.text)}”" if isinstance(node, Scalar) else "This"
    match kind:
        case "string_type":
            hint = "A colon followed by a space made a mapping of it: put quotes around the whole text."
            if isinstance(node, YamlSequence):
                hint = "If it begins with a bracket, put quotes around the whole text."
            return "A text is expected here.", hint
        case "list_type" | "tuple_type":
            return "A list is expected here.", _LIST_HINT
        case "dict_type" | "model_type" | "dataclass_type" | "dataclass_exact_type" | "model_attributes_type":
            return "Names with values are expected here (“name: value”).", "Indent them by two spaces."
        case "literal_error" | "enum":
            allowed = [part.strip("'") for part in str(context.get("expected", "")).replace(" or ", ", ").split(", ")]
            near = nearest(node.text, allowed) if hinted and isinstance(node, Scalar) else ""
            return f"{written} is not known here.", sentence(near) or _choices(allowed)
        case "float_parsing" | "float_type" | "int_parsing" | "int_type" | "int_from_float" | "finite_number":
            return f"A {'whole ' if kind.startswith('int') else ''}number is expected here.", "Such as 3."
        case "bool_parsing" | "bool_type":
            return f"{written} is neither true nor false.", "Write true or false."
        case "string_too_short" | "too_short":
            if isinstance(node, YamlSequence):
                return "At least one is needed here.", _LIST_HINT
            return "This text is empty.", "Write something between the quotes."
        case "string_too_long":
            return f"This text is longer than {context['max_length']:,} characters.", "Shorten it."
        case "too_long":
            return f"This list is longer than {context['max_length']:,}.", "Split it."
        case "greater_than_equal" | "greater_than":
            return f"This number is too small: {_number(context.get('ge', context.get('gt')))} is the least.", ""
        case "less_than_equal" | "less_than":
            return f"This number is too large: {_number(context.get('le', context.get('lt')))} is the most.", ""
        case "string_pattern_mismatch" if name == "“version”":
            return f"{written} is not a version.", "Write numbers with dots, such as 1.0.0."
        case "string_pattern_mismatch" if context.get("pattern") == _noun_pattern():
            return f"{written} can't be a noun.", "Write one to three words in the singular: sourdough starter."
        case "string_pattern_mismatch":
            return (
                f"{written} can't be a name.",
                "Use small letters, digits and hyphens, beginning with a letter: last-chance.",
            )
        case "value_error" | "assertion_error":
            return sentence(str(context.get("error") or "this value does not fit")), ""
        case _:
            return f"The value of {name} does not fit here.", ""


def _number(value: Any) -> str:
    return f"{value:g}" if isinstance(value, int | float) else str(value)
