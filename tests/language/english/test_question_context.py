"""What the sentences around a question say of it: answered, told, helped with, or sold after."""

from __future__ import annotations

import pytest

from softsell import check
from softsell.draft.draft import Context, Draft
from softsell.draft.source_map import SourceMap
from softsell.draft.span import Span
from softsell.language.reading import Reading, ReadingOptions
from softsell.language.reading_builder import read


def read_post(prose: str) -> Reading:
    draft = Draft(prose, prose, SourceMap.shifted(len(prose)), Span(0, len(prose)), Context())
    return read(draft, ReadingOptions())


@pytest.mark.parametrize(
    "prose",
    [
        "Is oat straw good for rabbits? It is, as long as it's dry. From £4 a bag.",
        "Why a beech handle? It doesn't splinter, and it warms in the hand. Chisels from £28.",
        "Can you reuse bowstrings? Not once they've frayed. We restring for £6.",
        "How do we keep the tortillas soft? We wrap them in a damp cloth.",
        "Dust? Gone. The new filter is £39.",
        "What is grout haze? It's the thin film left on tiles. Cleaner from £9.",
    ],
)
def test_what_the_post_answers_asks_nobody(prose: str) -> None:
    first, *_ = read_post(prose).sentences
    assert (first.kind, first.invites, first.sales_question) == ("question", False, False)


@pytest.mark.parametrize(
    "prose",
    [
        "She asked me, why do you keep the broken ones? I had no answer.",
        "He asked the whole class: what is a river for? Nobody said fish.",
        "The judges had one question: where do you buy your butter?",
        "Should I wait for her? In the end I put the letter back into the drawer.",
        "But can I keep it? In my own shed? As it turns out, nobody minds.",
        "Which of these do you think sank first? The answer may surprise you.",
        "How many steps do you think the tower has? Find out at https://tower.example",
    ],
)
def test_what_is_told_asks_nobody(prose: str) -> None:
    assert not any(sentence.invites for sentence in read_post(prose).sentences)


@pytest.mark.parametrize(
    "prose",
    [
        "I've always wondered: how do you keep your basil alive?",
        "If you've ever had to say goodbye to a boat, how did you do it?",
        "Should I wait for her?",
    ],
)
def test_what_the_writer_asks_invites(prose: str) -> None:
    assert read_post(prose).sentences[0].invites


@pytest.mark.parametrize(
    "prose",
    [
        "The ferry runs again from Monday. Need a wheelchair ramp? Tell the crew when you book.",
        "Parcel not arrived? Email the depot with the number on your slip: https://depot.example",
        "Found a bat? Don't pick it up, ask the helpline. Free of charge.",
    ],
)
def test_a_line_that_helps_is_no_hook(prose: str) -> None:
    assert not any(sentence.sales_question for sentence in read_post(prose).sentences)


@pytest.mark.parametrize(
    "prose",
    [
        "Have you thought about your gutters? Book a survey for £20.",
        "Does your dog pull? Our class sorts it. £30, book online.",
        "Is it time for a new fence? Larch panels from £34.",
        "Can't sleep? Lavender drops, $19 in the shop.",
        "How would you like to wake up rested? Try the Orla mattress, from €300.",
        "Which pair are you taking home? All boots are 20% off.",
        "What will you wear on the day? Veils from $90.",
        "Still using an old boiler? Upgrade before winter.",
        "Who says lunch has to be boring? Poke bowls from $11.",
    ],
)
def test_what_a_sale_follows_is_a_hook(prose: str) -> None:
    reading = read_post(prose)
    assert (reading.sentences[0].sales_question, reading.sentences[0].invites) == (True, False)
    assert 0 in reading.sure_hooks


@pytest.mark.parametrize(
    "prose",
    [
        "Do you know your rights at work? Read our guide: https://rights.example",
        "How to Improve Your Garden Wall? Buy the book for £9.",
        "What was the first room you painted? All paints are half price.",
    ],
)
def test_what_only_shares_or_asks_is_no_hook(prose: str) -> None:
    assert not read_post(prose).sure_hooks


@pytest.mark.parametrize(
    "text",
    [
        "Want whiter teeth before the wedding? Book your whitening with us this week.",
        "Sick of damp walls? Switch to Kerr Lime and start breathing.",
    ],
)
def test_a_short_post_with_a_sure_hook_sells(text: str) -> None:
    report = check(text)
    assert "questions/sales-hook" in [finding.rule for finding in report.findings]
    assert report.group == "sells"


@pytest.mark.parametrize(
    "text",
    [
        "Which scent reminds you of your grandparents' house? From £14 in the shop.",
        "Tickets are £8. Which march should the encore be?",
        "What have we left out? The kit list is at https://hike.example",
        "How many jigsaw pieces is too many for you? New ones from £18.",
        "Where did you see your last swift? Binoculars from £80.",
        "Do share what you cook with it!",
        "Do send us your pictures of the flood meadow.",
        "What do people do about pigeons on a balcony?",
        "Would love your thoughts on the new stops.",
        "Does anyone know a good farrier near Hawick?",
        "Thoughts on the green one?",
        "Best soup for a cold?",
        "Do you like jazz?",
        "Do you still write letters?",
        "Curious how other choirs find tenors.",
    ],
)
def test_more_forms_that_invite(text: str) -> None:
    assert any(sentence.invites for sentence in read_post(text).sentences)


@pytest.mark.parametrize(
    "text",
    [
        "Tell me about it, I've been on hold since nine.",
        "What do you call a sheep with no legs? A cloud.",
        "Does anyone even read these?",
        "Is someone counting the pigeons?",
        "Do you want the lid with it? From £4.",
        "Send us your invoice by Friday.",
    ],
)
def test_more_that_asks_for_nothing(text: str) -> None:
    assert not any(sentence.invites for sentence in read_post(text).sentences)


@pytest.mark.parametrize(
    "prose",
    [
        "Thirsty? Our cider is on sale.",
        "Too busy to mow? Book a gardener.",
        "Run a café? Our beans are in stock.",
        "What's holding you back? Join my rowing course.",
        "Which oar will you choose? Shop the range.",
        "What does your boat say about you? Varnish from £12.",
        "How safe is your mooring? Chains from £40.",
        "Had enough of leaks? Our sealant is £9.",
    ],
)
def test_what_leads_to_an_offer_at_once_is_a_hook(prose: str) -> None:
    first = read_post(prose).sentences[0]
    assert (first.sales_question, first.invites) == (True, False)


@pytest.mark.parametrize(
    "prose",
    [
        "Need a hand with the oars? I'm free after four.",
        "Is your slipway gritted? Ours isn't.",
        "Fancy a row? I'll be at the slip at ten.",
        "How do you keep warm at sea? Try two pairs of socks.",
        "Where do you buy your rope?",
        "Do you dream of the sea? I do.",
        "What could the old lido become?",
    ],
)
def test_what_leads_to_no_offer_is_none(prose: str) -> None:
    assert not any(sentence.sales_question for sentence in read_post(prose).sentences)
