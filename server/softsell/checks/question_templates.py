"""The questions that may be suggested, and what a draft must tell, or be about, for each. ``suggestions`` chooses among them.

Every one is a question that the writer would like to hear the answer to and that any reader can answer from their own life, in one
line. In braces: ``{noun}``, ``{one}`` and ``{many}``, the draft's own noun as written, in the singular and in the plural; ``{i}``, who is
writing, "I" or "we"; ``{list}``, things the draft names in a row.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from softsell.language.english.data import lines


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
    """What a draft may tell, in the order of ``language/english/data/told.txt``."""
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
    "bread": ("What goes on your first slice?", "Which do you like better, crust or crumb?"),
    "sweet": ("Which bake takes you straight back to your childhood?", "What do you like best with a cup of tea?"),
    "chocolate": ("Which do you like best, dark, milk or white?",),
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
    "coffee": ("How do you like your coffee?", "Which cup of the day do you like best?"),
    "tea": ("How do you like your tea?",),
    "drink": ("What is in your glass on a Friday evening?",),
    "book": ("What are you reading at the moment?", "Which book have you given away most often?"),
    "picture book": ("Which book did you read to pieces as a child?",),
    "poem": ("Which poem do you know by heart?", "Which poem do you remember from school?"),
    "film": ("What was the first film you saw in a cinema?",),
    "record": ("Which record could you never part with?", "Which song do you hear again and again these days?"),
    "instrument": ("Which instrument would you like to play?", "What was the first tune you ever learned?"),
    "choir": ("Which do you like best, singing in a choir, in the car or in the shower?",),
    "concert": ("What was the first concert you ever went to?",),
    "dog": ("What has your own dog been up to this week?", "What is the best name you have heard a dog called?"),
    "cat": ("What has your own cat been up to this week?", "What is the best name you have heard a cat called?"),
    "farm": ("Which animal has outsmarted you so far?",),
    "wild animal": ("Which wild animal did you meet last?",),
    "bee": ("What is in flower where you live?",),
    "flower": ("Which flower do you wait for every year?", "Which flowers would you like on your table?"),
    "garden": ("Which plants do you like best where you live?", "What will you grow next year?"),
    "houseplant": ("Which plant have you never managed to kill?",),
    "tree": ("Which tree did you climb as a child?",),
    "balcony": ("What is growing on your balcony or windowsill?",),
    "bike": ("What is the longest you have ever kept a bike?", "Where did your last good ride take you?"),
    "heirloom": ("What is the oldest thing you own that still works?",),
    "table setting": ("What would you put on your own table?",),
    "furniture": ("Which piece of furniture has been with you the longest?",),
    "knife": ("Which knife do you always reach for?",),
    "tool": ("What is the oldest tool you still use?",),
    "pottery": ("Which mug do you always reach for first?",),
    "candle": ("Which smell do you connect with your childhood?",),
    "soap": ("Which smell do you connect with your childhood?",),
    "jewellery": ("Which piece do you wear every day?",),
    "knitting": ("What is on your needles at the moment?",),
    "sewing": ("What was the last thing you made yourself?",),
    "toy": ("Which toy of yours have you never given away?",),
    "board game": ("Which game do you always bring out when friends visit?",),
    "photo": ("Which old photo would you never throw away?",),
    "wedding": ("What do you remember best from the last wedding you went to?",),
    "clothing": ("Which piece in your wardrobe has been with you the longest?",),
    "shoe": ("What is the oldest pair you still wear?",),
    "art": ("What hangs on your favourite wall at home?",),
    "map": ("What would you put on a map of your own street?",),
    "letter": ("Who was the last person you wrote a letter to by hand?",),
    "workshop": ("What would you most like to learn?",),
    "market": ("What do you never come home without from a market?",),
    "festival": ("What was your favourite moment last time?",),
    "race": ("What do you think of on the last stretch?",),
    "tour": ("What do you show visitors first in your town?",),
    "museum": ("Which thing in a museum have you never forgotten?",),
    "walk": ("Which walk do you like best around here?",),
    "sea": ("Which stretch of coast do you keep coming back to?",),
    "town": ("Which spot around here do you like best?",),
    "home": ("Which corner of your home do you like best?",),
    "hallway": ("Which things always end up in your hallway?",),
    "reading corner": ("Where do you like to read?",),
    "kitchen": ("What would you change first in your kitchen?",),
    "cellar": ("What is the strangest thing in your cellar or attic?",),
    "bed": ("What do you do when you can never get to sleep?",),
    "hair": ("What was the bravest thing you ever did with your hair?",),
    "sleep": ("What do you do when you can never get to sleep?",),
    "back": ("Which stretch do you swear by?", "Which stretch do you always forget?"),
    "running": ("What gets you out of the door on a grey day, like it or not?",),
    "swimming": ("Where do you like to swim?",),
    "football": ("Which sport did you play as a child?",),
    "sailing": ("Which coast would you sail to first?",),
    "camping": ("Where did you spend your best night outdoors?",),
    "train journey": ("Which train journey would you take again?",),
    "packing": ("What do you always forget to pack?",),
    "guesthouse": ("Which place do you always go back to?",),
    "foraging": ("What do you like to gather yourself?",),
    "travel": ("Which place would you go to first if you could leave tomorrow?",),
    "website": ("What annoys you most on other people's websites?",),
    "app": ("Which feature do you use the most?",),
    "money": ("Which sort of paperwork do you like least?",),
    "price": ("Which price did you find hardest to name?",),
    "meeting": ("Which meeting would you cancel first?",),
    "email": ("Which emails do you never answer?",),
    "office": ("What do you like best about your team's day?",),
    "apprentice": ("Who always believed in you when you started out?",),
    "self-employment": ("What got you through your first year?",),
    "translation": ("Which word do you find hardest to translate?",),
    "school lunch": ("What was on your plate at school?",),
    "school": ("What do you remember best from school?",),
    "child": ("What did a child teach you last?",),
    "grandparent": ("What did you learn from your grandparents?",),
    "season": ("What do you look forward to most in {one}?",),
    "frost": ("What do you look forward to most in winter?",),
    "rain": ("What do you like to do on a rainy day?",),
}
"""What to ask about each kind of ``language/english/data/topics.txt``, best first."""

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
