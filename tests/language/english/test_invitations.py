"""Which sentences invite an answer, where the form alone decides."""

from __future__ import annotations

import pytest

import softsell


def invites(text: str) -> list[bool]:
    return [sentence.invites for sentence in softsell.check(text).sentences]


@pytest.mark.parametrize(
    "text",
    [
        "If you've ever moved house with a parrot, how did it go?",
        "Quick question, which end of the leek is for the stock?",
        "Poll: do you fold or do you roll your socks?",
        "Is it just me, or do lifts sigh?",
        "Am I the only one who talks to the kettle?",
        "Is it still safe to eat?",
        "How do I get rust off a plane?",
        "Can I freeze quark, or does it split?",
        "Has anybody here tuned a harpsichord?",
        "I'd be keen to know how other choirs find tenors.",
        "Finish this sentence: a good neighbour is …",
        "Correct me if the year is wrong.",
        "Rate my first dovetail out of ten.",
        "All ideas welcome.",
        "We'd be glad of your suggestions for the name.",
        "Share the oddest thing you've ever found in a hedge.",
        "You knew Ines, didn't you?",
        "What d'you reckon?",
        "Und du, Meer oder Berge?",
        "Vous la faites comment, la soupe ?",
        "E você, já provou?",
    ],
)
def test_these_invite(text: str) -> None:
    assert invites(text)[-1]


@pytest.mark.parametrize(
    "text",
    [
        "Any questions about your order? The desk is open till six.",
        "Who needs a lift when you've got knees like these?",
        "What can I say? It rained.",
        "How could I refuse?",
        "The tu in French is short.",
        "Leave your shoes by the door below the stairs.",
        "Rate us today.",
        "You are welcome to sit here.",
        "Raise your hand if the train is late.",
    ],
)
def test_these_do_not(text: str) -> None:
    assert not any(invites(text))


@pytest.mark.parametrize(
    "text",
    [
        "Kites or balloons, pick a side.",
        "Favourite ferry, go!",
        "Worst ferry. Go.",
        "Someone teach me to whistle.",
        "This or that: ferry or train",
        "Potters, how do you keep your clay from drying",
        "Asking for a friend, can you freeze a trifle",
        "Not sure if this is the place but does anyone mend harps",
        "I've got nine metres of tweed, what would you make with it",
        "ever lost a shoe in a bog",
        "I'd love to know what you call this bird.",
        "ISO a piper for a small wedding",
        "Any help appreciated.",
        "Which ferry did you learn to row beside?",
    ],
)
def test_requests_and_questions_without_a_mark_invite(text: str) -> None:
    assert any(invites(text))


@pytest.mark.parametrize(
    "text",
    [
        "Show your pass at the gate.",
        "Tell us your table number at the bar.",
        "The examiner said: tell me about kelp.",
        "I'd love to know how the monks did it.",
        "Guess how wide it is. Forty metres.",
        "“What's your favourite ferry?” is how she says hello.",
        "Have you eaten? asks the ferryman before anything else.",
        "How do I join? Email the purser.",
        "Tea or coffee? We had both.",
        "Anyone who knows the tide would have waited.",
        "What more could you want?",
    ],
)
def test_orders_to_customers_and_told_questions_do_not(text: str) -> None:
    assert not any(invites(text))


def test_a_word_of_trade_in_the_question_itself_sells_nothing() -> None:
    assert invites("Which book did you buy twice?") == [True]
    assert invites("How long did you learn the fiddle?") == [True]
