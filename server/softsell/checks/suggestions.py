"""What a rule can offer where something is missing: text made from the draft itself, for a person to look at before it is used.

For a missing question: one that fits the draft's own topic and that a person would really like to hear the answer to. What the draft
is about ``language.topics`` finds out; nothing is offered where it finds nothing, since a canned question is worse than none.
"""

from __future__ import annotations

from typing import Literal

from softsell.checks.finding import Fix
from softsell.draft.span import Span
from softsell.language.reading import Reading
from softsell.language.topics import Topic, topic_of

Subject = Literal["question"]

_MEALS = frozenset({"breakfast", "brunch", "lunch", "dinner", "supper", "meal", "meals", "menu", "dessert", "desserts", "kitchen", "feast"})
_QUESTIONS: dict[str, tuple[str, ...]] = {
    "food": ("What do you like to eat with {noun}?", "Who taught you to make {noun}?"),
    "drink": ("When in the day does {noun} taste best to you?", "How do you like your {noun}?"),
    "event": ("What are you most looking forward to at the {noun}?", "Who will you bring along to the {noun}?"),
    "place": ("What is your favourite spot around the {noun}?", "When did you last see the {noun} at its best?"),
    "book": ("What are you reading at the moment?", "Which book have you given away most often?"),
    "film": ("What was the last thing you watched twice?", "Who do you like to watch with?"),
    "music": ("Which song can you hear again and again these days?", "What was the first concert you ever went to?"),
    "animal": ("Which animal has you wrapped around its little finger?", "What is the funniest name you have heard an animal called?"),
    "plant": ("What grows best where you live?", "Which plant do you never manage to keep alive?"),
    "craft": ("What is the oldest {one} you still use?", "What do you look for in a good {one}?"),
    "clothing": ("Which {one} of yours has been with you the longest?", "What do you wear when nobody is looking?"),
    "learning": ("What would you most like to learn this year?", "What is the best thing a teacher ever told you?"),
    "people": ("Who would you like to thank this week?", "Who makes your week better without knowing it?"),
    "weather": ("How do you spend a day like this?", "What is the first thing you do when the weather turns?"),
    "home": ("What would you change first in your {noun}?", "Which corner of your home do you like best?"),
    "sport": ("What gets you moving on a grey day?", "Who do you like to move with?"),
    "travel": ("Where would you go first, if you could leave tomorrow?", "What do you always forget to pack?"),
    "work": ("What has worked for you?", "What would you tell someone who starts out today?"),
    "tech": ("What is the one thing you wish your {noun} could do?", "What still takes you too many clicks?"),
    "money": ("What helps you keep an eye on your {noun}?", "What would you have liked to know about it ten years ago?"),
    "health": ("What helps you most when it comes to {noun}?", "What do you do to look after yourself in a busy week?"),
}
_MEAL_QUESTIONS = ("What is on your table today?", "Which dish takes you straight back to your childhood?")
_AT_WORK = {"work", "tech", "learning", "people", "money"}
_IN_THE_COMMENTS = frozenset({"youtube", "tiktok"})


def suggest(subject: Subject, reading: Reading) -> tuple[Fix, ...]:
    """One or two fixes that put in what is missing, best first; none where nothing fits this draft, or where it answers someone."""
    if subject == "question" and not _is_reply(reading):
        topic = topic_of(reading)
        if topic is not None:
            return tuple(_insert(question, reading) for question in _questions(topic, reading.draft.context.platform))
    return ()


def _questions(topic: Topic, platform: str | None) -> list[str]:
    if topic.kind is None:
        return [f"What would you like to know about our {topic.phrase}?"]
    templates = _MEAL_QUESTIONS if topic.noun in _MEALS else _QUESTIONS[topic.kind]
    if platform == "linkedin" and topic.kind in _AT_WORK:
        templates = ("What has worked for you?", templates[-1])
    questions = [template.format(noun=topic.noun, one=_singular(topic)) for template in templates]
    if platform in _IN_THE_COMMENTS:
        questions = [f"{question} Tell us in the comments." for question in questions]
    return list(dict.fromkeys(questions))


def _is_reply(reading: Reading) -> bool:
    first = next(iter(reading.tokens), None)
    return reading.draft.context.reply_to is not None or (first is not None and first.kind == "mention")


def _insert(question: str, reading: Reading) -> Fix:
    """Behind the last thing said, before the closing hashtags; on a line of its own in a draft of several lines."""
    said = [token for token in reading.tokens[: reading.body] if token.kind not in ("newline",)]
    end = said[-1].end if said else 0
    parted = "\n\n" if "\n\n" in reading.draft.prose else "\n" if "\n" in reading.draft.prose[:end] else " "
    return Fix(f"Ask: {question}", Span(end, end), f"{parted}{question}", safe=False)


def _singular(topic: Topic) -> str:
    noun = topic.noun
    if not topic.plural:
        return noun
    for ending, singular in (("knives", "knife"), ("shelves", "shelf"), ("watches", "watch"), ("ies", "y"), ("sses", "ss"), ("boxes", "box"), ("s", "")):
        if noun.endswith(ending) and noun not in ("jeans", "ceramics", "earrings"):
            return noun[: -len(ending)] + singular
    return noun
