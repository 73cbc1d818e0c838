"""What the sources ask, row by row: the rules that serve each idea, and a draft that each of them changed for the better.

``before`` is what somebody wrote, ``after`` what they made of it once the rule had spoken: the finding is gone, and the scores that
the draft had to answer for are lower, or at least no higher.
"""

from __future__ import annotations

from typing import NamedTuple

import pytest

from softsell.checks.rule import Example
from softsell.config import Config
from softsell.engine.engine import Engine
from softsell.engine.proving import ExampleRunner
from softsell.engine.report import Report
from softsell.engine.scores import scores
from softsell.language.reading_measures import LEARNED

LEARNED_NAMES = frozenset(measure.name for measure in LEARNED)
ENGINE = Engine(Config(model="none"))


class Row(NamedTuple):
    """One rule that serves an idea, and a draft before and after it.

    Attributes:
        idea: the row of the principles, in a few words.
        rule: its rule.
        before, after: the draft.
        platform, reply_to: where it goes, and what it answers.
    """

    idea: str
    rule: str
    before: str
    after: str
    platform: str | None = None
    reply_to: str | None = None


ROWS = (
    Row(
        "people know when they are being sold to",
        "pushiness/sales-cliche",
        "Look no further! Our candles burn for forty hours.",
        "Our candles burn for forty hours if you trim the wick to half a centimetre first.",
    ),
    Row(
        "people know when they are being sold to",
        "pushiness/hype",
        "Our mind-blowing candle burns for forty hours.",
        "A candle of beeswax from the hives on our roof. It burns for forty hours.",
    ),
    Row(
        "people know when they are being sold to",
        "pushiness/price-opening",
        "30% off all candles this week. We have them in green and in honey.",
        "We cast too many green candles in spring, so this week they cost less. Which room would you put one in?",
    ),
    Row(
        "pushy is a turn-off",
        "pushiness/hurry",
        "Hurry, the last seats on the bird walk are going!",
        "The bird walk goes out at six, when the reed warblers wake up. Which bird would you like to hear?",
    ),
    Row(
        "pushy is a turn-off",
        "pushiness/last-chance",
        "Last chance to join the bird walk!",
        "The bird walk goes out for the last time this year on Sunday. What do you hope to see?",
    ),
    Row(
        "pushy is a turn-off",
        "pushiness/few-left",
        "Only 3 left in stock!",
        "Three of the blue bowls came out of the kiln without a crack.",
    ),
    Row(
        "nobody likes the one who keeps shouting",
        "pushiness/capitals",
        "THE NEW BOWLS ARE HERE, and all of them are on sale.",
        "The new bowls are here, and all of them are on sale.",
    ),
    Row(
        "nobody likes the one who keeps shouting",
        "pushiness/exclamation-run",
        "The new bowls are on sale!!! Come and see!!!",
        "The new bowls are on sale. Come and see.",
    ),
    Row(
        "nobody likes the one who keeps shouting",
        "pushiness/last-chance",
        "The kiln goes cold on Friday. #LastChance",
        "The kiln goes cold on Friday.",
    ),
    Row(
        "an advertisement has a voice without commands",
        "pushiness/slogan",
        "A bowl like no other. This is your sign to eat more soup.",
        "You can eat a litre of soup from this bowl. How much do you eat?",
    ),
    Row(
        "it is bait, not a question",
        "authenticity/bait",
        "Comment SOUP and I'll send you the recipe.",
        "You need two leeks, one potato and patience. What do you put in yours?",
    ),
    Row(
        "customers trust who says that it is an advertisement",
        "disclosure/unclear-label",
        "The bowl came from the pottery on Mill Lane. #gifted",
        "Ad: the bowl came from the pottery on Mill Lane.",
    ),
    Row(
        "treat others with respect",
        "authenticity/personal-data",
        "Your bowl is ready. Drop your phone number below.",
        "Your bowl is ready. Which day suits you? Tell us in a message.",
    ),
    Row(
        "“wanna buy something?” is tacky",
        "questions/sales-hook",
        "Wanna buy a bike? We have forty of them in the yard.",
        "We have forty bikes in the yard, and each has a story. What was the first bike you rode?",
    ),
    Row(
        "no promise of quick cash or results overnight",
        "pushiness/get-rich",
        "Make money while you sleep with our bookkeeping course.",
        "Our bookkeeping course takes six evenings. After it you will do your own tax return and know what each line means.",
    ),
    Row(
        "the conversation is about the customer",
        "self-focus/us-not-you",
        "We have painted our shop. Our walls are green now. We chose the colour ourselves and we love our new look.",
        "The shop is green now. You chose the colour with your vote in June. How does it look to you?",
    ),
    Row(
        "a commodity like any other",
        "self-focus/announcing",
        "We are thrilled to announce our new opening hours.",
        "From Monday you can pick up your bread at six, on your way to the early shift.",
    ),
    Row(
        "a commodity like any other",
        "self-focus/self-praise",
        "Our team of experts has over 30 years of experience in roofs.",
        "If a tile rattles in the wind, look at the third row from the top. It is nearly always there.",
    ),
    Row(
        "people, not numbers",
        "self-focus/milestone",
        "We have just reached 5,000 followers. What a day.",
        "Somebody wrote last night that our porridge recipe got her through exam week. What a day.",
    ),
    Row(
        "people, not numbers",
        "pushiness/beg-engagement",
        "Like and share this post if you were at the lido in June.",
        "The water was at eighteen degrees in June, and forty of you swam anyway. Who was the first one in?",
    ),
    Row(
        "start conversations",
        "questions/no-question",
        "The rye went in at four this morning. By six the whole street smelled of it.",
        "The rye went in at four this morning. By six the whole street smelled of it. What goes on your first slice?",
    ),
    Row(
        "start conversations",
        "questions/empty-question",
        "The plums are ripe and they are blue. What's not to love?",
        "The plums are ripe and they are blue. What do you make with plums?",
    ),
    Row(
        "an exchange, not a broadcast",
        "questions/closed-question",
        "Snow on the lane since six. Do you like snow?",
        "Snow on the lane since six. What do you like best about snow?",
    ),
    Row(
        "an exchange, not a broadcast",
        "questions/many-questions",
        "What do you bake? How long does it take? In which oven do you bake it? Who taught you?",
        "What do you bake when nobody is in a hurry? Tell us what you put into your dough.",
    ),
    Row(
        "an exchange, not a broadcast",
        "questions/buried-question",
        "The little library by the bus stop has forty new books from the school's summer fair, most of them mysteries. Which book would "
        "you read twice? The shelf got a new roof as well, because the old one let the rain in. Ann from number nine painted it green, "
        "and her son wrote the rules on a slate that hangs on the door.",
        "The little library by the bus stop has forty new books from the school's summer fair, most of them mysteries. The shelf got a "
        "new roof as well, because the old one let the rain in. Ann from number nine painted it green, and her son wrote the rules on a "
        "slate that hangs on the door. Which book would you read twice?",
    ),
    Row(
        "customers who reach out expect an answer",
        "authenticity/unanswered-question",
        "Thank you so much for your message! We love hearing from you.",
        "Yes, we are, on Saturdays until two. What would you like us to keep for you?",
        reply_to="Are you open at the weekend?",
    ),
    Row(
        "give value first",
        "value/ask-first",
        "Book your boiler check today. Winter is coming.",
        "Here is how to tell if your boiler needs a check: the flame should be blue. Book one if it is not.",
    ),
    Row(
        "give value first",
        "value/nothing-in-it",
        "The new spring range stands in the shop, in six colours and all sizes. Order online at https://shop.example",
        "The new spring range stands in the shop. If you wash it cold it keeps its colour for years. Order at https://shop.example",
    ),
    Row(
        "automating too much",
        "authenticity/template-hole",
        "Hello {{first_name}}, your bike is ready.",
        "Hello Ann, your bike is ready and the bell rings again.",
    ),
    Row(
        "automating too much",
        "authenticity/form-letter",
        "Dear valued customer, your bike is ready.",
        "Ann, your bike is ready. Where would you like to ride it first?",
    ),
    Row(
        "automating too much",
        "authenticity/machine-leftover",
        "Here is a caption for your bike shop: the bell rings again.",
        "The bell rings again.",
    ),
    Row(
        "automating too much",
        "authenticity/cross-post",
        "The bell rings again on the old school bike. Posted via Hootsuite",
        "The bell rings again on the old school bike.",
    ),
    Row(
        "automating too much",
        "authenticity/wrong-place",
        "All the dates of the repair table are there, link in bio.",
        "All the dates of the repair table: https://repair.example/dates",
        platform="x",
    ),
    Row(
        "automating too much",
        "authenticity/pasted-twice",
        "The soup is on. Come in from the rain. The soup is on.",
        "The soup is on. Come in from the rain. What do you like to eat with it?",
    ),
    Row(
        "treat others with respect",
        "authenticity/bait",
        "Comment YES and we send you the list of apple sorts.",
        "The list of apple sorts hangs on the gate. Which one do you remember from your childhood?",
    ),
    Row(
        "treat others with respect",
        "authenticity/insult",
        "Only idiots buy apples in plastic.",
        "Apples keep for months in a box of straw and sweat in plastic.",
    ),
    Row(
        "say thank you",
        "self-focus/us-not-you",
        "We carried our chairs in the rain and we built our stage, and our concert was a success for us.",
        "Thank you to everyone who carried chairs in the rain. Your wet socks were worth every song.",
    ),
    Row(
        "attention is hard to get",
        "readability/throat-clearing",
        "Hi everyone, hope you are all having a great week! The plums are ripe.",
        "The plums are ripe.",
    ),
    Row(
        "attention is hard to get",
        "readability/first-line-cut",
        "After months of planning, painting and waiting for the permit from the town hall, the small room behind our shop is ready at "
        "last, with a stove.",
        "The small room behind our shop is ready at last. It has a stove. It took months of paint and of waiting for the permit.",
        platform="instagram",
    ),
    Row(
        "attention is hard to get",
        "readability/long-sentence",
        "The oven that we bought in spring from a baker in the next town who had kept it in his barn for years is now, after a long "
        "summer of cleaning and a week of small fires, warm again.",
        "The oven came from a barn in the next town. It took us a summer to clean. Now it is warm again.",
    ),
    Row(
        "attention is hard to get",
        "readability/plain-words",
        "We utilize straw in order to keep apples until May.",
        "We use straw to keep apples until May.",
    ),
    Row(
        "attention is hard to get",
        "readability/many-hashtags",
        "Apples in straw keep until May. #apple #apples #straw #cellar #winter #fruit #garden #autumn #harvest",
        "Apples in straw keep until May. #apples #cellar",
    ),
    Row(
        "say why, not only what",
        "value/jargon",
        "We leverage synergies to deliver best-in-class solutions for orchards.",
        "Three orchards share one press, so each of them pays a third and nobody's apples rot in the queue.",
    ),
    Row(
        "everybody can read it",
        "access/hashtag-case",
        "Apples in straw keep until May. #saturdaymorningmarket",
        "Apples in straw keep until May. #SaturdayMorningMarket",
    ),
    Row(
        "everybody can read it",
        "access/emoji-run",
        "Apples in straw keep until May 🍎🍎🍎🍎🍎",
        "Apples in straw keep until May 🍎",
    ),
    Row(
        "everybody can read it",
        "access/styled-letters",
        "𝗔𝗽𝗽𝗹𝗲𝘀 𝗶𝗻 𝘀𝘁𝗿𝗮𝘄 keep until May.",
        "Apples in straw keep until May.",
    ),
    Row(
        "everybody can read it",
        "access/dead-link",
        "Which apples keep until May: https://orchard.example/keep",
        "Which apples do you keep until May? Our list is behind the link in the profile.",
        platform="instagram",
    ),
)


