"""Settings are found upward from the file, read whole, and every mistake is answered at its place."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from softsell.config import (
    Config,
    Layer,
    RuleSettings,
    config_for_file,
    find_config,
    load_config,
    parse_settings,
    read_config,
)
from softsell.errors import ConfigError

Write = Callable[..., Path]

WHOLE = """
platform = "LinkedIn"
brand = ["Joe's Bakery", "@joes"]
audience = "professionals"
reading-level = 9
allow = ["last call for toast"]
ban = "click here"
select = ["pushiness", "questions"]
extend-select = ["readability/long-words"]
ignore = ["pushiness/hurry"]
severity = "warning"
fail-on = "error"
model = "en_core_web_sm"

[server]
port = 8000
languagetool = true

[rules."pushiness/last-chance"]
enabled = true
severity = "error"
weight = 4
at-most = 2
at-least = 1.5
add = ["going fast"]
remove = ["hurry"]
allow = ["hurry home"]

[platforms.twitter]
ignore = ["readability"]

[platforms.x-not]
"""


@pytest.fixture(autouse=True)
def _no_settings_of_the_users_own(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path_factory.mktemp("config")))
    monkeypatch.setenv("HOME", str(tmp_path_factory.mktemp("home")))


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes a file of settings and returns its path."""

    def write_file(text: str, name: str = "softsell.toml") -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dedent(text).lstrip("\n"), encoding="utf-8")
        return path

    return write_file


