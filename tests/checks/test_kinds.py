"""Each kind of rule by what it finds, what it leaves alone, and what its fix makes of the draft."""

from __future__ import annotations

from types import ModuleType
from typing import TYPE_CHECKING, Any

import pytest

from softsell.checks import KINDS, count, phrase, repeat
from softsell.checks.finding import Finding
from softsell.checks.rule import Rule
from softsell.draft import read_text
from softsell.language.reading_builder import read
from softsell.patterns import Compiler

if TYPE_CHECKING:
    from tests.checks.conftest import RunRule


def marked(text: str, findings: list[Finding]) -> list[str | None]:
    return [None if finding.span is None else text[slice(*finding.span)] for finding in findings]


def mended(text: str, finding: Finding) -> str:
    """The text with the finding's first fix applied."""
    fix = finding.fixes[0]
    return text[: fix.span.start] + fix.text + text[fix.span.end :]


class TestWhoSaysIt:
    """Words that the writer doesn't say: quoted, named and denied ones."""

    TEXT = "The driver yelled: hurry up, it's late. You don't have to hurry up. The Hurry Up van is red. Hurry up!"

    def test_patterns_leave_them_alone(self, run_rule: RunRule) -> None:
        for found in (
            run_rule("phrase", self.TEXT, patterns=["hurry up"]),
            run_rule("phrase", self.TEXT, regex=["hurry up"]),
            run_rule("swap", self.TEXT, swap={"hurry up": "come soon"}),
        ):
            assert [finding.span for finding in found] == [(93, 101)]

    @pytest.mark.parametrize(
        ("text", "found"),
        [
            ("1. tap the link in my bio > shop my mugs", 0),
            ("Go to Profile → Shop my mugs", 0),
            ("In the app: Menu › Orders › Shop my mugs", 0),
            ("Shop my mugs > they're 12 pounds on the website", 1),
            ("The kiln is cold → shop my mugs", 1),
            ("The soup is on the menu > board\nShop my mugs", 1),
        ],
    )
    def test_the_label_of_a_menu_is_no_order(self, run_rule: RunRule, text: str, found: int) -> None:
        assert len(run_rule("phrase", text, patterns=["shop my mugs"])) == found

    def test_a_rule_may_ask_for_them(self, run_rule: RunRule) -> None:
        assert len(run_rule("phrase", self.TEXT, patterns=["hurry up"], quoted=True)) == 4
        assert len(run_rule("phrase", self.TEXT, regex=["hurry up"], quoted=True)) == 4

    def test_counts_leave_out_what_others_say_and_keep_what_is_denied(self, run_rule: RunRule) -> None:
        found = run_rule("count", self.TEXT, of=["hurry up"], at_most=1)
        assert [finding.message for finding in found] == ["“” 2 1"]

    def test_who_shouts(self, run_rule: RunRule) -> None:
        text = "My aunt yelled: COME HERE NOW, it is sooo late!!! I said OH DEAR ME."
        assert marked(text, run_rule("shout", text, of="capitals", at_least=2)) == ["OH DEAR ME"]
        assert len(run_rule("shout", text, of="capitals", at_least=2, quoted=True)) == 2
        assert run_rule("shout", text, of="marks", at_least=2) == []
        assert run_rule("shout", text, of="stretched") == []

    def test_styled_letters_are_hard_to_read_whoever_says_them(self, run_rule: RunRule) -> None:
        assert len(run_rule("shout", "My aunt yelled: 𝗰𝗼𝗺𝗲 here!", of="styled")) == 1

    @pytest.mark.parametrize(
        ("kind", "options", "hits"),
        [
            (phrase, {"patterns": ["hurry up"]}, 1),
            (count, {"of": ["hurry up"], "at_most": 0}, 2),
            (repeat, {"of": "pattern", "patterns": ["hurry up"]}, 4),
        ],
    )
    def test_a_kind_says_itself_which_words_count(self, kind: ModuleType, options: dict[str, Any], hits: int) -> None:
        """What all kinds share doesn't know their names, so a new kind is whole in its own file."""
        compiler = Compiler()
        check = kind.compile(Rule("test/rule", "new-kind", options, "warning", 5, "It hurries.", "Because."), compiler)
        reading = read(read_text(self.TEXT))
        assert len(check.hits.find(reading, compiler.compile().match(reading))) == hits


