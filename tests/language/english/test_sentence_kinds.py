"""What a sentence does: question, hook, invitation, order."""

from __future__ import annotations

import pytest

from softsell.draft.draft import Context, Draft
from softsell.draft.source_map import SourceMap
from softsell.draft.span import Span
from softsell.language.reading import Reading, ReadingOptions
from softsell.language.reading_builder import read
from softsell.language.sentence import Sentence
from softsell.language.token import Token

_AD = " Order now: https://softsell.example"


def read_post(prose: str, *, reply_to: str | None = None, options: ReadingOptions | None = None) -> Reading:
    context = Context(reply_to=reply_to)
    draft = Draft(prose, prose, SourceMap.shifted(len(prose)), Span(0, len(prose)), context)
    return read(draft, options or ReadingOptions())


def first_sentence(prose: str, *, reply_to: str | None = None) -> Sentence:
    return read_post(prose, reply_to=reply_to).sentences[0]


@pytest.mark.parametrize(
    "prose",
    [
        "What's your favourite pie?",
        "where are you from",
        "did you see the moon last night",
        "Isn't it lovely, dear neighbours?",
        "how are you all",
        "who wants cake",
        "anyone up for a walk",
        "It was cold last night, wasn't it",
        "Looking for a new sofa?",
    ],
)
def test_questions(prose: str) -> None:
    assert first_sentence(prose).kind == "question"


@pytest.mark.parametrize(
    "prose",
    [
        "How we built our oven",
        "How to prune a rose",
        "What I love about Mondays is the quiet.",
        "When you visit, bring a friend.",
        "They asked “how much is it?” and left.",
        "Hello Anna?",
        "We shut at six, you know?",
        "Why the best loaf takes two days",
    ],
)
def test_what_is_no_question(prose: str) -> None:
    assert first_sentence(prose).kind != "question"


@pytest.mark.parametrize(
    "prose",
    [
        "Looking for a new sofa?",
        "Ready to save 50%?",
        "Want whiter teeth?",
        "Wanna buy something?",
        "Tired of cold coffee?",
        "Need a plumber?",
        "Did you know we deliver?",
        "Are you a busy parent?",
        "Have you heard the news?",
        "Why wait?",
        "Why pay more?",
        "Is your roof ready for winter?",
        "Will you give today?",
        "What should you know before you rent?",
        "Could your kitchen be brighter?",
        "Want more recipes",
        "Have you tried the new rye?",
        "Are you passionate about bread?",
        "Can you guess what is in the box?",
        "Why settle for toast when you can have rye?",
        "Who else is ready for the plum season?",
    ],
)
def test_hooks_do_not_count_as_questions(prose: str) -> None:
    sentence = first_sentence(prose + "\n" + _AD)
    assert (sentence.kind, sentence.sales_question, sentence.invites) == ("question", True, False)


@pytest.mark.parametrize(
    "prose",
    [
        "What's your favourite pie?",
        "What is your go-to breakfast?" + _AD,
        "Which would you pick?" + _AD,
        "What do you think?" + _AD,
        "Tea or coffee?" + _AD,
        "Any tips for a first-time baker?" + _AD,
        "Would you rather bake or eat?" + _AD,
        "Thoughts?" + _AD,
        "How do you take your tea?",
        "Have you ever burnt a cake?",
        "Tell us below.",
        "Tell us in the comments what you would change!",
        "Share your story in the comments.",
        "Let us know what you think.",
        "Please reply with yours.",
        "Drop your best tip in the comments.",
        "Leave a comment and say hello.",
        "We'd love to hear your plans for the summer.",
        "Can you tell us how your day went?",
        "Which colour should we paint the door?" + _AD,
        "Who would you bring to the fair?" + _AD,
        "What flavour do you always go back to?" + _AD,
        "Which colour speaks to you?" + _AD,
        "What's the oldest tool in your shed?" + _AD,
        "What is the best walk in the valley?",
        "How's everyone coping with the heat?" + _AD,
        "Were you taught to knit at school?",
        "Have you done this before?",
        "I'm curious: would you keep it?",
        "Any examples you can share?",
        "If you ever baked with spelt, we would love to hear it.",
        "My favourite loaf is ____",
    ],
)
def test_invitations(prose: str) -> None:
    sentence = first_sentence(prose)
    assert sentence.invites
    assert not sentence.sales_question


@pytest.mark.parametrize(
    "prose",
    [
        "Comment YES for the link.",
        "Comment “GUIDE” and we send it.",
        "Drop a 🔥 below.",
        "Tag three friends.",
        "Tell your friends.",
        "Share this post.",
        "We share your joy.",
        "What are you waiting for?" + _AD,
        "How much could you save?" + _AD,
        "Let us know if you need a table.",
        "Can you guess who it is?",
        "What will you create?",
        "How many pies will you eat today?",
        "What would you do with $500?",
        "Who else is ready for the plum season?",
        "When I grow up can I be you?",
        "What does this mean for your kitchen?",
        "What's more, if you visit the mill you will find the old wheel.",
        "Let us know your three best pies, and this could be yours!",
        "moss__ your crew brought the laughs and made the night",
    ],
)
def test_what_is_no_invitation(prose: str) -> None:
    assert not first_sentence(prose).invites


