"""``/v1/history``: nothing is written before the user's yes, and never for a draft that is merely checked."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from softsell.config.config import Config
from softsell.config.load import read_config
from softsell.config.locate import user_config_path
from softsell.feed.history import FILE, SECRET, History, Kept
from softsell.web.api.feed_models import RecentAnswer, SentAnswer, SwitchAnswer
from softsell.web.api.history import _say_earlier
from softsell.web.reload import LiveSetup

if TYPE_CHECKING:
    from tests.web.conftest import Reply, RunningServer, Start

SALE = "Last chance! {} off all mugs in the shop until Sunday at midnight, so order yours at https://shop.example now."
RAIN = (
    "The rain filled the barrel, the cat moved in, and the neighbours brought cake for the people who built the wall."
)


@pytest.fixture
def keeping(start: Start, tmp_path: Path) -> Iterator[RunningServer]:
    """A server whose user has said yes."""
    with start(tmp_path / "state", LiveSetup(Config(history=True), clock=time.monotonic)) as running:
        yield running


def files(server: RunningServer) -> set[str]:
    return {str(path.relative_to(server.state)) for path in server.state.rglob("*") if path.is_file()}


def send(server: RunningServer, text: str, **more: Any) -> Reply:
    return server.ask("POST", "/v1/history", {"text": text, **more}, token=server.owner)


def recent(server: RunningServer, **more: Any) -> Any:
    return server.ask("POST", "/v1/history/recent", more, token=server.owner).json


def test_nothing_is_written_before_the_yes(fresh_server: RunningServer) -> None:
    before = files(fresh_server)
    reply = send(fresh_server, RAIN, platform="x", site="x.com")
    assert (reply.status, reply.json["type"]) == (409, "urn:softsell:problem:history-off")
    assert "history = true" in reply.json["detail"]
    answer = recent(fresh_server, platform="x", text=RAIN)
    RecentAnswer.model_validate(answer)
    assert answer["on"] is False
    assert files(fresh_server) == before


def test_a_draft_that_is_merely_checked_isnt_kept(keeping: RunningServer) -> None:
    before = files(keeping)
    assert keeping.check(RAIN).status == 200
    assert keeping.ask("POST", "/v1/feed", {"posts": [{"text": RAIN}]}, token=keeping.owner).status == 200
    assert recent(keeping, text=RAIN)["on"] is True
    assert files(keeping) == before


def test_a_post_that_was_sent_is_kept_without_its_text(keeping: RunningServer) -> None:
    reply = send(keeping, RAIN, platform="Twitter", site="x.com", reply_to="How was the rain?")
    assert reply.status == 200
    SentAnswer.model_validate(reply.json)
    assert reply.json["kept"] is True
    assert {FILE, SECRET} <= files(keeping)
    (kept,) = History(keeping.state).last(5)
    assert (kept.platform, kept.site, kept.reply, kept.text) == ("x", "x.com", True, None)
    assert set(kept.scores) >= {"pushiness", "self-focus"}
    assert (kept.measures["words"] or 0) > 10
    for path in keeping.state.rglob("*"):
        assert not path.is_file() or b"barrel" not in path.read_bytes()


def test_the_text_is_kept_only_if_that_is_wanted_too(start: Start, tmp_path: Path) -> None:
    with start(tmp_path / "state", LiveSetup(Config(history=True, history_text=True), clock=time.monotonic)) as running:
        assert send(running, RAIN).status == 200
        assert History(running.state).last(1)[0].text == RAIN


def test_the_card_can_say_how_many_of_the_last_five_sell(keeping: RunningServer) -> None:
    for number in ("Ten", "Fifteen", "Twenty", "Thirty"):
        send(keeping, SALE.format(number), platform="linkedin")
    send(keeping, RAIN, platform="linkedin")
    send(keeping, RAIN, platform="x")
    answer = recent(keeping, platform="linkedin", text=SALE.format("Forty"))
    assert answer["line"] == "4 of your last 5 posts on LinkedIn sell"
    assert answer["sells"] == {"count": 4, "of": 5}
    assert answer["earlier"]["platform"] == "linkedin"
    assert answer["earlier"]["days"] == 0
    assert answer["earlier"]["line"] == "Nearly the same as your post from today"
    assert recent(keeping, platform="x") == {
        "on": True,
        "sells": {"count": 0, "of": 1},
        "asks": {"count": 0, "of": 1},
        "line": None,
        "earlier": None,
    }


@pytest.mark.parametrize(
    ("sent", "reply", "line"),
    [
        ((2026, 11, 26), False, "Nearly the same as your post from today"),
        ((2026, 11, 25), True, "Nearly the same as your reply from yesterday"),
        ((2026, 11, 3), False, "Nearly the same as your post of 3 November"),
        ((2025, 11, 3), False, "Nearly the same as your post of 3 November 2025"),
    ],
)
def test_an_earlier_post_is_told_by_its_day(sent: tuple[int, int, int], reply: bool, line: str) -> None:
    moment = int(datetime(*sent, 12).astimezone().timestamp())
    earlier = Kept(1, moment, "x", "x.com", reply, "story", False, False, False)
    assert _say_earlier(earlier, "x", date(2026, 11, 26)) == line
    assert _say_earlier(earlier, "linkedin", date(2026, 11, 26)) == f"{line} on X"


def test_the_line_counts_in_the_singular(keeping: RunningServer) -> None:
    for text in (SALE.format("Ten"), RAIN, "The kiln is cold today, so we sat on the step and drank tea with Ana."):
        send(keeping, text, platform="x")
    assert recent(keeping, platform="x")["line"] == "1 of your last 3 posts on X sells"


def test_the_same_post_twice_is_kept_once(keeping: RunningServer) -> None:
    assert send(keeping, RAIN, platform="x").json["kept"] is True
    assert send(keeping, RAIN, platform="x").json["kept"] is False


def test_a_no_in_the_settings_holds_at_once(start: Start, tmp_path: Path) -> None:
    own = tmp_path / "softsell.toml"
    own.write_text("yes")
    said = {"history": True}
    setup = LiveSetup(
        Config(history=True),
        load_config=lambda: Config(history=said["history"]),
        config_files=[own],
        clock=time.monotonic,
    )
    with start(tmp_path / "state", setup) as running:
        assert send(running, RAIN).status == 200
        said["history"] = False
        own.write_text("no, not any more")
        assert send(running, SALE.format("Ten")).status == 409
        assert len(History(running.state).last(5)) == 1


def test_wrong_requests(keeping: RunningServer) -> None:
    assert send(keeping, RAIN, platform="myspace").status == 400
    assert send(keeping, "a" * 100_001).status == 413
    assert send(keeping, RAIN, site="x" * 101).status == 400
    assert keeping.ask("POST", "/v1/history", {"text": RAIN}).status == 401
    assert keeping.ask("POST", "/v1/history/recent", {}).status == 401


def test_a_damaged_history_is_told(keeping: RunningServer) -> None:
    (keeping.state / FILE).write_bytes(b"not a database" * 100)
    reply = send(keeping, RAIN)
    assert reply.status == 400
    assert "softsell history delete --all" in reply.json["detail"]


@pytest.fixture
def own(start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[RunningServer]:
    """A server that uses its user's own settings."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    path = user_config_path()

    def load() -> Config:
        return read_config(path) if path.exists() else Config()

    setup = LiveSetup(load(), load_config=load, config_files=[path], clock=time.monotonic)
    with start(tmp_path / "state", setup) as running:
        yield running