class TestPhrase:
    def test_finds_its_patterns_and_says_what_it_found(self, run_rule: RunRule) -> None:
        text = "Hurry up, the buns are warm."
        findings = run_rule("phrase", text, patterns=["hurry up?"])
        assert marked(text, findings) == ["Hurry up"]
        assert findings[0].message == "“Hurry up” 0 0"

    def test_leaves_an_exception_alone(self, run_rule: RunRule) -> None:
        text = "It was her last chance to qualify. Last chance to see us."
        findings = run_rule("phrase", text, patterns=["last chance to <verb>"], unless=("her last chance",))
        assert marked(text, findings) == ["Last chance to see"]

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("Hurry, the oven is hot.", "The oven is hot."),
            ("HURRY! Soup is on.", "Soup is on."),
            ("Soup is on. Hurry!!!", "Soup is on."),
            ("Soup is on, hurry up!", "Soup is on!"),
            ("Soup is on\nHurry up\nSee you", "Soup is on\nSee you"),
        ],
    )
    def test_takes_a_clause_out_and_leaves_whole_sentences(self, run_rule: RunRule, text: str, expected: str) -> None:
        assert mended(text, run_rule("phrase", text, patterns=["hurry up?"], fix="")[0]) == expected

    @pytest.mark.parametrize("text", ["The hot oven, hurry.", "Come in, hurry up and eat.", "Hurry!"])
    def test_takes_nothing_out_that_would_leave_a_torn_sentence_or_nothing(self, run_rule: RunRule, text: str) -> None:
        assert run_rule("phrase", text, patterns=["hurry up?"], fix="")[0].fixes == ()

    def test_looks_only_where_its_scope_lies(self, run_rule: RunRule) -> None:
        text = "We bake. Today we bake rye. See how we bake."
        assert len(run_rule("phrase", text, patterns=["we"])) == 3
        assert marked(text, run_rule("phrase", text, patterns=["<we>"], scope="draft-start")) == ["We"]
        assert len(run_rule("phrase", text, patterns=["we"], scope="sentence-start")) == 1
        assert [finding.span for finding in run_rule("phrase", text, patterns=["we"], scope="closing")] == [(36, 38)]

    def test_looks_only_among_the_first_words(self, run_rule: RunRule) -> None:
        text = "See us. The oven is warm, see us."
        assert [f.span for f in run_rule("phrase", text, patterns=["see us"], first_words=5)] == [(0, 6)]
        assert len(run_rule("phrase", text, patterns=["see us"], first_words=7)) == 2

    def test_looks_only_behind_so_many_words(self, run_rule: RunRule) -> None:
        text = "See us. The oven is warm, see us."
        assert [f.span for f in run_rule("phrase", text, patterns=["see us"], after_words=6)] == [(26, 32)]
        assert len(run_rule("phrase", text, patterns=["see us"], after_words=7)) == 0
        assert len(run_rule("phrase", text, regex=["see us"], after_words=3)) == 1

    def test_looks_only_in_the_kinds_of_sentence_it_names(self, run_rule: RunRule) -> None:
        text = "Who wants a bun? A bun is warm."
        assert [f.span for f in run_rule("phrase", text, patterns=["bun"], sentences=["question"])] == [(12, 15)]

    def test_reads_regexes_on_the_text_as_written(self, run_rule: RunRule) -> None:
        text = "Ends in 02:14:33 sharp."
        assert marked(text, run_rule("phrase", text, regex=[r"\b\d\d:\d\d:\d\d\b"])) == ["02:14:33"]

    def test_an_exception_holds_for_regexes_too(self, run_rule: RunRule) -> None:
        text = "Reply YES to confirm. Reply YES for soup."
        findings = run_rule("phrase", text, regex=["reply [A-Z]+"], unless=("reply <word> to confirm",))
        assert [finding.span for finding in findings] == [(22, 31)]