@pytest.fixture
def _own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Makes the test's softsell.toml the user's own, who may set everything."""
    monkeypatch.setattr("softsell.config.locate.settings_path", lambda: str(tmp_path))


def told(path: Path) -> list[str]:
    with pytest.raises(ConfigError) as refused:
        read_config(path)
    return [f"{m.line}:{m.column} {m.message} | {m.hint}" for m in refused.value.diagnostics]


@pytest.mark.usefixtures("_own")
def test_all_that_can_be_said(write: Write) -> None:
    config = read_config(write(WHOLE.replace("[platforms.x-not]", '[files."replies/*"]\nselect = "questions"')))
    assert config == Config(
        platform="linkedin",
        brands=("Joe's Bakery", "@joes"),
        audience="professionals",
        reading_level=9,
        allow=("last call for toast",),
        ban=("click here",),
        select=("pushiness", "questions"),
        extend_select=("readability/long-words",),
        ignore=("pushiness/hurry",),
        severity="warning",
        fail_on="error",
        model="en_core_web_sm",
        port=8000,
        languagetool=True,
        rules={
            "pushiness/last-chance": RuleSettings(
                True, "error", 4, 2, 1.5, add=("going fast",), remove=("hurry",), allow=("hurry home",)
            )
        },
        platforms={"x": Layer(ignore=("readability",))},
        files=config.files,
        root=config.root,
    )
    (layer,) = config.files
    assert (layer.glob, layer.layer) == ("replies/*", Layer(select=("questions",)))


def test_an_empty_file_is_the_defaults(write: Write) -> None:
    assert read_config(write("")) == Config(root=str(write("").parent))


def test_underscores_are_understood_as_hyphens(write: Write) -> None:
    assert read_config(write("reading_level = 7\nextend_select = ['a']")).reading_level == 7


# where settings are found


def test_the_nearest_file_upward_holds(write: Write, tmp_path: Path) -> None:
    write("reading-level = 5")
    write("reading-level = 6", "posts/softsell.toml")
    (tmp_path / "posts" / "june").mkdir()
    assert load_config(tmp_path / "posts" / "june" / "draft.md").reading_level == 6
    assert load_config(tmp_path / "other" / "draft.md").reading_level == 5


def test_a_pyproject_holds_where_it_has_our_table(write: Write, tmp_path: Path) -> None:
    write("reading-level = 5")
    write("[project]\nname = 'x'", "a/pyproject.toml")
    write("[project]\nname = 'x'\n[tool.softsell]\nreading-level = 8", "b/pyproject.toml")
    assert load_config(tmp_path / "a" / "draft.md").reading_level == 5
    assert load_config(tmp_path / "b" / "draft.md").reading_level == 8
    write("reading-level = 9", "b/softsell.toml")
    assert load_config(tmp_path / "b" / "draft.md").reading_level == 9


def test_a_broken_pyproject_of_somebody_elses_is_passed_over(write: Write, tmp_path: Path) -> None:
    write("[project\nname = 'softsell-user'", "a/pyproject.toml")
    assert find_config(tmp_path / "a" / "draft.md") is None
    write("[project\n[tool.softsell]\nplatform = 'x'", "a/pyproject.toml")
    with pytest.raises(ConfigError, match="This isn't valid TOML"):
        load_config(tmp_path / "a" / "draft.md")


def test_the_users_own_settings_hold_where_there_are_no_others(
    write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("softsell.config.locate.settings_path", lambda: str(tmp_path / "own"))
    write("reading-level = 4", "own/softsell.toml")
    (tmp_path / "posts").mkdir()
    assert load_config(tmp_path / "posts").reading_level == 4
    write("reading-level = 6", "posts/softsell.toml")
    assert load_config(tmp_path / "posts").reading_level == 6


def test_without_any_file_the_defaults_hold(tmp_path: Path) -> None:
    assert load_config(tmp_path / "draft.md") == Config()


def test_packs_are_seen_from_the_file(write: Write, tmp_path: Path) -> None:
    (tmp_path / "sub" / "my-pack").mkdir(parents=True)
    config = read_config(write('packs = ["my-pack"]', "sub/softsell.toml"))
    assert config.packs == (str(tmp_path / "sub" / "my-pack"),)


# mistakes


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("platfrom = 'x'", "1:1 “platfrom” isn't a setting here. | Did you mean “platform”?"),
        ("brnad = 'x'", "1:1 “brnad” isn't a setting here. | Did you mean “brand”?"),
        ("at-most = 3", '1:1 “at-most” isn\'t a setting here. | It belongs under [rules."pack/rule"].'),
        ("port = 3", "1:1 “port” isn't a setting here. | It belongs under [server]."),
        ("zzzzzz = 3", "1:1 “zzzzzz” isn't a setting here. | The settings here are platform, brand"),
        ('platform = "linkdin"', "1:12 “linkdin” isn't a platform. | Did you mean “linkedin”?"),
        ("platform = 3", "1:12 “platform” can't have this value. | Write its name in quotes"),
        ('audience = "expert"', "1:12 “audience” can't have this value. | Did you mean “experts”?"),
        ('fail-on = "warn"', "1:11 “fail-on” can't have this value. | Did you mean “warning”?"),
        ('severity = "zzz"', '1:12 “severity” can\'t have this value. | Write one of "suggestion", "warning", "error".'),
        ('reading-level = "9"', "1:17 “reading-level” can't have this value. | Write a number without quotes"),
        ("reading-level = 90", "1:17 “reading-level” must be between 1 and 20."),
        ("reading-level = nan", "1:17 “reading-level” can't have this value."),
        ("reading-level = true", "1:17 “reading-level” can't have this value."),
        ("ban = [\n  'a',\n  3,\n]", "3:3 This must be a text in quotes. | For example: ban = "),
        ("ban = ['', 'b']", "1:8 This text is empty. | Write something"),
        ("ban = {a = 1}", "1:7 “ban” can't have this value. | Write a list of texts"),
        ("brand = 'a'\nbrands = 'b'", "2:1 “brand” is set twice here, with two names. | Keep one of them."),
        ("packs = ['nowhere']", "1:10 “nowhere” doesn't exist. | softsell looked for it in"),
        ("model = 'a/b'", "1:9 “a/b” isn't the folder of a pipeline. | softsell looked for /"),
        ("model = '..'", "1:9 “model” can't have this value."),
        ("model = '.'", "1:9 “model” can't have this value."),
        ("server = 1", "1:1 “server” must be a table. | Write a line [server] with its settings below."),
        ("[server]\nport = 99999", "2:8 “port” must be between 1 and 65535."),
        ("[server]\nport = 80.5", "2:8 “port” can't have this value. | Write a whole number."),
        ("[server]\nhost = 'x'", "2:1 “host” isn't a setting here. | "),
        ("[server]\nlanguagetool = 'yes'", "2:16 “languagetool” can't have this value. | Write true or false"),
        ('[rules."a/b"]\natmost = 3', "2:1 “atmost” isn't a setting here. | Did you mean “at-most”?"),
        ('[rules]\n"a/b" = false', "2:1 “a/b” isn't a rule's id with settings below it. | To switch it off, write enabled = false"),
        ("[rules.'a/b']\nban = 'a'", "2:1 “ban” isn't a setting here. | Move it above the first line in brackets"),
        ("[files.'*.md']\npacks = 'a'", "2:1 “packs” isn't a setting here. | Move it above the first line in"),
        ("[rules]\nseverity = 'error'", "2:1 “severity” isn't a rule's id with settings below it. | Write [rules."),
        ("[rules.a.b]\nenabled = false", '1:8 A rule\'s id must be in quotes. | Write [rules."a/b"].'),
        ("[platforms.twiter]\nban = 'a'", "1:12 “twiter” isn't a platform."),
        ("[platforms]\nx = 'a'", "2:1 “x” must be a table. | Write a line [platforms.x]"),
        ("[platforms.x]\nplatform = 'x'", "2:1 “platform” isn't a setting here."),
        ("[platforms.x]\npacks = ['x']", "2:1 “packs” isn't a setting here."),
        ("[files]\n'*.md' = 1", "2:1 “*.md” must be a table. | Write a line [files.\"*.md\"]"),
        ("[files.'*.md']\nmodel = 'none'", "2:1 “model” isn't a setting here."),
        ("[files.'*.md'.rules.'a/b']\nweigth = 3", "2:1 “weigth” isn't a setting here. | Did you mean “weight”?"),
    ],
)  # fmt: skip
@pytest.mark.usefixtures("_own")
def test_a_mistake_is_answered_at_its_place(text: str, expected: str, write: Write) -> None:
    (mistake,) = told(write(text))
    assert mistake.startswith(expected)


@pytest.mark.parametrize(
    "text",
    [
        "a" + ".a" * 90_000 + " = 1",
        '"\\"".' + "'x'." * 40_000 + "a = 1",
        "[[a]]\n" * 30_000,
        "".join(f"key{index} = 1\n" for index in range(12_000)),
        "ban = [" + ", ".join(f"'word{index}'" for index in range(11_000)) + "]",
        '"' + '\\"' * 90_000 + "." * 200,
    ],
    ids=["dotted", "quoted", "tables", "unknown", "phrases", "unclosed"],
)
def test_no_file_of_settings_has_too_many_mistakes_told(text: str, write: Write) -> None:
    assert len(told(write(text))) <= 101


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("platform = linkedin", "1:12 This isn't valid TOML: invalid value. | Put texts in quotes"),
        ("ban = [“cheap”]", "1:8 This isn't valid TOML: invalid value. | TOML needs straight quotes"),
        (
            "[rules.pushiness/hurry]",
            "1:17 This isn't valid TOML: expected ']' at the end of a table declaration. | Close",
        ),
        (
            "platform",
            "1:9 This isn't valid TOML: expected '=' after a key in a key/value pair. | Write a setting as key = value",
        ),
        (
            'a = "x\nb = 1',
            "1:7 This isn't valid TOML: illegal character '\\n'. | Add the closing quote. A text in simple quotes must end on its",
        ),
        ("a = 1\na = 2", "2:6 This isn't valid TOML: cannot overwrite a value. | This key is in the file twice"),
        ("[x]\n[x]", "2:3 This isn't valid TOML: cannot declare ('x',) twice. | This table is in the file twice"),
        ("a = [1", "1:7 This isn't valid TOML: unclosed array. | Add the closing bracket"),
        ("a = " + "[" * 5_000, "0:0 Lists, tables or keys are nested too deeply here"),
    ],
)
def test_toml_that_does_not_parse(text: str, expected: str, write: Write) -> None:
    (mistake,) = told(write(text))
    assert mistake.startswith(expected)


@pytest.mark.usefixtures("_own")
def test_all_mistakes_are_told_at_once_in_the_order_of_the_file(write: Write) -> None:
    mistakes = told(
        write(WHOLE.replace('"LinkedIn"', "3").replace("port = 8000", "port = 'a'").replace("remove", "rmove"))
    )
    assert [mistake.split(" ")[0] for mistake in mistakes] == ["1:12", "15:8", "25:1", "31:12"]


def test_a_rule_that_is_switched_off_by_its_severity_is_told_how_to(write: Write) -> None:
    (mistake,) = told(write("[rules.'a/b']\nseverity = 'off'"))
    assert mistake.endswith("To switch the rule off, write enabled = false.")


def test_a_mistake_shows_its_line_as_a_compiler_does(write: Write) -> None:
    path = write('reading-level = 9\nplatform = "linkdin"\n')
    with pytest.raises(ConfigError) as refused:
        read_config(path)
    assert str(refused.value) == (
        f"{path}:2:12: “linkdin” isn't a platform.\n"
        '  2 | platform = "linkdin"\n'
        "                 ^^^^^^^^^\n"
        "  Did you mean “linkedin”?"
    )


def test_places_in_a_pyproject_are_those_of_the_whole_file(write: Write) -> None:
    path = write("[project]\nname = 'x'\n\n[tool.softsell]\nplatfrom = 'x'\n", "pyproject.toml")
    assert told(path) == ["5:1 “platfrom” isn't a setting here. | Did you mean “platform”?"]


def test_files_that_can_not_be_read(write: Write, tmp_path: Path) -> None:
    assert told(tmp_path / "no.toml")[0].startswith("0:0 This file doesn't exist.")
    assert told(tmp_path)[0].startswith("0:0 This file can't be read:")
    large = write("#" * 600_000)
    assert told(large)[0].startswith("0:0 This file is too large for settings.")
    large.write_bytes("# fine\nbrand = 'caf\u00e9'".encode("latin-1"))
    assert told(large)[0].startswith("2:1 This file isn't UTF-8 text.")


def test_windows_line_ends_and_a_byte_order_mark_do_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "softsell.toml"
    path.write_bytes(b"\xef\xbb\xbfreading-level = 9\r\nplatfrom = 'x'\r\n")
    assert told(path) == ["2:1 “platfrom” isn't a setting here. | Did you mean “platform”?"]


# settings of a request


def test_a_request_says_the_same_keys() -> None:
    config = parse_settings(
        {
            "platform": "x",
            "brand": "Joe's",
            "reading_level": 8,
            "rules": {"a/b": {"at_most": 2}},
            "platforms": {"x": {"ban": ["y"]}},
        }
    )
    assert config == Config(
        platform="x",
        brands=("Joe's",),
        reading_level=8,
        rules={"a/b": RuleSettings(at_most=2)},
        platforms={"x": Layer(ban=("y",))},
    )


@pytest.mark.parametrize("key", ["packs", "model", "trust", "files", "server"])
def test_a_request_can_not_reach_files_or_the_server(key: str) -> None:
    with pytest.raises(ConfigError, match=f"“{key}” can't be set by a request"):
        parse_settings({key: {}})


def test_a_mistake_in_a_request_names_the_key() -> None:
    with pytest.raises(ConfigError) as refused:
        parse_settings({"platfrom": "x", "rules": {"a/b": {"weight": "much"}}, "ban": ["a"] * 1_001})
    messages = str(refused.value)
    assert "settings: platfrom: “platfrom” isn't a setting here.\n  Did you mean “platform”?" in messages
    assert "settings: rules.a/b.weight: “weight” can't have this value." in messages
    assert "settings: ban: The settings have more than 1,000 phrases." in messages


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=10,
)
KEYS = [
    "platform",
    "brand",
    "audience",
    "reading-level",
    "allow",
    "select",
    "rules",
    "platforms",
    "files",
    "severity",
    "x",
]


@given(st.dictionaries(st.sampled_from(KEYS), json_values))
def test_any_request_is_settings_or_a_config_error(request_settings: dict[str, object]) -> None:
    try:
        assert isinstance(parse_settings(request_settings), Config)
    except ConfigError as error:
        assert all(mistake.message for mistake in error.diagnostics)


TOKENS = [*"[]{}\"'=\n#.,\\\x00é😀", "[[", '"""', "nan", "1e999"]


