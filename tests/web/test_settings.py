"""The settings page's API: reads and writes the user's own softsell.toml, and nothing that isn't the page's to change."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from tests.sharing.packs import write_pack

from softsell.config.config import Config
from softsell.config.load import read_config
from softsell.config.locate import user_config_path
from softsell.config.settings import FEED, LAYER, RULE, SERVER, TABLE_AUTHORS, TOP
from softsell.web.reload import LiveSetup

if TYPE_CHECKING:
    from tests.web.conftest import Reply, RunningServer, Start

FILE = '# ours\nban = ["cheap"] # never\nmodel = "none"\n\n[server]\nport = 7400\n'


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, start: Start) -> Iterator[RunningServer]:
    """A server that uses its user's own settings, as one that starts at login does."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    path = user_config_path()
    path.parent.mkdir(parents=True)
    path.write_text(FILE)

    def load() -> Config:
        return read_config(path) if path.exists() else Config()

    setup = LiveSetup(load(), load_config=load, config_files=[path], clock=time.monotonic)
    with start(tmp_path / "state", setup) as running:
        yield running


def read(server: RunningServer) -> dict[str, Any]:
    reply = server.ask("GET", "/v1/settings", headers=server.enter())
    assert reply.status == 200
    content: dict[str, Any] = reply.json
    return content


def write(server: RunningServer, settings: dict[str, Any], revision: str | None = None) -> Reply:
    body = {"revision": read(server)["revision"] if revision is None else revision, "settings": settings}
    return server.ask("PUT", "/v1/settings", body, headers=server.enter())


def test_every_setting_that_is_the_users_to_change_is_listed(own: RunningServer) -> None:
    content = read(own)
    listed = {name: [one["key"] for one in content[name]] for name in content if name.endswith("definitions")}
    assert listed == {
        "definitions": [one.key for one in LAYER if "user" in one.authors],
        "rule_definitions": [one.key for one in RULE if "user" in one.authors],
        "feed_definitions": [one.key for one in FEED if "user" in one.authors],
    }
    # What runs, what is trusted and what listens isn't for a page. [files] counts from the folder of its file, and nobody
    # keeps posts in the folder of the user's own one.
    assert content["elsewhere"] == ["packs", "model", "trust", "server", "files"]
    keys = {key for several in listed.values() for key in several}
    assert ({one.key for one in (*TOP, *SERVER)} | {"server", "files"}).isdisjoint(keys | set(content["settings"]))
    # Nothing that the user may set is missing in both.
    settable = {one.key for one in (*LAYER, *TOP) if "user" in one.authors}
    settable |= {name for name, authors in TABLE_AUTHORS.items() if "user" in authors}
    assert settable == {*keys.intersection(settable), *content["elsewhere"], "rules", "platforms", "feed"}
    by_platform = {one["key"] for one in content["definitions"] if one["by_platform"]}
    assert by_platform == set(listed["definitions"]) - {"platform", "column"}


def test_goals_and_the_column_of_sheets_are_kept(own: RunningServer) -> None:
    kept = read(own)["settings"]
    changed = {**kept, "column": "Final copy", "feed": {"posts-a-week": 3, "voice": "we"}}
    assert write(own, changed).status == 200
    text = user_config_path().read_text()
    assert 'column = "Final copy"' in text
    assert '[feed]\nposts-a-week = 3\nvoice = "we"\n' in text
    assert read(own)["settings"] == changed
    assert write(own, kept).status == 200
    assert "feed" not in user_config_path().read_text()


def test_rules_are_described_in_words(own: RunningServer) -> None:
    packs = read(own)["packs"]
    rules = [rule for pack in packs for rule in pack["rules"]]
    assert len(rules) > 80
    for rule in rules:
        assert not re.search(r"\{(match|count|bound|value|replacement)\}", rule["says"]), rule
        assert rule["says"]
        assert rule["bad"]
        assert rule["good"]
        assert "/" not in rule["title"]
    by_id = {rule["id"]: rule for rule in rules}
    assert by_id["pushiness/hurry"]["title"] == "Hurry"
    assert by_id["pushiness/hurry"]["phrases"]
    assert {"add", "remove", "severity"} <= set(by_id["pushiness/hurry"]["fits"])
    assert "add" not in by_id["value/jargon"]["fits"]
    assert "at-most" in by_id["readability/long-sentence"]["fits"]


