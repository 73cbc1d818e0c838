"""The questions that may be suggested, and what a draft must tell, or be about, for each. ``suggestions`` chooses among them.

Every one is a question that the writer would like to hear the answer to and that any reader can answer from their own life, in one
line. In braces: ``{noun}``, ``{one}`` and ``{many}``, the draft's own noun as written, in the singular and in the plural; ``{i}``, who is
writing, "I" or "we"; ``{list}``, things the draft names in a row.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from softsell.language.data import lines


class Told(NamedTuple):
    """A question, and the patterns of what a draft must tell for it.

    Attributes:
        part: ``""`` for what goes before the draft's topic, ``"besides"`` for what comes after it, ``"shown"`` for something done before
            the reader's eyes.
    """

    question: str
    patterns: list[str]
    part: str


@lru_cache(maxsize=1)
def told() -> tuple[Told, ...]:
    """What a draft may tell, in the order of ``language/data/told.txt``."""
    found: list[Told] = []
    part = ""
    for line in lines("told.txt"):
        if line.startswith("? "):
            found.append(Told(line[2:], [], part))
        elif line.endswith(":"):
            part = line[:-1]
        else:
            found[-1].patterns.append(line)
    return tuple(found)


OLD = "What is the oldest thing in your home that is still in use?"
"""Where a year long past is named, after all else."""

ASKED: dict[str, tuple[str, ...]] = {
    "bread": ("What goes on your first slice?", "Crust or crumb: which do you go for first?"),
    "sweet": ("Which bake takes you straight back to your childhood?", "What do you like best with a cup of tea?"),
    "chocolate": ("Dark, milk or white: which one is yours?",),
    "warm dish": ("Which dish takes you straight back to your childhood?", "What do you cook when it is cold outside?"),
    "topped": ("What would you put on yours?",),
    "cheese": ("Which cheese would you never share?",),
    "spread": ("What do you like to eat with {noun}?",),
    "fruit": ("What do you make with {many}?", "How do you like your {many} best?"),
    "breakfast": ("What do you have for breakfast when nobody is in a hurry?",),
    "lunch": ("What are you having for lunch today?",),
    "dinner": ("What is for dinner at your place tonight?",),
    "recipe": ("Which recipe do you know by heart?", "Which recipe in your family should never get lost?"),
    "picnic": ("What would you bring along?",),
    "menu": ("Which dish would you try first?",),
    "ice cream": ("Which flavour do you always go back to?",),
    "coffee": ("How do you take your coffee?", "Which cup of the day do you need most?"),
    "tea": ("How do you take your tea?",),
    "drink": ("What is in your glass on a Friday evening?",),
    "book": ("What are you reading at the moment?", "Which book have you given away most often?"),
    "picture book": ("Which book did you read to pieces as a child?",),
    "poem": ("Is there a poem you know by heart, and which one is it?", "Which poem has stayed with you?"),
    "film": ("What was the first film you saw in a cinema?",),
    "record": ("Which record could you never part with?", "Which song can you hear again and again these days?"),
    "instrument": ("Which instrument would you like to play?", "What was the first tune you ever learned?"),
    "choir": ("Where do you sing: in a choir, in the car or in the shower?",),
    "concert": ("What was the first concert you ever went to?",),
    "dog": ("What has your own dog been up to this week?", "What is the best name you have heard a dog called?"),
    "cat": ("What has your own cat been up to this week?", "What is the best name you have heard a cat called?"),
    "farm": ("Which animal has outsmarted you so far?",),
    "wild animal": ("Which wild animal did you meet last?",),
    "bee": ("What is in flower where you live?",),
    "flower": ("Which flower do you wait for every year?", "Which flowers would you like on your table?"),
    "garden": ("What grows best where you live?", "What will you grow next year?"),
    "houseplant": ("Which plant has survived everything with you?",),
    "tree": ("Which tree did you climb as a child?",),
    "balcony": ("What is growing on your balcony or windowsill?",),
    "bike": ("How old is the bike you ride?", "Where did your last good ride take you?"),
    "heirloom": ("What is the oldest thing you own that still works?",),
    "table setting": ("What would you put on your own table?",),
    "furniture": ("Which piece of furniture has been with you the longest?",),
    "knife": ("How do you keep your knives sharp?", "When did you last sharpen yours?"),
    "tool": ("What is the oldest tool you still use?",),
    "pottery": ("Which mug do you always reach for first?",),
    "candle": ("Which smell takes you straight back somewhere?",),
    "soap": ("Which smell takes you straight back somewhere?",),
    "jewellery": ("Which piece do you wear every day?",),
    "knitting": ("What is on your needles at the moment?",),
    "sewing": ("What was the last thing you made yourself?",),
    "toy": ("Which toy of yours have you never given away?",),
    "board game": ("Which game comes out when friends visit you?",),
    "photo": ("Which old photo would you never throw away?",),
    "wedding": ("What do you remember best from the last wedding you went to?",),
    "clothing": ("Which piece in your wardrobe has been with you the longest?",),
    "shoe": ("How old is the oldest pair you still wear?",),
    "art": ("What hangs on your favourite wall at home?",),
    "map": ("What would you put on a map of your own street?",),
    "letter": ("When did you last write a letter by hand?",),
    "workshop": ("What would you most like to learn?",),
    "market": ("What do you never come home without from a market?",),
    "festival": ("What was your favourite moment last time?",),
    "race": ("What keeps you going on the last stretch?",),
    "tour": ("What do you show visitors first in your town?",),
    "museum": ("Which thing in a museum have you never forgotten?",),
    "walk": ("Where do you go when you need a walk?",),
    "sea": ("Which stretch of coast do you keep coming back to?",),
    "town": ("Which spot around here do you like best?",),
    "home": ("Which corner of your home do you like best?",),
    "hallway": ("What ends up in your hallway?",),
    "reading corner": ("Where do you like to read?",),
    "kitchen": ("What would you change first in your kitchen?",),
    "cellar": ("What is waiting in your cellar or attic?",),
    "bed": ("What helps you sleep well?",),
    "hair": ("What was the bravest thing you ever did with your hair?",),
    "sleep": ("What helps you fall asleep?",),
    "back": ("Which stretch do you swear by?", "What helps your back after a long day?"),
    "running": ("What gets you out of the door on a grey day?",),
    "swimming": ("Where do you like to swim?",),
    "football": ("Which sport did you play as a child?",),
    "sailing": ("Where would you sail first?",),
    "camping": ("Where did you spend your best night outdoors?",),
    "train journey": ("Which train journey would you take again?",),
    "packing": ("What do you always forget to pack?",),
    "guesthouse": ("What makes you go back to a place?",),
    "foraging": ("What do you like to gather yourself?",),
    "travel": ("Where would you go first if you could leave tomorrow?",),
    "website": ("What annoys you most on other people's websites?",),
    "app": ("Which feature would you miss first?",),
    "money": ("What do you wish somebody had told you about money?",),
    "price": ("How did you find your own prices?",),
    "meeting": ("Which meeting would you cancel first?",),
    "email": ("What keeps your inbox quiet?",),
    "office": ("What keeps your team talking?",),
    "apprentice": ("Who believed in you when you started out?",),
    "self-employment": ("What got you through your first year?",),
    "translation": ("Which word do you find hardest to translate?",),
    "school lunch": ("What was on your plate at school?",),
    "school": ("What do you remember best from school?",),
    "child": ("What did a child teach you last?",),
    "grandparent": ("What did you learn from your grandparents?",),
    "season": ("What do you look forward to most in {one}?",),
    "frost": ("What do you look forward to most in winter?",),
    "rain": ("How do you spend a rainy day?",),
}
"""What to ask about each kind of ``language/data/topics.txt``, best first."""

AT_WORK = frozenset("website app money price meeting email office apprentice self-employment translation".split())
"""The kinds that are talked of on LinkedIn before any other."""

CHOICES: dict[str, str] = {
    "bread": "Which would you have first: {list}?",
    "sweet": "Which would you have first: {list}?",
    "warm dish": "Which would you have first: {list}?",
    "topped": "Which would you have first: {list}?",
    "ice cream": "Which would you have first: {list}?",
    "drink": "Which would you try first: {list}?",
    "workshop": "Which would you pick: {list}?",
}
"""What to ask where the draft names several things of a kind in a row."""