@settings(max_examples=300, deadline=None)
@given(st.integers(0, 2**32), st.integers(1, 5))
def test_mutated_settings_give_settings_or_a_config_error(
    tmp_path_factory: pytest.TempPathFactory, seed: int, times: int
) -> None:
    chance = random.Random(seed)
    text = WHOLE.replace("x-not", "blog")
    for _ in range(times):
        start = chance.randrange(len(text))
        text = text[:start] + chance.choice([*TOKENS, ""]) + text[start + chance.choice([0, 0, 1, 8]) :]
    path = tmp_path_factory.getbasetemp() / "mutated.toml"
    path.write_text(text, encoding="utf-8", newline="")
    try:
        assert isinstance(read_config(path), Config)
    except ConfigError as error:
        for mistake in error.diagnostics:
            assert mistake.message
            assert not mistake.excerpt or 1 <= mistake.column <= len(mistake.excerpt) + 1


# layers


def test_settings_for_files_are_seen_from_the_folder_of_the_settings(write: Write, tmp_path: Path) -> None:
    config = read_config(
        write(
            """
            platform = "facebook"
            ignore = ["readability"]

            [files."replies/*"]
            ignore = ["questions"]

            [files."*.li.md"]
            platform = "linkedin"
            select = ["pushiness"]
            """
        )
    )
    plain = config_for_file(tmp_path / "a.md", config)
    assert (plain.platform, plain.ignore) == ("facebook", ("readability",))
    reply = config_for_file(tmp_path / "replies" / "a.md", config)
    assert reply.ignore == ("readability", "questions")
    post = config_for_file(tmp_path / "june" / "a.li.md", config)
    assert (post.platform, post.select) == ("linkedin", ("pushiness",))
    assert config_for_file(tmp_path.parent / "a.li.md", config).platform == "facebook"