def check(row: Row, text: str) -> Report:
    return ENGINE.check(text, platform=row.platform, reply_to=row.reply_to)


RULES = {rule.id: rule for pack in ENGINE.packs for rule in pack.rules}
RUN = ExampleRunner(packs=ENGINE.packs)


def finds(row: Row, text: str) -> bool:
    """Whether the row's rule finds something, whatever is said louder about the same words, and even if it is off by default."""
    return bool(RUN(RULES[row.rule], Example(text, platform=row.platform, reply_to=row.reply_to)))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.idea}: {row.rule}")
def test_the_rule_made_the_draft_better(row: Row) -> None:
    assert finds(row, row.before)
    assert not finds(row, row.after)


@pytest.mark.parametrize(
    "row",
    [row for row in ROWS if RULES[row.rule].weight and RULES[row.rule].enabled],
    ids=lambda row: f"{row.idea}: {row.rule}",
)
def test_and_its_own_score_fell(row: Row) -> None:
    assert total(check(row, row.after)) <= total(check(row, row.before))
    dimension = RULES[row.rule].dimension
    if dimension is not None:
        assert (check(row, row.after).scores[dimension] or 0) < (check(row, row.before).scores[dimension] or 0)


def total(report: Report) -> float:
    """The scores by what rules and counts say. Learned likelihoods are estimates, which the change of a word may move either way."""
    points = [part for part in report.points if part.source not in LEARNED_NAMES]
    return sum(score or 0 for score in scores(points, report.measures["words"]).values())