def switch(server: RunningServer, **wanted: bool) -> Any:
    if not wanted:
        return server.ask("GET", "/v1/history/switch", headers=server.enter()).json
    reply = server.ask("PUT", "/v1/history/switch", wanted, headers=server.enter())
    assert reply.status == 200
    SwitchAnswer.model_validate(reply.json)
    return reply.json


def test_the_user_turns_it_on_and_off_in_person(own: RunningServer) -> None:
    assert (switch(own)["on"], switch(own)["posts"]) == (False, 0)
    assert not user_config_path().exists()
    assert switch(own, on=True)["on"] is True
    assert send(own, RAIN).status == 200
    (kept,) = History(own.state).last(5)
    assert kept.text is None
    assert switch(own, on=True, text=True) == {"on": True, "text": True, "posts": 1, "path": str(user_config_path())}
    assert send(own, SALE.format("Ten")).status == 200
    assert History(own.state).last(1)[0].text is not None
    after = switch(own, on=False)
    assert (after["on"], after["text"], after["posts"]) == (False, False, 2)
    assert send(own, SALE.format("Forty")).status == 409
    assert read_config(user_config_path()).history is False
    _, script = own.services.tokens.create("a script", "script")
    assert own.ask("PUT", "/v1/history/switch", {"on": True}, token=script).status == 403


def test_the_user_deletes_it_in_person(own: RunningServer) -> None:
    switch(own, on=True)
    assert send(own, RAIN).status == 200
    _, script = own.services.tokens.create("a script", "script")
    assert own.ask("POST", "/v1/history/delete", {}, token=script).status == 403
    assert switch(own)["posts"] == 1
    reply = own.ask("POST", "/v1/history/delete", {}, headers=own.enter())
    SwitchAnswer.model_validate(reply.json)
    assert (reply.status, reply.json["on"], reply.json["posts"]) == (200, True, 0)
    assert not History(own.state).exists
    # It begins anew.
    assert send(own, RAIN).json["kept"] is True
    assert own.ask("POST", "/v1/history/delete", {}, headers=own.enter()).json["posts"] == 0
    assert own.ask("POST", "/v1/history/delete", {}, headers=own.enter()).status == 200


def test_the_switch_keeps_what_else_stands_in_the_file(own: RunningServer) -> None:
    path = user_config_path()
    path.parent.mkdir(parents=True)
    path.write_text(
        '# ours\nban = ["cheap"] # never\n\n[server]\nport = 7400 # the usual one is taken\nhistory_text = true\n'
    )
    assert switch(own, on=True)["text"] is False
    assert path.read_text() == (
        '# ours\nban = ["cheap"] # never\n\n[server]\nport = 7400 # the usual one is taken\nhistory_text = false\nhistory = true\n'
    )
    path.write_text('[files."*.md"]\nban = ["x"]\n')
    assert switch(own, on=True)["on"] is True
    assert switch(own, on=False)["on"] is False
    path.write_text("server.port = 7400\n")
    assert switch(own, on=True)["on"] is True
    assert read_config(path).port == 7400


def test_a_file_with_mistakes_stays_as_it_is(own: RunningServer) -> None:
    path = user_config_path()
    path.parent.mkdir(parents=True)
    path.write_text("ban = [\n")
    reply = own.ask("PUT", "/v1/history/switch", {"on": True}, headers=own.enter())
    assert reply.status == 400
    assert path.read_text() == "ban = [\n"