def test_for_a_file_alone_the_platforms_are_still_to_come(write: Write, tmp_path: Path) -> None:
    config = read_config(write("[files.'a*']\nban = 'b'\n[platforms.x]\nban = 'c'"))
    for_file = config_for_file(tmp_path / "a.md", config)
    assert for_file.ban == ("b",)
    assert for_file.on_platform("x").ban == ("b", "c")


def test_a_layer_for_a_platform_holds_on_it_and_on_no_other(write: Write, tmp_path: Path) -> None:
    config = read_config(
        write(
            """
            audience = "experts"
            [platforms.x]
            reading-level = 6
            [platforms.x.rules."a/b"]
            at-most = 1
            [platforms.blog]
            audience = "everyone"
            """
        )
    )
    assert config.on_platform(None).reading_level is None
    on_x = config.on_platform("x")
    assert (on_x.audience, on_x.reading_level, on_x.rules) == ("experts", 6, {"a/b": RuleSettings(at_most=1)})
    assert on_x.platforms == {}
    assert config.on_platform("blog").audience == "everyone"


def test_rule_settings_of_layers_are_put_together() -> None:
    config = Config(
        rules={"a/b": RuleSettings(severity="error", add=("x",))},
        platforms={"x": Layer(rules={"a/b": RuleSettings(at_most=2, add=("y",))})},
    )
    assert config.on_platform("x").rules == {"a/b": RuleSettings(severity="error", at_most=2, add=("x", "y"))}


def test_an_audience_in_a_layer_beats_a_reading_level_below_it() -> None:
    config = Config(reading_level=5, platforms={"linkedin": Layer(audience="experts")})
    assert config.on_platform("linkedin").reading_level is None
    assert config.on_platform("x").reading_level == 5


def test_places_of_layers_stay_right(write: Write) -> None:
    config = read_config(write("ignore = ['a']\n[platforms.x]\nignore = ['b']\n"))
    on_x = config.on_platform("x")
    assert on_x.ignore == ("a", "b")
    assert [on_x.place_of("ignore", name).line for name in ("a", "b")] == [1, 3]