def test_a_question_that_sets_the_topic_is_no_hook() -> None:
    sentences = read_post("Should shops open on Sundays? What are your thoughts? https://softsell.example").sentences
    assert [(s.sales_question, s.invites) for s in sentences[:2]] == [(False, False), (False, True)]


@pytest.mark.parametrize(
    "prose",
    [
        "Tired of the rain yet? We had eleven days of it.",
        "Ready for school? Mine are not.",
        "Did you know that slate is older than chalk?",
        "need a runner in Belfast on Monday, £140 a day, with a licence" + _AD,
        "Need a hand with your form? The library has volunteers on Monday.",
        "Looking for the bus to Hull, does anyone know where it stops?",
        "Want to talk about it, Tom?",
        "Who wants to buy my old kayak? It leaks.",
        "Which Tools Do Carpenters Use? https://softsell.example",
        "What is a dovetail joint? Order the book: https://softsell.example",
        "The best part?" + _AD,
        "Really?" + _AD,
        "¿Qué te parece?",
    ],
)
def test_a_question_that_leads_to_no_offer_is_no_hook(prose: str) -> None:
    assert not any(sentence.sales_question for sentence in read_post(prose).sentences)


@pytest.mark.parametrize(
    "offer",
    ["We have forty in the barn.", "Call Bo.", "From £20.", "See https://softsell.example", "Our sale is on."],
)
def test_an_offer_makes_a_hook(offer: str) -> None:
    assert first_sentence("Looking for a new sofa? " + offer).sales_question


@pytest.mark.parametrize(
    "prose",
    [
        "Guess which one is mine.",
        "Guess how old this clock is",
        "Vote which sign we hang up.",
        "Caption this 👇",
        "Fill in the blank: my first job was ____.",
        "My favourite tool is ____",
        "I wonder what you read on the train.",
        "Curious how your tomatoes did.",
        "Whaddya think?",
        "Y'all coming Sunday?",
        "¿Qué te parece?",
        "Has your dog ever done this? Mine did it twice.",
        "Do you agree?" + _AD,
        "How do you take your tea?" + _AD,
    ],
)
def test_indirect_questions_invite(prose: str) -> None:
    assert read_post(prose).sentences[0].invites or read_post(prose).sentences[-1].invites


@pytest.mark.parametrize(
    "prose",
    [
        "Guess what!",
        "Wonder who ate the last plum.",
        "Ever wondered how your boiler works?" + _AD,
        "Share your resume at jobs@softsell.example",
        "Tell us your name and win a prize.",
        "Name the boat after her, he said.",
        "____",
        "Why pay by the hour, when you can rent for a day?",
    ],
)
def test_what_asks_for_nothing_of_the_readers_own(prose: str) -> None:
    assert not any(sentence.invites for sentence in read_post(prose).sentences)


@pytest.mark.parametrize("prose", ["Would you send us the order number?", "Which loaf was it?"])
def test_what_a_reply_asks_is_meant(prose: str) -> None:
    for sentence in (first_sentence(prose, reply_to="My loaf never came."), first_sentence("@anna " + prose)):
        assert sentence.kind == "question"
        assert not sentence.sales_question


@pytest.mark.parametrize(
    "prose",
    [
        "Book your table.",
        "Please book a table by Friday.",
        "Go check the new menu.",
        "Don't miss it.",
        "Never pay full price again.",
        "Just click the link.",
        "Now grab a seat.",
        "Friends, bring a chair.",
        "If you need help, call us.",
        "To order, visit softsell.example",
        "1. Mix the flour and water.",
        "Let's go!",
        "Be kind.",
        "Step 2: add the salt.",
        "For more recipes, follow us.",
        "Stop!",
    ],
)
def test_orders(prose: str) -> None:
    reading = read_post(prose)
    assert reading.sentences[0].kind == "command"
    assert any("command" in token.classes for token in reading.tokens)


@pytest.mark.parametrize(
    "prose",
    [
        "Book clubs are great.",
        "Check engine lights scare me.",
        "Change is good.",
        "Thank you all!",
        "Love this place.",
        "Hope you are well.",
        "Email: hello@softsell.example",
        "We bake and sell bread.",
        "Work is hard.",
        "See you on Friday!",
        "Support for small shops has grown.",
        "Offer of the week",
    ],
)
def test_what_is_no_order(prose: str) -> None:
    assert first_sentence(prose).kind != "command"


@pytest.mark.parametrize("prose", ["Fresh bread daily", "A sunny day", "🔥🔥🔥", "#bread #butter", "50%"])
def test_fragments(prose: str) -> None:
    assert first_sentence(prose).kind == "fragment"


def test_a_tagger_decides_what_lists_only_propose() -> None:
    def no_orders(sentences: list[list[Token]]) -> list[list[tuple[str, bool]]]:
        return [[("NOUN", False) for _ in tokens] for tokens in sentences]

    def order_first(sentences: list[list[Token]]) -> list[list[tuple[str, bool]]]:
        return [[("VERB", i == 0) for i, _ in enumerate(tokens)] for tokens in sentences]

    assert read_post("Book a table.").sentences[0].kind == "command"
    assert read_post("Book a table.", options=ReadingOptions(tagger=lambda: no_orders)).sentences[0].kind != "command"
    assert read_post("Sip slowly.", options=ReadingOptions(tagger=lambda: order_first)).sentences[0].kind == "command"
