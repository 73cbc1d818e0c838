"""Suggested questions: made from the draft, put where they belong, and questions that count."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from softsell.checks.finding import Finding, Fix
from softsell.checks.suggestions.questions import fill
from softsell.config import Config
from softsell.engine.engine import Engine
from softsell.engine.report import Report
from softsell.packs import load_builtin
from softsell.platforms import PLATFORMS, count, profile

ENGINE = Engine(Config(model="none"))
DRAFTS = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "examples/platforms/drafts.jsonl").read_text(encoding="utf-8").splitlines()
]
ABOUT_QUESTIONS = {
    "no-question",
    "sales-hook",
    "empty-question",
    "closed-question",
    "many-questions",
    "buried-question",
}


def check(text: str, platform: str | None = None, reply_to: str | None = None) -> Report:
    return ENGINE.check(text, platform=platform, reply_to=reply_to)


def missing(report: Report) -> Finding | None:
    return next((finding for finding in report.findings if finding.rule == "questions/no-question"), None)


def offered(text: str, platform: str | None = None) -> list[str]:
    finding = missing(check(text, platform))
    return [fix.text.strip() for fix in finding.fixes] if finding else []


def applied(text: str, fix: Fix) -> str:
    return text[: fix.span.start] + fix.text + text[fix.span.end :]


def all_questions() -> Iterator[str]:
    values = {
        "noun": "soup", "one": "soup", "many": "plums", "thing": "leek soup", "things": "blue plums", "i": "we", "them": "her",
        "person": "her", "number": "nine", "count": "five",
        "event": "seed swap", "day": "on Saturday", "task": "keep basil alive", "doing": "writing alt text",
        "group": "Knitters", "mistake": "watering their cactus every day", "tip": "paint",
        "behind": "sea swimming", "name": "Ann",
    }  # fmt: skip
    for questions in (pack.questions for pack in load_builtin()):
        for told in questions.told:
            yield fill(told.ask, **values)
        for topic in questions.topics.values():
            yield from (fill(question, **values) for question in topic.ask)
            if topic.choice:
                yield fill(topic.choice, list="rye, spelt or wheat")
        yield from questions.long_ago


def test_there_are_ten_drafts_for_each_platform_that_has_some() -> None:
    counted = Counter(draft["platform"] for draft in DRAFTS)
    assert set(counted.values()) == {10}
    assert set(counted) <= set(PLATFORMS)


@pytest.mark.parametrize("draft", DRAFTS, ids=lambda draft: f"{draft['platform']}: {draft['text'][:30]}")
def test_each_suggested_question_mends_the_draft(draft: dict[str, str]) -> None:
    text, platform = draft["text"], draft["platform"]
    before = check(text, platform)
    finding = missing(before)
    for fix in finding.fixes if finding else ():
        after = check(applied(text, fix), platform)
        hooks = {f.rule for f in before.findings} | {"questions/real-question"}
        assert missing(after) is None
        assert {f.rule for f in after.findings if f.rule.startswith("questions/")} <= hooks
        assert after.measures["invitations"] > 0
        assert (after.scores["questions"] or 0) < (before.scores["questions"] or 0)
        assert after.measures["over_limit"] == 0


@pytest.mark.parametrize("draft", DRAFTS, ids=lambda draft: f"{draft['platform']}: {draft['text'][:30]}")
def test_the_questions_score_is_only_worse_where_a_finding_says_so(draft: dict[str, str]) -> None:
    report = check(draft["text"], draft["platform"])
    told = [finding for finding in report.findings if finding.dimension == "questions" and not finding.positive]
    assert (report.scores["questions"] == 0) is not bool(told)


QUIET = [d for d in DRAFTS if not d["question_wanted"] and not d["text"].startswith("How do you store")]


@pytest.mark.parametrize("draft", QUIET, ids=lambda draft: draft["text"][:40])
def test_quiet_on_thanks_notices_replies_prices_and_what_already_asks(draft: dict[str, str]) -> None:
    assert offered(draft["text"], draft["platform"]) == []


@pytest.mark.parametrize("question", sorted(set(all_questions())))
@pytest.mark.parametrize(
    "before",
    ["The oven is warm again and the cat sleeps on it.", "Order the rye online today, our sale ends on Friday."],
)
def test_every_question_invites_in_a_post_that_sells_too(question: str, before: str) -> None:
    report = check(f"{before} {question}")
    assert report.measures["invitations"] == 1
    assert report.measures["sales_questions"] == 0


def test_every_built_in_topic_has_nouns_and_questions() -> None:
    packs = [pack.questions for pack in load_builtin()]
    told = {told.about for questions in packs for told in questions.told}
    topics = {name: topic for questions in packs for name, topic in questions.topics.items()}
    assert len(topics) > 20
    assert all(topic.nouns and (topic.ask or topic.choice or name in told) for name, topic in topics.items())
    assert told <= {"", *topics}


class TestMadeFromTheDraft:
    def test_the_drafts_own_list_becomes_a_choice(self) -> None:
        text = "Pumpkin soup, cheese scones and apple cake in the café today. The rain can do what it wants."
        assert offered(text) == ["Which would you have first: pumpkin soup, cheese scones or apple cake?"]

    def test_a_row_within_a_sentence_becomes_a_choice_without_what_the_things_come_with(self) -> None:
        text = "Our lunch on Friday comes from Lisbon: a bean stew, clams with lemon, and an egg tart the size of a saucer."
        assert offered(text) == ["Which would you have first: the bean stew, the clams or the egg tart?"]

    def test_a_thing_that_is_cut_off_is_in_no_choice(self) -> None:
        text = "The small menu is new. Carrot soup, cheese scones, apple cake and a tiny Sunday roast for the smallest."
        assert not [question for question in offered(text) if "tiny?" in question]

    def test_a_name_with_an_ampersand_is_never_torn(self) -> None:
        text = (
            "Three new pots on the counter from tonight. Yellow Coconut Curry, Spicy Lentil Curry, Sweet & Sour Soup."
        )
        assert not [question for question in offered(text) if "Sweet" in question]

    @pytest.mark.parametrize(
        "text",
        [
            "We made the soup with leeks, potatoes and thyme, and the pot was empty before one of us sat down.",
            "Add the leeks, the potatoes and the thyme, then let it stand until the lid stops rattling at you.",
            "Anna came, saw the three goats and left again with a bucket on her arm and hay in her hair.",
        ],
    )
    def test_a_row_that_nobody_chooses_from_is_no_choice(self, text: str) -> None:
        assert not [question for question in offered(text) if question.startswith("Which would you")]

    def test_takes_up_the_words_that_say_which_kind(self) -> None:
        assert offered("The walnut rye sold out by ten, so a second batch is in the oven.") == [
            "What goes on your first slice of walnut rye?"
        ]

    def test_the_article_fits(self) -> None:
        text = "An owl has moved into the clock tower and the mice of the whole square have moved out."
        assert offered(text) == ["Where did you last see an owl?"]

    def test_a_list_is_counted(self) -> None:
        tips = (
            "Three ways to keep a scarf flat:\n1. Slip the first stitch.\n2. Knit a border.\n3. Press it under a book."
        )
        assert offered(tips) == ["Which of these three do you already do?"]
        assert offered(tips.replace("Three", "Five")) == []
        assert offered("Five tips for a flat scarf are on our board by the door, next to the wool in the basket.") == []

    def test_speaks_of_him_her_it_or_them_as_the_post_does(self) -> None:
        text = "The foal was born on Monday. She weighs as much as a sack of oats, and she hasn't been named yet."
        assert offered(text) == ["What would you call her?"]
        assert offered(text.replace("She", "He").replace("she", "he")) == ["What would you call him?"]
        assert (
            offered("This is Moss, the new foal. She had no name when she came here, and now she listens to it.") == []
        )

    def test_what_is_told_goes_before_what_it_is_about(self) -> None:
        text = "We have tried four ways of keeping slugs off the lettuces this year. Only the torch at five in the morning worked."
        assert offered(text) == ["What has worked for you?"]

    def test_says_i_or_we_as_the_writer_does(self) -> None:
        shown = "Watch me turn this rusty gate hinge into a bottle opener with four heats and one burnt glove."
        assert offered(shown)[0] == "What should I make next?"
        assert offered(shown.replace("me", "us"))[0] == "What should we make next?"

    def test_nothing_is_better_than_something_beside_the_point(self) -> None:
        assert offered("I spent the evening sorting 3,000 screws by length, and the shop is quiet and so am I.") == []

    def test_a_name_that_begins_the_draft_is_no_thing(self) -> None:
        assert (
            offered("Biscuit the terrier swallowed a squeaker on Sunday. The squeaker still works, as we can hear.")
            == []
        )


class TestOnlyWhereTheTopicIsSureAndLight:
    @pytest.mark.parametrize(
        "text",
        [
            "We met at the bakery by the market, had one coffee, and talked about the roof until the lamps went on.",
            "Bring a coat, a torch and good shoes: the path is dark and the last bus leaves at half past ten.",
            "The cups are out, the kettle is on, and somebody found the biscuit tin behind the piano again.",
            "A new deck, no photos. Forty of them in the yard, and the wheels are hard enough for gravel.",
        ],
    )
    def test_a_thing_that_is_only_mentioned_is_no_topic(self, text: str) -> None:
        assert offered(text) == []

    @pytest.mark.parametrize(
        "sad",
        [
            "Our baker died on Sunday.",
            "Her daughter is in hospital with cancer.",
            "Thieves broke in and stole the till, says the police.",
            "The flood took the mill and two houses.",
            "The council votes on the bus line tomorrow.",
            "We pray for rain in the church at nine.",
            "The judge heard the case in March.",
            "Half of the staff were laid off.",
            "Our clients cut their cloud costs with this API.",
            "Like and share if you want one.",
        ],
    )
    def test_never_below_what_is_sad_or_disputed(self, sad: str) -> None:
        rye = "The rye went in at four this morning. By six the whole street smelled of rye."
        assert offered(rye)
        assert offered(f"{rye} {sad}") == []
        assert offered(f"{sad} {rye}") == []

    def test_never_below_the_years_of_a_life(self) -> None:
        assert offered("Our old baker. The rye was his, and nobody baked rye like him. 1940 - 2023") == []

    def test_a_date_to_come_is_asked_who_comes_along(self) -> None:
        text = "The street fair is on Saturday from noon, with a brass band, two goats and a table for your old jars."
        assert offered(text) == ["Who's coming to the street fair on Saturday?"]
        assert offered(text.replace("is on Saturday", "was on Saturday")) == []


class TestWhereItGoes:
    def insertion(self, text: str, platform: str | None = None) -> str:
        finding = missing(check(text, platform))
        assert finding is not None
        return applied(text, finding.fixes[0])

    def test_behind_the_last_sentence(self) -> None:
        text = "The rye went in at four this morning. By six the whole street smelled of it."
        assert self.insertion(text) == f"{text} What goes on your first slice of rye?"

    def test_before_the_closing_hashtags(self) -> None:
        text = "The rye went in at four this morning. By six the whole street smelled of it. #rye #baking"
        assert self.insertion(text).endswith(" What goes on your first slice of rye? #rye #baking")

    def test_with_the_drafts_own_paragraphs(self) -> None:
        text = "The rye went in at four this morning.\n\nBy six the whole street smelled of it.\n\n#rye"
        assert self.insertion(text).endswith("smelled of it.\n\nWhat goes on your first slice of rye?\n\n#rye")

    def test_on_a_line_of_its_own_behind_a_line_without_an_end(self) -> None:
        text = "the rye went in at four this morning and by six the whole street smelled of it"
        assert self.insertion(text) == f"{text}\nwhat goes on your first slice of rye?"

    def test_asks_for_comments_where_people_comment(self) -> None:
        text = "The rye went in at four this morning. By six my whole street smelled of it."
        assert self.insertion(text, "youtube").endswith(
            "What goes on your first slice of rye? Tell me in the comments."
        )

    def test_not_where_it_would_not_fit(self) -> None:
        limit = profile("x").limit or 0
        text = "The rye went in at four this morning. By six the whole street smelled of rye"
        while count(longer := f"{text}, and the children came down in their socks", "x") < limit:
            text = longer
        text = text.ljust(limit - 1) + "."
        assert count(text, "x") == limit
        assert offered(text, "x") == []
        assert offered(text, "facebook") != []


@settings(deadline=None, max_examples=60)
@given(
    st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=200), st.sampled_from((None, *PLATFORMS))
)
def test_takes_any_text(text: str, platform: str | None) -> None:
    assert len(offered(f"{text} The rye went in at four this morning and the street smelled of it.", platform)) <= 1
