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