class TestSwap:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("We utilize oats.", "We use oats."),
            ("Utilizing oats is fun.", "Using oats is fun."),
            ("She UTILIZED oats.", "She USED oats."),
            ("He utilizes oats in order to bake.", "He uses oats in order to bake."),
        ],
    )
    def test_keeps_case_and_inflection(self, run_rule: RunRule, text: str, expected: str) -> None:
        assert mended(text, run_rule("swap", text, swap={"~utilize": "~use"})[0]) == expected

    @pytest.mark.parametrize(
        "text",
        [
            "“The rolls were good. We utilize oats too",
            "We use rye and utilize oats.",
            "By utilizing oats we use less rye.",
            "Participants utilize the oats of the study.",
        ],
    )
    def test_a_quotation_an_echo_or_a_study_gets_no_other_words(self, run_rule: RunRule, text: str) -> None:
        assert [f.fixes for f in run_rule("swap", text, swap={"~utilize": "~use"}) if f.fixes] == []

    def test_a_word_may_come_again_in_another_sentence(self, run_rule: RunRule) -> None:
        text = "We utilize oats. Which do you use?"
        assert mended(text, run_rule("swap", text, swap={"~utilize": "~use"})[0]) == "We use oats. Which do you use?"

    def test_offers_several_best_first(self, run_rule: RunRule) -> None:
        finding = run_rule("swap", "It is in order to bake.", swap={"in order to": ["to", "so as to"]})[0]
        assert [fix.text for fix in finding.fixes] == ["to", "so as to"]

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("An actionable tip.", "A useful tip."),
            ("AN ACTIONABLE TIP.", "A USEFUL TIP."),
            ("It is a risible idea.", "It is an odd idea."),
            ("The actionable tip.", "The useful tip."),
            ("Plan A actionable.", "Plan A useful."),
        ],
    )
    def test_a_and_an_follow_the_new_word(self, run_rule: RunRule, text: str, expected: str) -> None:
        assert mended(text, run_rule("swap", text, swap={"actionable": "useful", "risible": "odd"})[0]) == expected

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("The majority of our guests sat.", "Most of our guests sat."),
            ("The majority of guests sat.", "Most guests sat."),
            ("The majority of them sat.", "Most of them sat."),
        ],
    )
    def test_of_stays_before_definite_words(self, run_rule: RunRule, text: str, expected: str) -> None:
        assert mended(text, run_rule("swap", text, swap={"the majority of": "most"})[0]) == expected

    @pytest.mark.parametrize(
        "text",
        [
            "The Louisiana Purchase was large.",
            "She lives in Purchase Street, by the sea.",
            "The album is called Purchase.",
            "We took Purchase Park by storm.",
        ],
    )
    def test_leaves_names_alone(self, run_rule: RunRule, text: str) -> None:
        assert run_rule("swap", text, swap={"~purchase": "~buy"}) == []

    @pytest.mark.parametrize("text", ["The train from Stratford upon Avon.", "The members' choir sings."])
    def test_leaves_words_alone_that_are_part_of_something(self, run_rule: RunRule, text: str) -> None:
        assert run_rule("swap", text, swap={"upon": "on", "members": "people"}) == []

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("You can purchase a mug here.", "You can buy a mug here."),
            ("They have purchased the mill.", "They have bought the mill."),
            ("Please purchase a ticket.", "Please buy a ticket."),
            ("The purchase of the mill took years.", None),
            ("Your purchases help us.", None),
            ("The purchased mugs broke.", None),
            ("Seals have purchased bodies.", None),
            ("It was purchased in May.", None),
        ],
    )
    def test_swaps_a_verb_only_where_it_is_one(self, run_rule: RunRule, text: str, expected: str | None) -> None:
        findings = run_rule("swap", text, verbs={"~purchase": "~buy"})
        assert (mended(text, findings[0]) if findings else None) == expected

    @pytest.mark.parametrize(
        ("text", "found"),
        [
            ("News concerning the mill.", True),
            ("I find this concerning.", False),
            ("A concerning trend.", False),
            ("It is very concerning that it rains.", False),
        ],
    )
    def test_swaps_a_preposition_only_where_it_is_one(self, run_rule: RunRule, text: str, found: bool) -> None:
        assert bool(run_rule("swap", text, prepositions={"concerning": "about"})) == found

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("Here is news concerning the mill.", "Here is news about the mill."),
            ("Ask me concerning the mill.", "Ask me about the mill."),
            ("The weather is odd concerning the mill.", None),
            ("Concerning the mill, ask Ann.", None),
        ],
    )
    def test_about_follows_what_is_said_or_asked(self, run_rule: RunRule, text: str, expected: str | None) -> None:
        finding = run_rule("swap", text, prepositions={"concerning": "about"})[0]
        assert (mended(text, finding) if finding.fixes else None) == expected

    def test_doesnt_stutter(self, run_rule: RunRule) -> None:
        assert run_rule("swap", "Connect to in order to read.", swap={"in order to": "to"})[0].fixes == ()

    def test_names_words_to_choose_from_without_a_fix(self, run_rule: RunRule) -> None:
        settings = {"choose": {"reach out to": ["write to", "ask"]}, "message": "“{match}”: try “{replacement}”."}
        finding = run_rule("swap", "Reach out to Tim.", **settings)[0]
        assert (finding.fixes, finding.message) == ((), "“Reach out to”: try “write to” or “ask”.")

    @pytest.mark.parametrize("text", ["They utilized it.", "They have utilized it."])
    def test_tells_the_participle_from_the_past(self, run_rule: RunRule, text: str) -> None:
        finding = run_rule("swap", text, swap={"~utilize": "~show"})[0]
        assert finding.fixes[0].text == ("shown" if "have" in text else "showed")


