"""Explains pydantic's errors about a request in sentences for people. Not here: those about packs (``packs.validate``)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from softsell.diagnostics import nearest, sentence
from softsell.wording import counted, listed, shortened

if TYPE_CHECKING:
    from pydantic import BaseModel, ValidationError

_UNKNOWN = "extra_forbidden"
_MOST_KEY = 40


def describe_mistake(error: ValidationError, model: type[BaseModel]) -> str:
    """Return what is wrong with a request, and what belongs there. Names keys, and never shows a value.

    Args:
        error: says which of the request's values are wrong. Only one is told: an unknown key first, because it's often why another
            is missing.
        model: what the request should be.
    """
    errors = error.errors(include_url=False, include_input=False)
    first = next((one for one in errors if one["type"] == _UNKNOWN and len(one["loc"]) == 1), errors[0])
    location, kind = first["loc"], first["type"]
    if not location:
        needed = [f"“{name}”" for name, field in model.model_fields.items() if field.is_required()]
        return "The request must be a JSON object" + (f" with {listed(needed)}." if needed else ".")
    if kind == _UNKNOWN and len(location) == 1:
        name = str(location[0])
        known = sorted(model.model_fields)
        hint = sentence(nearest(name[:_MOST_KEY], known)) or f"The keys are {listed(known)}."
        return f"“{shortened(name, _MOST_KEY)}” isn't a key here. {hint}"
    if kind == "missing":
        return f"“{location[-1]}” is missing{' in' if location[:-1] else ''}{_say_place(location[:-1])}."
    return sentence(f"{_say_place(location).strip()} {_explain(kind, first.get('ctx') or {})}")


def _say_place(location: Sequence[str | int]) -> str:
    """Return the outermost key, and which item of a list it is. Keys further in may be the user's own words."""
    if not location:
        return ""
    item = next((step for step in location[1:] if isinstance(step, int)), None)
    of = f" item {item + 1} of" if item is not None else ""
    return f"{of} “{shortened(str(location[0]), _MOST_KEY)}”"


def _explain(kind: str, context: dict[str, Any]) -> str:
    """Return the end of a sentence for a pydantic error of a type that our models can raise."""
    match kind:
        case "extra_forbidden":
            return "has a key that isn't known"
        case "string_type":
            return "must be a text"
        case "list_type" | "tuple_type":
            return "must be a list"
        case "dict_type" | "model_type" | "model_attributes_type" | "dataclass_type":
            return "must be an object"
        case "bool_type":
            return "must be true or false"
        case "int_type" | "int_from_float":
            return "must be a whole number"
        case "float_type" | "finite_number":
            return "must be a number"
        case "none_required":
            return "must be null"
        case "literal_error" | "enum":
            return f"must be {context['expected'].replace(chr(39), chr(34))}"
        case "string_too_short" | "too_short":
            return "is empty"
        case "string_too_long":
            return f"is longer than {counted(context['max_length'], 'character')}"
        case "too_long":
            return f"has more than {counted(context['max_length'], 'item')}"
        case "greater_than_equal" | "greater_than":
            return f"is too small: the minimum is {context.get('ge', context.get('gt'))}"
        case "less_than_equal":
            return f"is too large: the maximum is {context['le']}"
        case "less_than":
            return f"is too large: it must be below {context['lt']}"
        case _:
            return "isn't valid"
