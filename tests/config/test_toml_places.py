"""Places of keys and values, found by following the text, agree with what the standard parser reads there."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from softsell.config.toml_places import KeyPath, toml_places

DOCUMENT = '''\
# settings
platform = "linkedin"  # where
brand = [ "Joe's",
  "@joes", # the handle
]
"quoted key" = 'x'
a.b . "c d" = 1
inline = { x = 1, "y z" = [true, {deep = 2}], }

[rules."pushiness/urgency"]
at-most = 3.5
long = """
one "quoted" line
"""
literal = \'\'\'
a \\ b\'\'\'

[[files]]
glob = "a"
[files.rules]
x = 1979-05-27T07:32:00Z
[[files]]
glob = "b"
[files.more."deep.er"]
y = -inf
'''.replace(", }", " }")


def paths(value: Any, path: KeyPath = ()) -> Iterator[KeyPath]:
    if path:
        yield path
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from paths(inner, (*path, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from paths(inner, (*path, index))


def at(document: dict[str, Any], path: KeyPath) -> Any:
    value: Any = document
    for step in path:
        value = value[step]
    return value


def agree(text: str) -> None:
    document = tomllib.loads(text)
    places = toml_places(text)
    assert set(places) == set(paths(document))
    for path, place in places.items():
        value = at(document, path)
        if not isinstance(value, dict | list):
            written = text[slice(*place.value)]
            assert repr(tomllib.loads(f"v = {written}")["v"]) == repr(value)
        if isinstance(path[-1], str):
            key = text[slice(*place.key)]
            assert tomllib.loads(f"{key} = 1") == {path[-1]: 1}


def test_every_value_has_its_place() -> None:
    agree(DOCUMENT)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n# only notes",
        'a = "\\"]#"',
        'a = [\'#\', "]", \'\'\'\n]\'\'\', """"x""""]',
        "a = [[1, 2], []]\nb = {}\n",
        "[a]\n[a.b]\n[c.d]\nx=1",
        "[ a . 'b.c' ]\nx = 1",
        "[[a]]\n[[a.b]]\nx=1\n[[a.b]]\nx=2\n[[a]]\n[[a.b]]\nx=3",
        "a.b = 1\na.c = 2",
        "'' = 1",
        "1.2 = 3",
        'a = """\\\n  x"""',
    ],
)
def test_corners(text: str) -> None:
    agree(text)


keys = st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), min_size=1, max_size=8)
scalars = st.one_of(
    st.booleans().map(lambda flag: "true" if flag else "false"),
    st.integers(-(10**6), 10**6).map(str),
    st.floats(allow_nan=False, allow_infinity=False).map(lambda number: repr(number) if "." in repr(number) else "0.5"),
    st.sampled_from(['"x # y"', "'] }'", '""', "''", '"""a\n"b" """', "'''it's'''", "2026-11-22", "07:30:00"]),
)


def quoted(key: str) -> str:
    return '"' + key.replace("\\", "\\\\").replace('"', '\\"') + '"'


inline = st.recursive(
    scalars,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda items: "[ " + ",\n # note ]\n ".join(items) + " ]"),
        st.dictionaries(keys, inner, max_size=3).map(
            lambda table: "{" + ", ".join(f"{quoted(key)} = {value}" for key, value in table.items()) + "}"
        ),
    ),
    max_leaves=8,
)
tables = st.dictionaries(keys, inline, max_size=4).map(
    lambda table: "".join(f"{quoted(key)} = {value} # note\n" for key, value in table.items())
)


@given(tables, st.dictionaries(keys, tables, max_size=3), st.lists(tables, max_size=3))
def test_any_document_agrees(top: str, below: dict[str, str], array: list[str]) -> None:
    text = top + "".join(f"[{quoted(f't-{name}')}]\n{table}" for name, table in below.items())
    agree(text + "".join(f"[[list.of.tables]]\n{table}" for table in array))
