"""Generates posts for measuring: varied, never the same sentence twice, and the same for the same seed.

They read like the posts of small businesses, hard sell and all, so that every linter has something to find. They say
nothing about accuracy.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

_NAMES = (
    "Ada Amara Anton Aoife Astrid Basma Benoit Caro Chidi Dagny Dario Edda Elif Emre Farah Femi Greta Hamid Hana Ines "
    "Ivo Jonas Juno Kaito Kezia Lars Leila Lena Malik Marta Mirek Nadia Nils Noor Otis Petra Priya Rafa Rosa Sami Sanne "
    "Tariq Thea Tomas Uma Viola Wanda Yusuf Zadie Zeno"
).split()
_PLACES = (
    "Alder Lane,Bridge Street,Castle Hill,Dock Road,Elm Square,Ferry Quay,Garden Row,Harbour Walk,Ivy Court,Kiln Yard,"
    "Lime Avenue,Market Place,Mill Bank,North Gate,Old Town,Park Terrace,Quarry Road,River Side,Station Street,"
    "Tanner Lane,Union Square,Vine Street,Weaver Row,Yew Close"
).split(",")
_TRADES = (
    "bakery,bike shop,book shop,bottle bar,butcher,candle studio,cheese counter,cobbler,coffee roaster,dance school,"
    "dog salon,dress maker,flower shop,frame shop,garden centre,guitar workshop,hair salon,ice cream cart,joinery,"
    "language school,locksmith,music shop,nursery,optician,paint shop,pottery,print shop,record shop,repair cafe,"
    "soap kitchen,tea room,toy shop,travel desk,upholsterer,vegetable stall,watch maker,yoga room"
).split(",")
_THINGS = (
    "sourdough loaves,rye crackers,walnut bread,road bikes,second-hand novels,natural wines,beef pies,beeswax candles,"
    "aged cheeses,walking boots,filter coffees,tango lessons,puppy cuts,linen dresses,tulip bulbs,oak frames,fig trees,"
    "steel strings,short haircuts,plum sorbets,pine shelves,evening classes,spare keys,jazz records,wild seeds,"
    "reading glasses,chalk paints,glazed bowls,letterpress cards,lavender soaps,green teas,wooden trains,train tickets,"
    "velvet chairs,winter squashes,pocket watches,morning sessions,gift boxes,picnic hampers,wool blankets"
).split(",")
_PEOPLE = (
    "neighbours,regulars,teachers,nurses,parents,students,cyclists,gardeners,bakers,readers,walkers,musicians,"
    "beginners,newcomers,night workers,early birds,dog owners,tea drinkers,grandparents,commuters"
).split(",")
_MOMENTS = (
    "before breakfast,after school,on a slow Monday,at the weekend,in the rain,during the holidays,late on Thursday,"
    "between two deliveries,in the first week of spring,when the market closes,on the way home,at half past seven,"
    "just before Christmas,in the middle of August,on opening day,after the storm,while the kettle boils"
).split(",")
_ACTIONS = (
    "learned to sharpen,finally sorted,gave away,repaired,tasted,labelled,counted,packed,painted over,carried home,"
    "swapped,drew,measured,burnt,rescued,photographed,wrapped,tested,priced,delivered"
).split(",")
_ADJECTIVES = (
    "amazing,very nice,really simple,crazy good,quiet,honest,slightly odd,incredible,small,sturdy,unbelievable,"
    "comfortable,handmade,world-class,ordinary,stunning,cheap,patient,revolutionary,warm"
).split(",")

_PATTERNS = (
    "Hurry, only {n} {adjective} {things} left at {place}!",
    "Last chance to grab {things} from {name}, {n} people are looking right now!!!",
    "HUGE SALE on {things} at the {trade} in {place}, up to {n}% off",
    "We are so excited to announce that {name} has joined our {trade} {moment}.",
    "Our {things} are simply the best, and our {trade} has won {n} awards.",
    "Buy {n} {things} {moment} and get one for free, tell {name} we sent you!",
    "Did you know that {people} {action} {n} {things} {moment}?",
    "What would {name} from {place} do with {n} {things}?",
    "Which of these {n} {adjective} {things} would you choose {moment}?",
    "How do {people} in {place} keep their {things} {adjective}, {name} asked me {moment}?",
    "Tell us below: {things} or {things2}, and why would {name} disagree {moment}?",
    "{name} {action} {n} {things} {moment}, and nobody at the {trade} noticed.",
    "In order to utilize the {things} of {name}, {people} were asked to wait {n} minutes.",
    "It is a fact that {n} {things} were purchased by {people} {moment}.",
    "You should not miss the {adjective} {things} that {name} is selling {moment}.",
    "Thank you, {name}, for the {n} {things} you {action} {moment}.",
    "There were {n} {people} in the {trade} on {place}, and so {name} made tea.",
    "Click the link in bio, {name} has {n} {adjective} {things} waiting for you.",
    "Nobody told me that {things} could be this {adjective}, said {name} from {place} {moment}.",
    "{name} keeps a list of {n} mistakes with {things}; the third one happened {moment}.",
    "If your {things} look {adjective} {moment}, try {n} drops of oil and ring {name}.",
    "The {trade} at {n} {place} opens {moment}, and {name} will have the {things} ready.",
    "Guys, {name} and I literally {action} {n} {things} {moment}!",
    "A question for {people}: has anyone {action} {n} {adjective} {things} {moment}?",
    "Due to the fact that {people} love {things}, we basically made {n} more for {name}.",
    "At {place}, {name} showed {n} {people} how {things} are made, step by step, {moment}.",
)
_TAGS = "#smallbusiness #shoplocal #handmade #MondayMotivation #newin #community #behindthescenes #weekend".split()
_EMOJI = "🚨 🔥 🎉 😊 🌱 ☕ 🐶 📚 ✨ 👇 🍞 🚲".split()


class Posts:
    """An endless supply of posts. ``text(n)`` creates a post of a given size, ``posts()`` creates whole posts."""

    def __init__(self, seed: int = 1) -> None:
        self._random = random.Random(seed)
        self._said: set[int] = set()

    def sentence(self) -> str:
        """Return a sentence that wasn't used before."""
        while True:
            sentence = self._sentence()
            mark = hash(sentence)
            if mark not in self._said:
                self._said.add(mark)
                return sentence

    def posts(self, count: int) -> Iterator[str]:
        """Return this many posts of two to six sentences."""
        for _ in range(count):
            yield self._post()

    def text(self, characters: int) -> str:
        """Return one post of about this many characters, never more."""
        text = self.sentence()
        while len(text) + len(following := self._joint() + self.sentence()) <= characters:
            text += following
        return text[:characters]

    def file(self, size: int, separator: str = "\n---\n") -> str:
        """Return posts, one below the other, with about this many bytes in total."""
        parts: list[str] = []
        length = 0
        while length < size:
            post = self._post() if size > 1_000 else self.sentence()
            parts.append(post)
            length += len(post.encode()) + len(separator)
        return separator.join(parts) + "\n"

    def _post(self) -> str:
        pick = self._random
        text = self.sentence()
        for _ in range(pick.randint(1, 5)):
            text += self._joint() + self.sentence()
        if pick.random() < 0.4:
            text += " " + pick.choice(_EMOJI)
        if pick.random() < 0.3:
            text += "\n\n" + " ".join(pick.sample(_TAGS, pick.randint(1, 5)))
        return text

    def _joint(self) -> str:
        return self._random.choices((" ", "\n", "\n\n"), (8, 1, 2))[0]

    def _sentence(self) -> str:
        pick = self._random
        return pick.choice(_PATTERNS).format(
            n=pick.randint(2, 999),
            name=pick.choice(_NAMES),
            place=pick.choice(_PLACES),
            trade=pick.choice(_TRADES),
            things=pick.choice(_THINGS),
            things2=pick.choice(_THINGS),
            people=pick.choice(_PEOPLE),
            moment=pick.choice(_MOMENTS),
            action=pick.choice(_ACTIONS),
            adjective=pick.choice(_ADJECTIVES),
        )