class TestCount:
    def test_marks_the_first_one_too_many(self, run_rule: RunRule) -> None:
        text = "Bread #a and soup #b and pie #c"
        findings = run_rule("count", text, of=["<hashtag>"], at_most=2)
        assert marked(text, findings) == ["#c"]
        assert findings[0].message == "“” 3 2"

    def test_misses_what_there_is_too_little_of(self, run_rule: RunRule) -> None:
        assert marked("", run_rule("count", "Soup is on.", of=["<emoji>"], at_least=1)) == [None]
        assert run_rule("count", "Soup is on 🍲", of=["<emoji>"], at_least=1) == []

    def test_counts_for_each_sentence(self, run_rule: RunRule) -> None:
        text = "We, we and we. We bake."
        assert marked(text, run_rule("count", text, of=["we"], at_most=2, per="sentence")) == ["we"]

    def test_counts_for_a_hundred_words(self, run_rule: RunRule) -> None:
        long = "We bake. " + "The oven is warm and the cat sleeps on it. " * 30
        assert run_rule("count", long, of=["we"], at_most=0.5, per="100-words") == []
        assert run_rule("count", "We bake. We do.", of=["we"], at_most=1.5, per="100-words") != []


class TestRatio:
    def test_weighs_one_against_the_other(self, run_rule: RunRule) -> None:
        settings = {"of": ["<we>"], "to": ["<you>"], "at_most": 0.75, "min": 3}
        assert run_rule("ratio", "We bake and we fry. Our bread is ours.", **settings) != []
        assert run_rule("ratio", "We bake what you like. Our bread is yours. We love you.", **settings) == []
        assert run_rule("ratio", "We bake.", **settings) == []

    def test_lets_a_thin_share_pass(self, run_rule: RunRule) -> None:
        settings = {"of": ["<we>"], "to": ["<you>"], "at_most": 0.75, "min": 2, "words_each": 4}
        assert run_rule("ratio", "We bake and we fry all day.", **settings) != []
        assert run_rule("ratio", "We bake and we fry until the lamps in the lane go out.", **settings) == []


class TestMissing:
    def test_speaks_only_where_nothing_is_there(self, run_rule: RunRule) -> None:
        assert run_rule("missing", "We bake rye.", patterns=["<you>"]) != []
        assert run_rule("missing", "We bake for you.", patterns=["<you>"]) == []

    def test_keeps_quiet_where_it_has_no_place(self, run_rule: RunRule) -> None:
        assert run_rule("missing", "Thanks, Ann.", patterns=["<you>"], unless=("thanks",)) == []
        assert run_rule("missing", "We bake.", patterns=["<you>"], when={"words": 5}) == []


class TestOrder:
    def test_finds_the_ask_before_the_gift(self, run_rule: RunRule) -> None:
        settings = {"early": ["buy"], "late": ["here is how"], "or_missing": False}
        text = "Buy our bread. Here is how to keep it."
        assert marked(text, run_rule("order", text, **settings)) == ["Buy"]
        assert run_rule("order", "Here is how to keep it. Buy our bread.", **settings) == []
        assert run_rule("order", "Buy our bread.", **settings) == []