def test_a_change_is_kept_with_its_comments_and_in_use_at_once(own: RunningServer) -> None:
    before = read(own)
    assert before["in_use"]
    settings = before["settings"]
    settings["ban"] = ["cheap", "oven-fresh"]
    settings["rules"] = {"pushiness/hurry": {"enabled": False}}
    reply = write(own, settings)
    assert reply.status == 200
    text = user_config_path().read_text()
    assert "# ours" in text
    assert "# never" in text
    assert 'model = "none"' in text
    assert "port = 7400" in text
    rules = [finding["rule"] for finding in own.check("Hurry! It's oven-fresh.").json["findings"]]
    assert rules == ["custom/banned"]
    undone = own.ask("POST", "/v1/settings/undo", {}, headers=own.enter())
    assert undone.status == 200
    assert user_config_path().read_text() == FILE
    assert not undone.json["can_undo"]
    assert own.ask("POST", "/v1/settings/undo", {}, headers=own.enter()).status == 409


def test_changes_are_undone_one_by_one_back_to_no_file(own: RunningServer) -> None:
    user_config_path().unlink()
    for words in (["a"], ["a", "b"]):
        assert write(own, {"ban": words}).status == 200
    assert read_config(user_config_path()).ban == ("a", "b")
    for left in (("a",), None):
        assert own.ask("POST", "/v1/settings/undo", {}, headers=own.enter()).status == 200
        assert (read_config(user_config_path()).ban if user_config_path().exists() else None) == left


def test_byte_order_mark_and_line_ends_stay(own: RunningServer) -> None:
    before = b'\xef\xbb\xbf# ours\r\nban = ["cheap"]\r\n'
    user_config_path().write_bytes(before)
    assert write(own, {"ban": ["cheap", "oven-fresh"]}).status == 200
    assert user_config_path().read_bytes() == b'\xef\xbb\xbf# ours\r\nban = ["cheap", "oven-fresh"]\r\n'
    assert own.ask("POST", "/v1/settings/undo", {}, headers=own.enter()).status == 200
    assert user_config_path().read_bytes() == before


def test_undo_stops_at_what_was_changed_by_hand(own: RunningServer) -> None:
    assert write(own, {"ban": ["a"]}).status == 200
    by_hand = user_config_path().read_text() + "# by hand\n"
    user_config_path().write_text(by_hand)
    assert write(own, {"ban": ["a", "b"]}).status == 200
    assert own.ask("POST", "/v1/settings/undo", {}, headers=own.enter()).status == 200
    assert own.ask("POST", "/v1/settings/undo", {}, headers=own.enter()).status == 409
    assert user_config_path().read_text() == by_hand


def test_what_is_not_the_pages_to_change_stays(own: RunningServer) -> None:
    sneaky = {"model": "x", "packs": ["y"], "trust": ["z"], "server": {"port": 1}, "files": {"*": {"ban": ["q"]}}}
    assert write(own, {"ban": ["cheap"], **sneaky}).status == 200
    assert user_config_path().read_text() == FILE


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        ({"audience": "martians"}, "audience"),
        ({"rules": {"pushiness/hury": {"enabled": False}}}, "isn't a rule"),
        ({"ban": ["(open"]}, "pattern"),
        ({"platforms": {"x": {"rules": {"value/jargon": {"add": ["a"]}}}}}, "replacements"),
        ({"platforms": {"nowhere": {"ban": ["a"]}}}, "platform"),
        ({"reading-level": 99}, "between"),
    ],
)
def test_mistakes_are_told_and_nothing_is_written(own: RunningServer, settings: dict[str, Any], says: str) -> None:
    reply = write(own, settings)
    assert reply.status == 400
    assert says in reply.json["detail"]
    assert user_config_path().read_text() == FILE


