"""Cuts: what a fix takes out, what it leaves, and where there had better be none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.checks.conftest import RunRule


def fixed(text: str, run_rule: RunRule, kind: str = "phrase", **settings: Any) -> str | None:
    """The text with the first fix, or ``None`` if the finding has none."""
    finding = run_rule(kind, text, **settings)[0]
    if not finding.fixes:
        return None
    (start, end), written = finding.fixes[0].span, finding.fixes[0].text
    return text[:start] + written + text[end:]


HURRY: dict[str, Any] = {
    "patterns": [
        "(don't miss out|don't wait|hurry (up)?|act now|time is running out|register now|before it's gone|you will regret it|selling fast)"
    ],
    "fix": "",
}
BEG: dict[str, Any] = {
    "patterns": [
        "(tag|follow|like|share|subscribe to|turn on) (a friend|your friends|me|us|this|notifications|my channel)"
    ]
}
BEG |= {"fix": "", "cut": "sentence"}
NOW: dict[str, Any] = {
    "patterns": ["(book|order|apply|shop|try|start|starts|join|sign up) ..3 (right)? now"],
    "drop": ["(right)? now"],
}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hurry! The oven is hot.", "The oven is hot."),
        ("The oven is hot. Hurry up!", "The oven is hot."),
        ("Hurry, the oven is hot.", "The oven is hot."),
        ("The oven is hot, so hurry!", "The oven is hot!"),
        ("Our sale ends Sunday, so don't wait!", "Our sale ends Sunday!"),
        ("The oven is hot - hurry up!", "The oven is hot!"),
        ("Take a loaf home before it's gone!", "Take a loaf home!"),
        ("The loaves are warm.\n\n🚨 HURRY UP 🚨\n\nWe open at six.", "The loaves are warm.\n\nWe open at six."),
        ("Hurry hurry hurry! The oven is hot.", "The oven is hot."),
        ("The oven (don't wait) is hot.", "The oven is hot."),
        ("The oven is hot (so hurry up!), come at six.", "The oven is hot, come at six."),
        ("The oven is hot (hurry up).", "The oven is hot."),
        ("The rolls, which you don't wait for, are hot.", None),
        ("The loaves, which are selling fast, come in two sizes.", "The loaves come in two sizes."),
        ("The mill (hurry up, Ann) is open.", None),
        ("Don't wait and try the soup, it is hot.", "Try the soup, it is hot."),
        ("** HURRY! Rye for all of you ** says the sign.", "** Rye for all of you ** says the sign."),
    ],
)
def test_cuts_a_pressing_clause(run_rule: RunRule, text: str, expected: str | None) -> None:
    assert fixed(text, run_rule, **HURRY) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Hurry up!",
        "Come, act now",
        "If you want a loaf, hurry!",
        "Whatever you want, hurry!",
        "So for your chance to win, don't miss out.",
        "Want a loaf? Hurry up! We bake at six.",
        "We sell rye. Hurry up: https://rye.example",
        "We sell rye. Hurry up!\nhttps://rye.example",
        "The loaves are warm. Register now! They are brown.",
        "Win a loaf from Ann. Register now! Call Bo about the flour.",
        "Never used, still in its box - register now! It is $27.",
        "All you have to do is: hurry up. We bake at six.",
        "And trust us, don't miss out. We bake at six.",
        "Hurry up, and you'll get one.",
        "We ask you to do so and hurry up.",
        "Hurry, little bird, the cat is near the shop.",
        "The oven is hot today. Hurry up! Before the rolls are gone.",
        "Hurry up! Sold out, and come to the mill at six.",
        "Last chance for a loaf! Take one home before it's gone!",
        "Come to the mill fast, before it's gone!",
        "Register now, pay in May for all of it.",
        "Register now, travel later in the year for less.",
        "Hurry up, travel later in the year for less.",
        "Hurry up, the rolls won't last, come at six.",
        "Register now, we bake at six in the morning.",
        "Don't think of rain at the mill, act now!",
        "Don't park at the mill, you will regret it!",
        "Don't wait, don't think, just come to the mill at six.",
        "Register and win a loaf from Ann. Register now!",
        "I hope you have a good day at the mill, Ann. Don't wait.",
    ],
)
def test_cuts_nothing_that_the_rest_needs(run_rule: RunRule, text: str) -> None:
    assert fixed(text, run_rule, **HURRY) is None


@pytest.mark.parametrize(
    ("text", "pattern"),
    [
        ("Today only: 20% off all rolls in the shop.", "today only"),
        ("Last day: tomorrow, we close at six.", "last day"),
        ("Only two left, and they are warm.", "only two left"),
        ("Limited-time offer. The rolls are warm.", "limited time offer"),
        ("Not for members, the rolls are warm.", "not for members"),
        ("Ask Ann Miller, the rolls are warm.", "ask ann miller"),
        ("Dear [NAME], the rolls are warm.", "dear ..2 name"),
    ],
)
def test_never_cuts_a_fact_or_a_term(run_rule: RunRule, text: str, pattern: str) -> None:
    assert fixed(text, run_rule, patterns=[pattern], fix="") is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The dress is lovely. Tag a friend who would love it! We have ten more.",
            "The dress is lovely. We have ten more.",
        ),
        ("Follow me and bring a bag to the fair.", "Bring a bag to the fair."),
        ("Drop your guess below and tag a friend who bakes.", "Drop your guess below."),
        ("Follow us! Thanks for a good year with the mill.", "Thanks for a good year with the mill."),
        ("Rye is here.\n⭐ Tag your friends\n📷 The photo is by Ann", "Rye is here.\n📷 The photo is by Ann"),
        (
            "Rye is here today.\n=====\nTag your friends\n=====\nWe open at six.",
            "Rye is here today.\n=====\nWe open at six.",
        ),
        (
            "Rye is here today.\n=====\nTag your friends\n-----\nWe open at six.",
            "Rye is here today.\n=====\n-----\nWe open at six.",
        ),
    ],
)
def test_cuts_begging_with_its_clause(run_rule: RunRule, text: str, expected: str) -> None:
    assert fixed(text, run_rule, **BEG) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Tag a friend who bakes.",
        "Follow me for more and for our lessons, study guides and a quiz, all on our page.",
        "Tag a friend who bakes. We draw the winner at six.",
        "Follow me:\nTwitter @mill\nWe post on rye all day.",
        "Rye is here. Follow us on Friday at the mill.",
        "Subscribe to my channel, I'll subscribe back. We post on rye.",
        "Like this and win a loaf. We draw at six.",
        "Wanna laugh? Subscribe to my channel! We post on rye.",
        "We post on rye. Please follow us if you would enjoy that. We bake at six.",
        "We post on rye. Follow us, please. Thank you!",
        "We post on rye. Like us to see how it is done.",
        "We post on rye. Tag your friends, thanks for that, we bake at six.",
        "Thanks for a good year at the mill, and plz follow us!",
        "We post on rye. Like us! Share us! We bake at six.",
        "The cat is asleep on the sill.\nTag your friends\nComment your town\nWe bake at six.",
        "Thanks for a good year at the mill, and please follow us!",
    ],
)
def test_keeps_begging_that_something_hangs_on(run_rule: RunRule, text: str) -> None:
    assert fixed(text, run_rule, **BEG) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Book your table now.", "Book your table."),
        ("Book your table right now on our website.", "Book your table on our website."),
        ("Order now and pay at the desk.", "Order and pay at the desk."),
        ("Apply now: https://mill.example", "Apply here: https://mill.example"),
        ("ORDER NOW >> https://mill.example", "ORDER HERE >> https://mill.example"),
        ("Apply now → https://mill.example", "Apply here → https://mill.example"),
        ("Apply now https://mill.example", "Apply here: https://mill.example"),
        ("Try it now https://mill.example", "Try it here: https://mill.example"),
        ("Shop now.", None),
        ("Click “Try it now” to begin.", None),
        ("Your summer starts now.", None),
        ("Shop now for half the price.", None),
        ("Order now and the second one is free.", None),
        ("Order now to avoid the Christmas rush.", None),
        ("Order now to have it by Friday.", None),
        ("Order now before the roads freeze.", None),
        ("Order now by Friday at the mill.", None),
        ("Order a loaf now by phone.", "Order a loaf by phone."),
        ("Order a loaf now by ringing the bell.", "Order a loaf by ringing the bell."),
        ("Order now because, trust us, the rye is good.", None),
        ("Order now.", None),
        ("Sign up now.", None),
        ("Book a table now. Book a table at the desk.", None),
        ("Apply now to train as a baker.", "Apply to train as a baker."),
        ("Order now, before the mill closes.", None),
        ("Order NOW Christmas!", None),
        ("Before the rolls are cold, order them now!", None),
        ("Save a third on rye Order Now!", None),
        ("Join now with a friend or two.", None),
        ("Learn about our order now, pay later plan.", None),
        ("Visit the desk to order now.", "Visit the desk to order."),
        ("Join us now with a friend or two.", "Join us with a friend or two."),
    ],
)
def test_drops_a_word_the_clause_can_do_without(run_rule: RunRule, text: str, expected: str | None) -> None:
    assert fixed(text, run_rule, **NOW) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Get amazing deals on chairs.", "Get deals on chairs."),
        ("It is an amazing sale.", "It is a sale."),
        ("We have amazing prices.", None),
        ("Chairs at amazing deals, every day.", None),
        ("Get ready for amazing deals.", None),
        ("Three amazing deals on chairs.", "Three deals on chairs."),
        ("Chairs at an amazing sale.", "Chairs at a sale."),
        ("The deals are amazing.", None),
        ("A super amazing sale of chairs.", None),
        ("An absolutely, amazing sale of chairs.", None),
        ("Amazing sale! Chairs from $5.", None),
        ("Amazing sale of chairs, from $5.", "Sale of chairs, from $5."),
        ("Amazing deals on all our chairs.", None),
        ("Amazing deals on all our chairs, from $5.", "Deals on all our chairs, from $5."),
    ],
)
def test_drops_a_loud_adjective(run_rule: RunRule, text: str, expected: str | None) -> None:
    settings: dict[str, Any] = {"patterns": ["amazing (deals|sale|prices)?"], "drop": ["amazing"]}
    assert fixed(text, run_rule, **settings) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Don't miss your chance to see the play!", "See the play!"),
        ("The fair is on Friday don't miss your chance to see the play", None),
        ("Bring Ann, don't miss your chance to see the play!", None),
        ("Don't miss your chance to win a loaf!", None),
        ("Don't miss your chance to better know the mill!", None),
        ("Don't miss your chance to better yourself at the mill!", "Better yourself at the mill!"),
    ],
)
def test_a_chance_becomes_an_order(run_rule: RunRule, text: str, expected: str | None) -> None:
    assert fixed(text, run_rule, patterns=["don't miss your"], drop=["don't miss your chance to"]) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Love biryani? Try the biryani at the mill for $5.", "Try the biryani at the mill for $5."),
        ("Need a plumber? Call Bo at the mill for $5.", None),
        ("Want to try the rye? Well, the rye is $5 at the mill.", None),
        ("Want to see Leeds on Friday? The fair in Leeds costs $5.", None),
        ("Need help? Call our helpline for $5.", None),
        ("Looking for a new sofa? We have them all for $5.", None),
        ("Are you a baker? Get the baker kit for $5.", None),
        ("Are you missing a baker kit? Get the baker kit for $5.", "Get the baker kit for $5."),
        ("The baker kit is here now. Missing a baker kit? The baker kit costs $5 now.", None),
        ("Are you missing a REAL baker kit? Get the baker kit for $5.", None),
        ("Are you missing a REAL baker kit? Get the real baker kit for $5.", "Get the real baker kit for $5."),
        ("Ready to party? https://mill.example sells tickets for $5.", None),
    ],
)
def test_cuts_a_hook_whose_topic_comes_again(run_rule: RunRule, text: str, expected: str | None) -> None:
    assert fixed(text, run_rule, kind="sentence", of=["question"], cut=True) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We are proud to support the choir.", "We support the choir."),
        ("We're so proud to support the choir.", "We support the choir."),
        ("The mill is proud to offer tours.", "The mill offers tours."),
        ("We were thrilled to host the fair.", "We hosted the fair."),
        ("We are delighted to have been chosen.", "We have been chosen."),
        ("The mill is proud to have given a roof.", "The mill has given a roof."),
        ("I'm delighted to be giving two talks.", "I'm giving two talks."),
        ("We were honoured to be part of the fair.", "We were part of the fair."),
        ("We are thrilled to announce a new oven.", None),
        ("We are proud to be named the best.", None),
        ("Proud to support the choir.", None),
        ("We are honoured to be working with you.", None),
        ("We are proud of the choir.", None),
        ("We are honoured to have him as a guest.", None),
        ("We are thrilled to have two nominees.", None),
        ("We are thrilled to partner with her.", None),
        ("We are delighted to be your bakers.", None),
        ("We were delighted to partner with the choir.", "We partnered with the choir."),
        ("We are proud to support @choir on Sunday.", "We support @choir on Sunday."),
        ("We are proud to support #ChoirDay on Sunday.", None),
        ("We are proud to support the choir, well done to all of them!", None),
    ],
)
def test_says_the_deed_and_not_the_feeling(run_rule: RunRule, text: str, expected: str | None) -> None:
    feeling = "(so)? (proud|thrilled|delighted|honoured) (to|of)"
    assert (
        fixed(text, run_rule, patterns=[f"(we|i|the mill)? (am|are|is|'re|'m|was|were)? {feeling}"], plainly=True)
        == expected
    )


def test_a_wall_of_text_is_parted_between_sentences(run_rule: RunRule) -> None:
    first = "The lane is closed this week and the men dig from eight to five with two machines and a dog named Bo."
    second = "Come in from the church side and walk past the big oak until you see the lamp above our old blue door."
    settings: dict[str, Any] = {"measure": "longest_paragraph", "at_most": 20, "offer": "new-paragraph"}
    assert fixed(f"{first} {second}", run_rule, kind="metric", **settings) == f"{first}\n\n{second}"
    assert fixed(f"{first} But {second.lower()}", run_rule, kind="metric", **settings) is None
    assert fixed(f"“{first} {second}”", run_rule, kind="metric", **settings) is None


@pytest.mark.parametrize(
    ("left", "right", "parted"),
    [
        ("We learned that the lane is wet: 1. Boots are what helps. 2.", "Hats help a little.", False),
        ("We do two things all day long: 1. We bake.", "2. We wash the pots.", False),
        ("🚫It is a quiet lane.", "🚫Less trust. 🚫Less sleep. 🚫Less bread.", False),
        ("The mill is a quiet one.", "🚫Less trust. 🚫Less sleep. 🚫Less bread.", True),
        ("Who do we mean? - Is it Ann who bakes?", "- Is it Bo who sings?", False),
        ("Loaves on the sill.", "Cats in the window.", False),
        ("We were cold in the barn.", "We were wet in the lane.", False),
        ("We were cold in the barn.", "Ann was wet in the lane.", True),
        ("There is one thing that we say at the mill.", "“Rye is slow” is what Ann wrote on the wall.", False),
        ("The wall of the mill says “we are slow.”", "Ann 3:16 is what Bo wrote below it.", False),
        ("Do you go to the fair in Leeds?", "We did, and it was a warm day.", False),
        ("We saw two hills in the rain.", "To us the one is old, and the other one is young.", False),
        ("We went to the fair in Leeds.", "Everyone loved it!", False),
        ("We went to the fair in Leeds.", "Still, it was a good day for all of us.", False),
        ("We had four goals this year.", "One of the goals: to be warm.", False),
        ("We sang songs by Ann.", "The first was sung in the lane.", False),
        ("I am a baker with a dream.", "I know there are many of those in this lane.", False),
    ],
)
def test_what_belongs_together_isnt_parted(run_rule: RunRule, left: str, right: str, parted: bool) -> None:
    head = "The lane was closed for a week and the men were digging from eight to five with two machines and a dog."
    tail = (
        "The oven is warm again and so are the bakers, who have their own chairs beside it and who sing while it rains"
    )
    settings: dict[str, Any] = {"measure": "longest_paragraph", "at_most": 20, "offer": "new-paragraph"}
    found = fixed(f"{head} {left} {right} {tail}.", run_rule, kind="metric", **settings)
    assert (found is not None and f"{left}\n\n{right}" in found) is parted


def test_a_wall_of_text_is_rather_parted_where_nothing_is_pointed_at(run_rule: RunRule) -> None:
    sentence = "We open the mill at six and bring the bread to the school by noon."
    middle = "Ann says it is a good walk for all of us in any weather."
    text = " ".join((sentence, sentence, sentence, middle, "Bo drives the van on Mondays.", sentence, sentence))
    settings: dict[str, Any] = {"measure": "longest_paragraph", "at_most": 20, "offer": "new-paragraph"}
    assert "weather.\n\nBo drives" in (fixed(text, run_rule, kind="metric", **settings) or "")


def test_a_list_isnt_parted(run_rule: RunRule) -> None:
    text = "One is to wash the dough off your hands. " * 3 + "2) the other is to feed the cat. " * 4
    found = fixed(text, run_rule, kind="metric", measure="longest_paragraph", at_most=20, offer="new-paragraph")
    assert found is None or "\n\n2)" not in found


def test_a_bullet_stays_with_its_point(run_rule: RunRule) -> None:
    head = "We walk the whole lane every morning with two dogs and a lamp, and here is why we do it in the rain and the snow too: ▪️"
    point = "Every year forty toads cross by the mill in the dark and most of them need somebody who carries them over the road."
    settings: dict[str, Any] = {"measure": "longest_paragraph", "at_most": 20, "offer": "new-paragraph"}
    assert fixed(f"{head} {point}", run_rule, kind="metric", **settings) is None
    head = head.replace(": ▪️", ".")
    assert fixed(f"{head} ▪️ {point}", run_rule, kind="metric", **settings) == f"{head}\n\n▪️ {point}"


def test_nothing_is_cut_where_marks_are_lost(run_rule: RunRule) -> None:
    clause = "the roof is old and the rain comes in "
    assert fixed(f"{clause}so hurry up", run_rule, **HURRY) is not None
    assert fixed(f"{clause * 6}so hurry up", run_rule, **HURRY) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The sale🚨Today is on.", "The sale Today is on."),
        ("The sale 🚨Today is on.", "The sale Today is on."),
        ("The sale🚨 is on.", "The sale is on."),
        ("🚨 The sale is on.", "The sale is on."),
        ("The sale is on 🚨", "The sale is on"),
        ("The sale is on 🚨!", "The sale is on!"),
    ],
)
def test_a_siren_goes_without_gluing_words(run_rule: RunRule, text: str, expected: str) -> None:
    assert fixed(text, run_rule, regex=["🚨"], fix="") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“The rolls were warm. Hurry up!", None),
        ('Ann wrote: "The rolls were warm. Hurry up!', None),
        ("“The rolls were warm.” The oven is hot. Hurry up!", "“The rolls were warm.” The oven is hot."),
        ('A 24" tray of rolls is hot. Hurry up!', 'A 24" tray of rolls is hot.'),
    ],
)
def test_an_open_quotation_stays_as_it_is(run_rule: RunRule, text: str, expected: str | None) -> None:
    assert fixed(text, run_rule, **HURRY, quoted=True) == expected


@pytest.mark.parametrize(
    ("kind", "text", "settings", "label"),
    [
        (
            "phrase",
            "Order NOW and pay at the desk.",
            {"patterns": ["order now and"], "drop": ["now"]},
            "Take out “NOW”",
        ),
        ("phrase", "Get an amazing deal.", {"patterns": ["amazing deal"], "drop": ["amazing"]}, "Take out “amazing”"),
        ("phrase", "The oven is hot, so hurry!", HURRY, "Take out “so hurry”"),
        ("phrase", "Hurry, the oven is hot.", HURRY, "Take out “Hurry”"),
        ("phrase", "The oven is hot. Hurry up!", HURRY, "Take out “Hurry up!”"),
        (
            "phrase",
            "Rye is here today. Time is running out, dear friends of warm rye and butter!",
            {"patterns": ["time is running out , dear friends of warm rye and butter"], "fix": ""},
            "Take out “Time is running out, dear friends of wa…”",
        ),
        ("phrase", "Our sale 🚨 is on.", {"regex": ["🚨"], "fix": ""}, "Take out “🚨”"),
        ("phrase", "Utilise rye.", {"patterns": ["utilise"], "fix": "use"}, "Write “Use”"),
        ("shout", "Rye is here!!!", {"of": "marks"}, "Write “!”"),
        ("shout", "Rye 🥐🥐🥐 is here.", {"of": "emoji"}, "Keep one 🥐"),
    ],
)
def test_a_button_says_what_it_does(
    run_rule: RunRule, kind: str, text: str, settings: dict[str, Any], label: str
) -> None:
    assert run_rule(kind, text, **settings)[0].fixes[0].label == label


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rye is here !!!", "Rye is here!"),
        ("Rye is here!!!", "Rye is here!"),
        ("Rye (and buns) !!!", "Rye (and buns)!"),
        ("Rye 🥐 !!!", "Rye 🥐 !"),
        ("!!! Rye", "! Rye"),
    ],
)
def test_one_mark_stands_behind_its_word(run_rule: RunRule, text: str, expected: str) -> None:
    assert fixed(text, run_rule, "shout", of="marks") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rye is here!!! Buns too !!! Come in!!!", "Rye is here! Buns too! Come in!"),
        ("Rye is here!!! “We love it!!!” says Ann. Buns too!!!", "Rye is here! “We love it!!!” says Ann. Buns too!"),
        ("We love you!!! ❤ Rye is here!!! Buns too!!!", "We love you!!! ❤ Rye is here! Buns too!"),
        ("We love you!!! ❤ Rye is here!!!", None),
        (f"Rye is here!!! {'We bake. ' * 400}Buns too!!!", None),
    ],
)
def test_one_fix_writes_single_marks_in_the_whole_post(run_rule: RunRule, text: str, expected: str | None) -> None:
    """With one row less, the post would be as loud. Affection keeps its marks, and so does a very long post."""
    found = run_rule("shout", text, of="marks", at_least=3)
    whole = [
        text[: fix.span.start] + fix.text + text[fix.span.end :]
        for one in found
        for fix in one.fixes
        if "whole post" in fix.label
    ]
    assert set(whole) == ({expected} if expected is not None else set())