class TestMetric:
    def test_holds_a_measure_to_its_bound(self, run_rule: RunRule) -> None:
        assert run_rule("metric", "One two three four.", measure="words", at_most=3) != []
        assert run_rule("metric", "One two three.", measure="words", at_most=3) == []
        assert run_rule("metric", "One two.", measure="words", at_least=3) != []

    def test_has_bounds_of_its_own_for_a_platform(self, run_rule: RunRule) -> None:
        settings = {"measure": "words", "at_most": 3, "on": {"blog": 10}}
        assert run_rule("metric", "One two three four.", platform="blog", **settings) == []
        assert run_rule("metric", "One two three four.", platform="x", **settings) != []

    def test_marks_the_longest_paragraph_of_several(self, run_rule: RunRule) -> None:
        settings = {"measure": "longest_paragraph", "at_most": 4, "mark": "longest-paragraph"}
        text = "We bake.\n\nWe bake rye. You eat it all.\n\nSee you."
        assert marked(text, run_rule("metric", text, **settings)) == ["We bake rye. You eat it all."]
        assert [f.span for f in run_rule("metric", "We bake rye. You eat it all.", **settings)] == [None]

    def test_can_look_at_each_sentence(self, run_rule: RunRule) -> None:
        text = "Short one. This sentence is a little longer than that."
        assert marked(text, run_rule("metric", text, measure="words", at_most=5, scope="sentence")) == [text[11:]]


class TestRepeat:
    def test_a_short_sentence_may_be_said_twice(self, run_rule: RunRule) -> None:
        assert run_rule("repeat", "I know. I know.", of="sentence") == []
        assert run_rule("repeat", "Tier 1 is gone. Tier 2 is gone.", of="sentence") == []
        assert len(run_rule("repeat", "The soup is on. Come in. The soup is on.", of="sentence")) == 1

    def test_finds_the_same_thing_again(self, run_rule: RunRule) -> None:
        text = "🔥 bread 🔥 soup 🔥"
        assert [f.span for f in run_rule("repeat", text, of="emoji", at_most=2)] == [(15, 16)]
        text = "Come to the shop. Rain or shine. Come to the shop."
        assert marked(text, run_rule("repeat", text, of="sentence")) == ["Come to the shop."]
        text = "The warm bread smells good. Take the warm bread smells home."
        assert marked(text, run_rule("repeat", text, of="phrase", length=3)) != []