def test_a_file_that_changed_meanwhile_is_not_overwritten(own: RunningServer) -> None:
    revision = read(own)["revision"]
    user_config_path().write_text(FILE + "# by hand\n")
    reply = write(own, {"ban": []}, revision)
    assert reply.status == 409
    assert user_config_path().read_text() == FILE + "# by hand\n"


def test_a_change_can_be_tried_before_it_is_kept(own: RunningServer) -> None:
    body = {"text": "A cheap cake. Hurry!", "settings": {"rules": {"pushiness/hurry": {"enabled": False}}}}
    reply = own.ask("POST", "/v1/settings/try", body, headers=own.enter())
    assert reply.status == 200
    found = {when: {one["rule"] for one in reply.json[when]["findings"]} for when in ("now", "after")}
    assert "custom/banned" in found["now"]
    assert "pushiness/hurry" in found["now"]
    assert {"custom/banned", "pushiness/hurry"}.isdisjoint(found["after"])
    assert user_config_path().read_text() == FILE


def test_shared_settings_are_read_without_what_is_of_another_computer(own: RunningServer) -> None:
    content = read(own)
    assert "server" not in content["shareable"]
    assert "# never" in content["shareable"]
    shared = 'ban = ["free"]\nmodel = "evil"\npacks = ["/etc"]\n[server]\nport = 1\n'
    reply = own.ask("POST", "/v1/settings/import", {"text": shared}, headers=own.enter())
    assert reply.json == {"settings": {"ban": ["free"]}, "left_out": ["model", "packs", "server"]}
    wrong = own.ask("POST", "/v1/settings/import", {"text": "Dear Dana,\nthe soup is on."}, headers=own.enter())
    assert wrong.status == 400
    assert wrong.json["detail"] == (
        "This isn't a file of softsell's settings. Choose the .toml file that somebody exported for you. "
        "(Line 1 can't be read.)"
    )
    assert user_config_path().read_text() == FILE


def test_a_client_may_neither_read_nor_write(own: RunningServer) -> None:
    token = own.pair_extension()
    for method, path in (("GET", ""), ("PUT", ""), ("POST", "/undo"), ("POST", "/import"), ("POST", "/try")):
        assert own.ask(method, f"/v1/settings{path}", None if method == "GET" else {}, token=token).status == 403


def test_a_broken_file_is_told(own: RunningServer) -> None:
    user_config_path().write_text("ban = [\n")
    reply = own.ask("GET", "/v1/settings", headers=own.enter())
    assert reply.status == 400
    assert reply.json["problems"][0]["path"] == str(user_config_path())


def test_a_change_is_tried_with_the_pack_as_it_is_now(own: RunningServer, tmp_path: Path) -> None:
    pack = write_pack(tmp_path / "pack", word="zebra")
    user_config_path().write_text(f"packs = ['{pack}']\n")

    def find() -> set[str]:
        body = {"text": "A gnu and a zebra.", "settings": {}}
        reply = own.ask("POST", "/v1/settings/try", body, headers=own.enter())
        return {one["message"] for one in reply.json["now"]["findings"]}

    assert "“zebra” is found." in find()
    write_pack(pack, word="gnu")
    assert "“gnu” is found." in find()


def test_a_mistake_in_a_pack_is_told_with_its_place(own: RunningServer, tmp_path: Path) -> None:
    pack = write_pack(tmp_path / "pack")
    rules = pack / "rules.yml"
    rules.write_text(rules.read_text().replace("kind: phrase", "kind: phrse"))
    user_config_path().write_text(f"packs = ['{pack}']\n")
    reply = own.ask("GET", "/v1/settings", headers=own.enter())
    assert reply.status == 400
    assert reply.json["detail"] == (
        f"A rule pack has a mistake. {rules}, line 2: “phrse” isn't a kind of rule. Did you mean “phrase”?"
    )
    assert reply.json["problems"][0]["path"] == str(rules)
