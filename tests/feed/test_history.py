"""The history: what is kept, what isn't, and who can read it."""

from __future__ import annotations

import os
import sqlite3
import stat
import threading
from pathlib import Path

import pytest
from tests.feed.test_figures import post

from softsell.feed import history as module
from softsell.feed.history import FILE, SECRET, History, HistoryError, Sent, as_dict

TEXT = "Last chance! Twenty off all mugs in the shop until Sunday at midnight, so order yours before they are gone."


def sent(text: str = TEXT, platform: str | None = "x", *, promotion: float | None = 0.9, reply: bool = False) -> Sent:
    made = post(0, text=text, promotion=promotion, reply=reply)
    return Sent(made, platform, "x.com", "offer", {"pushiness": 40.0}, {"words": 20.0, "promotion": promotion})


def test_looking_creates_nothing(tmp_path: Path) -> None:
    history = History(tmp_path)
    assert history.last(5) == []
    assert list(history.all()) == []
    assert history.like(TEXT) is None
    assert history.delete(before=10**9) == 0
    assert history.delete_all() is False
    assert list(tmp_path.iterdir()) == []


def test_a_post_is_kept_without_its_text(tmp_path: Path) -> None:
    history = History(tmp_path)
    number = history.keep(sent(), with_text=False, now=1_000_000)
    (kept,) = history.last(5)
    assert (kept.id, kept.time, kept.platform, kept.site) == (number, 1_000_000, "x", "x.com")
    assert (kept.sells, kept.scores, kept.text) == (True, {"pushiness": 40.0}, None)
    assert "text" not in as_dict(kept)
    for file in tmp_path.iterdir():
        held = file.read_bytes().lower()
        assert not any(word.encode() in held for word in ("twenty", "mugs", "sunday", "midnight"))


def test_the_text_is_kept_if_the_user_says_so(tmp_path: Path) -> None:
    history = History(tmp_path)
    history.keep(sent(), with_text=True)
    assert history.last(1)[0].text == TEXT


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such rights")
def test_only_the_user_can_read_it(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        History(tmp_path).keep(sent(), with_text=False)
    finally:
        os.umask(before)
    assert {file.name: stat.S_IMODE(file.stat().st_mode) for file in tmp_path.iterdir()} == {FILE: 0o600, SECRET: 0o600}


def test_the_same_post_a_moment_later_is_the_same_post(tmp_path: Path) -> None:
    history = History(tmp_path)
    assert history.keep(sent(), with_text=False, now=1_000) is not None
    assert history.keep(sent(TEXT + " 🌿"), with_text=False, now=1_060) is None
    assert history.keep(sent(platform="linkedin"), with_text=False, now=1_060) is not None
    assert history.keep(sent(), with_text=False, now=1_000 + 86_400) is not None


def test_sameness_is_seen_across_weeks_without_the_text(tmp_path: Path) -> None:
    history = History(tmp_path)
    history.keep(sent(), with_text=False, now=1_000)
    history.keep(sent("The rain filled the barrel and the cat moved in."), with_text=False, now=2_000)
    again = history.like(TEXT.replace("mugs", "bowls").replace("Twenty", "Thirty"))
    assert again is not None
    assert again.time == 1_000
    assert history.like("How do you keep bread fresh for a whole week in summer?") is None


def test_another_secret_knows_nothing(tmp_path: Path) -> None:
    history = History(tmp_path)
    history.keep(sent(), with_text=False)
    (tmp_path / SECRET).write_bytes(b"x" * 32)
    assert history.like(TEXT) is None
    (tmp_path / SECRET).unlink()
    assert history.like(TEXT) is None


def test_the_last_posts_by_platform_without_replies(tmp_path: Path) -> None:
    history = History(tmp_path)
    for number, platform in enumerate(("x", "linkedin", "x")):
        history.keep(sent(f"{TEXT} Number {number} of {platform}.", platform), with_text=False, now=number * 1_000)
    history.keep(sent("Yes, until six.", reply=True), with_text=False, now=9_000)
    assert [kept.time for kept in history.last(5, platform="x", replies=False)] == [2_000, 0]
    assert [kept.reply for kept in history.last(1)] == [True]


def test_deleting(tmp_path: Path) -> None:
    history = History(tmp_path)
    numbers = [history.keep(sent(f"Post {word}."), with_text=True, now=day * 86_400) for day, word in enumerate("abcd")]
    assert history.delete(number=numbers[3]) == 1
    assert history.delete(before=2 * 86_400) == 2
    assert [kept.text for kept in history.all()] == ["Post c."]
    assert history.delete_all() is True
    assert list(tmp_path.iterdir()) == []


def test_what_is_deleted_is_gone_from_the_file(tmp_path: Path) -> None:
    history = History(tmp_path)
    number = history.keep(sent("A word like rhubarbcrumble stands out."), with_text=True)
    assert b"rhubarbcrumble" in history.path.read_bytes()
    history.delete(number=number)
    assert b"rhubarbcrumble" not in history.path.read_bytes()


def test_the_oldest_go_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_POSTS", 3)
    history = History(tmp_path)
    for day in range(5):
        history.keep(sent(f"Post number {'abcde'[day]}."), with_text=False, now=day * 86_400)
    assert [kept.time // 86_400 for kept in history.all()] == [2, 3, 4]


def test_several_programs_may_keep_at_once(tmp_path: Path) -> None:
    faults: list[BaseException] = []

    def keep(name: str) -> None:
        try:
            for day in range(5):
                History(tmp_path).keep(sent(f"Post {name} {'abcde'[day]}."), with_text=False)
        except BaseException as error:
            faults.append(error)

    threads = [threading.Thread(target=keep, args=(name,)) for name in ("one", "two", "three")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    assert len(History(tmp_path).last(100)) == 15


def test_a_damaged_file_is_told_with_the_way_out(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"not a database" * 100)
    history = History(tmp_path)
    for use in (lambda: history.last(1), lambda: history.keep(sent(), with_text=False), lambda: list(history.all())):
        with pytest.raises(HistoryError, match="softsell history delete --all"):
            use()
    assert history.delete_all() is True


def test_a_newer_file_is_left_alone(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / FILE) as database:
        database.execute("PRAGMA user_version = 99")
    database.close()
    with pytest.raises(HistoryError, match="newer softsell"):
        History(tmp_path).keep(sent(), with_text=False)