class TestShout:
    @pytest.mark.parametrize(
        ("of", "text", "expected"),
        [
            ("capitals", "BIG NEWS from the oven.", "Big news from the oven."),
            ("capitals", "🚨 BIG NEWS from the oven.", "🚨 Big news from the oven."),
            ("capitals", "Now HUGE NASA NEWS today.", "Now huge NASA news today."),
            ("capitals", "AN LLM FOR ALL OF YOU, today.", "An LLM for all of you, today."),
            ("capitals", "WHAT A DAY it was.", "What a day it was."),
            ("capitals", "So SEE YOU ON FRIDAY.", "So see you on Friday."),
            ("capitals", "OUR NHS HEROES eat free.", "Our NHS heroes eat free."),
            ("capitals", "MEET ANN AND BOB today.", "Meet Ann and Bob today."),
            ("capitals", "Our BLACK FRIDAY SALE is on.", "Our Black Friday sale is on."),
            ("styled", "𝗟𝗟𝗠𝘀 today.", "LLMs today."),
            ("styled", "𝐈𝐬𝐧'𝐭 that so?", "Isn't that so?"),
            ("styled", "🅑🅘🅖 Ⓑⓤⓝ.", "BIG Bun."),
            ("marks", "Open again!!!", "Open again!"),
            ("marks", "Have you seen it?!?!", "Have you seen it?"),
            ("spaced", "It is F R E E today.", "It is FREE today."),
            ("styled", "𝗕𝗶𝗴 𝗻𝗲𝘄𝘀 today.", "Big news today."),
            (
                "styled",
                "𝗜𝘁’𝘀 𝘁𝗶𝗺𝗲?\n\n𝗬𝗼𝘂’𝗿𝗲 𝗶𝗻." + " Rye is here." * 40 + " 𝗖𝗼𝗺𝗲!",
                "It’s time?\n\nYou’re in." + " Rye is here." * 40 + " Come!",
            ),
            ("emoji", "Buns 🥐🥐🥐 now", "Buns 🥐 now"),
        ],
    )
    def test_finds_what_is_loud_and_turns_it_down(self, run_rule: RunRule, of: str, text: str, expected: str) -> None:
        assert mended(text, run_rule("shout", text, of=of)[0]) == expected

    @pytest.mark.parametrize(
        ("of", "text"),
        [
            ("capitals", "VISIT LONDON TODAY"),
            ("capitals", "See the TAKE THAT Tour in June."),
            ("capitals", "WIN A BARNES & NOBLE CARD"),
            ("capitals", "JOIN US TODAY"),
            ("capitals", "USE CODE SAVE20"),
            ("capitals", "Dear [CUSTOMER NAME], hello."),
            ("capitals", "WARNING: DO NOT EAT THE PAINT."),
            ("capitals", "VOID WHERE PROHIBITED BY LAW."),
            ("capitals", "THIS PRODUCT CONTAINS NICOTINE."),
            ("capitals", "A SALE AT HILLSIDE BAKERY."),
            ("stretched", "It is sooooo good."),
            ("stretched", "Freeeee delivery."),
            ("marks", "We love you!!! ❤ Come back."),
            ("emoji", "❤❤❤❤ is all I have to say."),
            ("emoji", "🎉🎉🎉🎉"),
            ("emoji", "Ann turns ninety\n🎂 🎂 🎂 🎂\nCome at four."),
            ("emoji", "We won 🎉🎉🎉🎉at last."),
            ("emoji", "Rated ⭐⭐⭐⭐⭐ by Ann."),
            ("emoji", "We speak 🇬🇧🇫🇷🇩🇪🇪🇸."),
        ],
    )
    def test_changes_nothing_that_may_mean_something(self, run_rule: RunRule, of: str, text: str) -> None:
        assert run_rule("shout", text, of=of)[0].fixes == ()

    @pytest.mark.parametrize(
        ("of", "text"),
        [
            ("capitals", "The BBC and the NHS came by."),
            ("capitals", "I love NASA."),
            ("capitals", "RT WSJ: bread prices fall."),
            ("capitals", "It is 5 PM in the USA."),
            ("spaced", "Vitamins A and D, plan B."),
            ("styled", "AgingⓇ is a brand."),
            ("spaced", "H.A. is the formula; the U.S. too."),
            ("stretched", "The committee agreed."),
            ("marks", "Wait... what?"),
        ],
    )
    def test_leaves_what_only_looks_loud(self, run_rule: RunRule, of: str, text: str) -> None:
        assert run_rule("shout", text, of=of) == []


def test_a_quotation_with_its_source_is_not_the_writers_to_shorten(run_rule: RunRule) -> None:
    said = "and the miller took the sack and the donkey and the road over the hill to the town where his brother sold flour"
    options = {"measure": "longest_sentence", "at_most": 20, "mark": "longest-sentence"}
    assert run_rule("metric", f"Happy Sunday! “{said}” - Tales 2:9", **options) == []
    assert len(run_rule("metric", f"Happy Sunday! {said} - Tales 2:9", **options)) == 1


class TestSentence:
    def test_counts_sentences_in_a_row(self, run_rule: RunRule) -> None:
        text = "Grab a chair. Eat the soup. Tell the cat. Rain falls."
        assert marked(text, run_rule("sentence", text, of=["command"], at_most=2, in_a_row=True)) == ["Tell the cat."]


def test_every_kind_documents_its_options() -> None:
    for name, kind in KINDS.items():
        assert kind.__doc__, name
        assert kind.__doc__.startswith(f"{name}: ")


@pytest.mark.parametrize(
    ("text", "pattern", "quoted"),
    [
        ("They're flying off the shelves.", "'re flying off", "They're flying off"),
        ("Please don’t miss out.", "not miss out", "don’t miss out"),
        ("We are flying off.", "flying off", "flying off"),
        ("Say 'flying off' aloud.", "flying off", "flying off"),
    ],
)
def test_a_quote_begins_where_its_first_word_does(text: str, pattern: str, quoted: str, run_rule: RunRule) -> None:
    found = run_rule("phrase", text, patterns=[pattern], message="“{match}”", quoted=True)
    assert [finding.message for finding in found] == [f"“{quoted}”"]


def test_a_phrase_can_mark_the_rest_of_its_sentence(run_rule: RunRule) -> None:
    text = "Rain again. So what do you bake on Sundays? I bake rye."
    found = run_rule("phrase", text, patterns=["what do you"], to_sentence_end=True)
    assert marked(text, found) == ["what do you bake on Sundays?"]
