"""Explains pydantic's errors in sentences for people, each at its place in the YAML."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from softsell.diagnostics import MAX_MISTAKES, Diagnostic, nearest, sentence
from softsell.packs.validate.mistake_list import MAX_COUNTED
from softsell.wording import listed, shortened
from softsell.yaml_source import Document, Mapping, Node, Scalar
from softsell.yaml_source import Sequence as YamlSequence

_UNKNOWN_KEY = ("extra_forbidden", "unexpected_keyword_argument")
_LIST_HINT = "Write each item on its own line, beginning with “- ”."


def explain_errors(
    document: Document,
    root: Node,
    errors: Sequence[Any],
    known: Iterable[str],
    what: str,
    most_hints: int = MAX_MISTAKES,
) -> Iterator[Diagnostic]:
    """Yield one diagnostic for each place that the errors name.

    Args:
        document: the file.
        root: the value that was validated.
        errors: the errors of one ``pydantic.ValidationError``.
        known: the keys that ``root`` can have.
        what: what ``root`` is, as the beginning of a sentence: ``This rule``.
        most_hints: how many of them get a suggestion. Searching for one is slow, and not all mistakes are shown.
    """
    known = list(known)
    missing: dict[tuple[str | int, ...], list[str]] = {}
    reported: set[int] = set()
    for error in islice(errors, MAX_COUNTED):
        location = error["loc"]
        if error["type"] == "missing":
            missing.setdefault(location[:-1], []).append(str(location[-1]))
            continue
        node, key = _find(root, location)
        # A value of a union type fails for each type, but one message is enough.
        about = id(key) if error["type"] in _UNKNOWN_KEY else id(node)
        if about not in reported:
            reported.add(about)
            yield _describe_mistake(document, node, key, error, known, hinted=len(reported) <= most_hints)
    for location, names in missing.items():
        yield _describe_missing(document, root, location, names, what)


def _describe_missing(
    document: Document, root: Node, location: tuple[str | int, ...], names: list[str], what: str
) -> Diagnostic:
    parent = _find(root, location)[0]
    owner = what if parent is root else _describe_owner(location)
    missing = listed([f"“{name}”" for name in names])
    first = next(iter(parent.entries), None) if isinstance(parent, Mapping) else None
    width = first[1].end - parent.start if first else 1
    hint = f"Add a line “{names[0]}: …”." if len(names) == 1 else "Add a line for each."
    first_line = document.place(parent.start)[2]
    return document.diagnostic(parent.start, f"{owner} has no {missing}.", hint, min(width, len(first_line)))


def _find(root: Node, location: Sequence[str | int]) -> tuple[Node, Scalar | None]:
    """Return the value at pydantic's location, and its key. Skips labels that aren't in the file, such as the branch of a union."""
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


def _describe_mistake(
    document: Document, node: Node, key: Scalar | None, error: Any, known: list[str], *, hinted: bool
) -> Diagnostic:
    location, kind = error["loc"], error["type"]
    if kind in _UNKNOWN_KEY and key is not None:
        known_here = known if len(location) == 1 else _known_below(location)
        hint = (sentence(nearest(key.text, known_here)) or _list_choices(known_here)) if hinted else ""
        return document.diagnostic(key, f"“{shortened(key.text)}” isn't a key here.", hint)
    name = f"“{key.text}”" if key else "this"
    if isinstance(node, Scalar) and node.empty:
        hint = "Write a value, or delete the line. A text that begins with # needs quotes."
        message = f"{name} has no value." if key else "A value is missing here."
        return document.diagnostic(key or node, message, hint)
    message, hint = _explain(kind, error.get("ctx") or {}, node, name, hinted=hinted)
    return document.diagnostic(node, message, hint)


def _describe_owner(location: Sequence[str | int]) -> str:
    """Return what the value at this location is, as the beginning of a sentence."""
    if "ExampleEntry" in location:
        return "This example"
    if isinstance(location[-1], int):
        return "This item"
    return f"“{location[-1]}”"


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


def _list_choices(names: Sequence[str]) -> str:
    return f"Choose one of: {', '.join(names)}." if names else ""


def _explain(kind: str, context: dict[str, Any], node: Node, name: str, *, hinted: bool) -> tuple[str, str]:
    """Return the message and the hint for a pydantic error of a type that our types can raise."""
    written = f"“{shortened(node.text)}”" if isinstance(node, Scalar) else "This"
    match kind:
        case "string_type":
            hint = "Put quotes around the whole text. Without them, YAML reads a colon and a space as a mapping."
            if isinstance(node, YamlSequence):
                hint = "If the text begins with a bracket, put quotes around all of it."
            return "This must be a text.", hint
        case "list_type" | "tuple_type":
            return "This must be a list.", _LIST_HINT
        case "dict_type" | "model_type" | "dataclass_type" | "dataclass_exact_type" | "model_attributes_type":
            return "This must be lines of “name: value”.", "Indent them by two spaces."
        case "literal_error" | "enum":
            allowed = [part.strip("'") for part in str(context.get("expected", "")).replace(" or ", ", ").split(", ")]
            near = nearest(node.text, allowed) if hinted and isinstance(node, Scalar) else ""
            return f"{written} isn't allowed here.", sentence(near) or _list_choices(allowed)
        case "float_parsing" | "float_type" | "int_parsing" | "int_type" | "int_from_float" | "finite_number":
            return f"This must be a {'whole ' if kind.startswith('int') else ''}number.", "Write a number such as 3."
        case "bool_parsing" | "bool_type":
            return f"{written} isn't true or false.", "Write true or false."
        case "string_too_short" | "too_short":
            if isinstance(node, YamlSequence):
                return "This list is empty.", _LIST_HINT
            return "This text is empty.", "Write something between the quotes."
        case "string_too_long":
            return f"This text is longer than {context['max_length']:,} characters.", "Shorten it."
        case "too_long":
            return f"This list has more than {context['max_length']:,} items.", "Split it."
        case "greater_than_equal" | "greater_than":
            return (
                f"This number is too small. The minimum is {_format_number(context.get('ge', context.get('gt')))}.",
                "",
            )
        case "less_than_equal" | "less_than":
            return (
                f"This number is too large. The maximum is {_format_number(context.get('le', context.get('lt')))}.",
                "",
            )
        case "string_pattern_mismatch" if name == "“version”":
            return f"{written} isn't a version.", "Write numbers with dots, such as 1.0.0."
        case "string_pattern_mismatch" if context.get("pattern") == _noun_pattern():
            return f"{written} can't be a noun.", "Write one to three words in the singular: sourdough starter."
        case "string_pattern_mismatch":
            return (
                f"{written} can't be a name.",
                "Use lower-case letters, digits and hyphens, and begin with a letter: last-chance.",
            )
        case "value_error" | "assertion_error":
            return sentence(str(context.get("error") or "this value isn't valid")), ""
        case _:
            return f"The value of {name} isn't valid.", ""


def _format_number(value: Any) -> str:
    return f"{value:g}" if isinstance(value, int | float) else str(value)
