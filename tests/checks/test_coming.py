"""Suggested questions about events to come and advice: what they take up, and where they stay silent."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from softsell.checks.suggestions import days, events
from softsell.config import Config
from softsell.engine.engine import Engine
from softsell.language.sentence import Sentence
from softsell.language.token import Token

ENGINE = Engine(Config(model="none"))


def offered(text: str) -> str:
    report = ENGINE.check(text)
    finding = next((finding for finding in report.findings if finding.rule == "questions/no-question"), None)
    return finding.fixes[0].text.strip() if finding else ""


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("The village fair is back on Saturday 3 May from noon. Ponies, pies and one very old roundabout.",
         "Who's coming to the village fair on 3 May?"),
        ("Our lantern supper is on 14 November, doors at seven. There's soup, and the band plays till the candles go out.",
         "Who's coming to the lantern supper on 14 November?"),
        ("The Long Meadow Ceilidh returns tonight at eight. No steps to learn, the caller shouts them all.",
         "Who's coming to the Long Meadow Ceilidh tonight?"),
        ("Open Studios this weekend! Twelve potters, one kiln and a lot of stairs. Free entry, Saturday and Sunday 11 to 5.",
         "Who's coming to Open Studios this weekend?"),
        ("Our spring paddle is on the 3rd: put in at the old bridge at nine, out at the brewery by two, dogs in the front.",
         "Who's coming to the spring paddle on the 3rd?"),
        ("Star party on Friday! The moon sets early and the big telescope is coming. If it's cloudy we try again on Saturday.",
         "Who's coming to the star party on Friday?"),
        ("Star party on Weds at eight. The moon sets early and the big telescope is coming, so bring a chair and a hat.",
         "Who's coming to the star party on Wednesday?"),
        ("Kite swap on Sunday from ten at the boat shed. All welcome, and the tea is free if you bring a cup.",
         "What are you bringing to the kite swap?"),
        ("LOWER MILL FUN DOG SHOW\nSaturday 14 June at 1pm on the green. Rosettes, tea and a prize for the dog that looks most like Ken.",
         "Who's coming to the Lower Mill Fun Dog Show on 14 June?"),
        ("STARGAZING, Friday 9.30pm at the old quarry. Wear everything you own, the kettle is on and both telescopes are low.",
         "Who's coming to the stargazing on Friday?"),
        ("ACCRA POTTERS MEETUP\nFriday 6 pm at the Terrace. Two short talks and a long table, free, bring a bowl that went wrong.",
         "Who's coming to the Accra Potters Meetup on Friday?"),
        ("OWL WALK\nMeet at the mill gate this Thursday at 9pm. An hour and a half on a flat path, fine for buggies.",
         "Who's coming to the Owl Walk this Thursday?"),
        ("The annual Raft Race is on Easter Monday at 2pm from the old bridge. Rafts have to float, crews needn't.",
         "Who's coming to the Raft Race on Easter Monday?"),
        ("Autumn leaves walk on Thursday. Meet outside the bakery at half five, we end up where the soup is.",
         "Who's coming to the autumn leaves walk on Thursday?"),
        ("Darning club is tomorrow! Usual room, usual time, and Barb is bringing the lemon drizzle for everybody.",
         "Who's coming to the darning club tomorrow?"),
        ("This Thursday's talk: what the bog keeps, by our own Siobhan. 8pm in the hall, all welcome, the tea is free.",
         "Who's coming this Thursday?"),
        ("We're at the Zine Fair on 7 and 8 December. Table 22, a new comic and the old stickers. Come and say hello.",
         "Who's coming to the Zine Fair?"),
        ("Free webinar on Thursday at 1pm about bookkeeping for bakers. Bring your oldest receipts, the recording goes to all.",
         "Who's joining on Thursday?"),
        ("Kite flying on the beach, Sunday 10-2. Bring one or make one with us out of a bin bag and two canes.",
         "Who's coming to the kite flying on Sunday?"),
        ("Big Sing in the square on Saturday at 2, no robes, about 200 of us last year. Song sheets and soup provided.",
         "Who's coming on Saturday?"),
        ("Model railway open weekend 11-12 Oct, 10 till 4 both days. Four layouts running, and the signal box has its wire.",
         "Who's coming to the model railway open weekend?"),
        ("Yarn Social #23 on Saturday at six. Three tables, one cat and a very long scarf, all welcome, bring a chair.",
         "Who's coming to Yarn Social #23 on Saturday?"),
        ("Yarn Social on Saturday at six. Three tables, one cat and a very long scarf, all welcome, bring a chair.",
         "Who's coming to the Yarn Social on Saturday?"),
        ("Mid-Autumn lantern walk on Saturday at six. All welcome, bring a coat and something that glows in the dark.",
         "Who's coming to the Mid-Autumn lantern walk on Saturday?"),
        ("MID-AUTUMN FESTIVAL\nSaturday at six in the temple yard. All welcome, bring a coat and something that glows.",
         "Who's coming to the Mid-Autumn Festival on Saturday?"),
        ("St David's Day parade on Monday at noon. Floats line up behind the dairy and the leeks are ready, all welcome.",
         "Who's coming to the St David's Day parade on Monday?"),
        ("Beans & Books fair, Wednesday 7pm, back room of the Lotus. All welcome, the beans are free and the books aren't.",
         "Who's coming to the Beans & Books fair on Wednesday?"),
        ("Potters in the Pub on Friday at eight. All welcome, bring the mug that you're least proud of.",
         "Who's coming to Potters in the Pub on Friday?"),
        ("CLAY & CAKE\nSaturday 10am, back table at the mill. All welcome, aprons are on the hook, cake is on the wheel.",
         "Who's coming to Clay & Cake on Saturday?"),
        ("The dock quartet play on Friday at eight in the ferry cafe. All welcome, a hat goes round with the soup.",
         "Who's coming on Friday?"),
        ("Bulb planting challenge tomorrow (Saturday) on the green from ten. Come along, do one, or do half of one.",
         "Who's coming to the bulb planting challenge tomorrow?"),
        ("The beekeepers' fundraiser picnic is on Sunday at noon on the green. All welcome, bring a plate and a chair.",
         "Who's coming to the fundraiser picnic on Sunday?"),
        ("Trivia night at the Anchor, Wednesday at 8, teams of up to five. Round three is all about cheese and lighthouses.",
         "Who's coming to the trivia night on Wednesday?"),
    ],
)  # fmt: skip
def test_an_event_to_come_is_named_with_its_day(text: str, question: str) -> None:
    assert offered(text) == question


@pytest.mark.parametrize(
    ("text", "live", "question"),
    [
        ("The village fair was on Saturday 3 May from noon. Ponies, pies and one very old roundabout.",
         "The village fair is on Saturday 3 May from noon. Ponies, pies and one very old roundabout.",
         "Who's coming to the village fair on 3 May?"),
        ("The village fair on Saturday is cancelled because the field is a lake. Doors at the hall stay shut as well.",
         "The village fair on Saturday is in the hall because the field is a lake. Doors at the hall open at noon.",
         "Who's coming to the village fair on Saturday?"),
        ("Saturday's village fair raised enough for a new roof, and the ponies went home with carrots at six.",
         "On Saturday the village fair is back at the mill, and the ponies go home with carrots at six.",
         "Who's coming to the village fair on Saturday?"),
        ("The village fair on Saturday 3 May is sold out, and so is the ride on the very old roundabout at noon.",
         "The village fair on Saturday 3 May is free, and so is the ride on the very old roundabout at noon.",
         "Who's coming to the village fair on 3 May?"),
        ("Free recording of Thursday's workshop about bookkeeping for bakers. It's on the podcast with your oldest receipts.",
         "Free workshop on Thursday at 1pm about bookkeeping for bakers. Join us and bring your oldest receipts.",
         "Who's coming on Thursday?"),
        ("Our spring sale starts on Friday at 9am. Join us in the shop or online, everything on the rail goes.",
         "Our spring plant sale is on Friday at 9am. Join us in the yard, everything on the bench goes.",
         "Who's coming to the spring plant sale on Friday?"),
        ("New mugs are in the shop from Friday at 9am, all of them green and none of them quite the same size.",
         "Mug party in the shop on Friday at 9am, all of them green and none of them quite the same size.",
         "Who's coming to the mug party on Friday?"),
        ("For International Day of Happiness today we wrote down ten keys to a lighter week. Free, and nobody has to join in.",
         "The village party is today at six. Ten songs for a lighter week. Free, and nobody has to join in.",
         "Who's coming to the village party today?"),
        ("Scattering Grandad's ashes on Sunday at ten from the slipway. Family and crew only, and then soup at the hut.",
         "Harbour swim on Sunday at ten from the slipway. Family and crew, and then soup at the hut.",
         "Who's coming to the harbour swim on Sunday?"),
        ("The Tuesday sketchers meet at the mill on Tuesdays from 3 March at seven. Ten evenings, all welcome, tea included.",
         "The Tuesday sketchers meet at the mill on Tuesday 3 March at seven. Ten chairs, all welcome, tea included.",
         "Who's coming on 3 March?"),
        ("The memorial walk for our friend Ana is on Saturday from noon. Meet at the bridge and bring a flower.",
         "The wild flower walk with our friend Ana is on Saturday from noon. Meet at the bridge and bring a flower.",
         "Who's coming to the wild flower walk on Saturday?"),
    ],
)  # fmt: skip
def test_what_is_over_off_sold_or_sad_is_no_event_to_ask_about(text: str, live: str, question: str) -> None:
    assert "coming" not in offered(text)
    assert "bring" not in offered(text)
    assert offered(live) == question


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("How to get wax off a wooden table: ice, a butter knife held flat, and then nothing but patience and a soft cloth.",
         "How do you get wax off a wooden table?"),
        ("Packing a tent in the rain: inner first, poles next, outer last and in its own bag. Shake everything twice.",
         "What's your best tip for packing a tent in the rain?"),
        ("Stop drying your felt on the radiator. It shrinks at the edges first, and nobody notices until the hat won't go on.",
         "Who's guilty of drying their felt on the radiator?"),
        ("Never hang a fresh print above the kettle. Steam lifts the corners within a month, however good the paper was.",
         "Who's guilty of hanging a fresh print above the kettle?"),
        ("Boat painting tip from the slipway: warm the tin in a bucket of hot water first. It runs twice as far and leaves no hairs.",
         "What's your own best boat painting tip?"),
        ("If you're new to night fishing, a red torch and spare socks do more for you than any rod will.",
         "What would you tell somebody new to night fishing?"),
        ("The secret to a quiet door is soap, not oil: rub it along the hinge side and open it ten times. Oil only brings dust.",
         "What's your own secret to a quiet door?"),
        ("Three small habits for an old brush:\n• Rinse it every evening\n• Comb it flat\n• Hang it up by the handle",
         "Which of these three do you already do?"),
        ("Things nobody tells you about keeping ducks:\n- they find every puddle\n- they eat the lettuce first\n- you'll name them all",
         "What would you add?"),
        ("Before you sand an old floor, sink every nail by hand. One that stands proud eats a whole belt and the rest of the morning.",
         "What do you always do before you sand an old floor?"),
        ("Kiln shelf cleaning without the dust: wet the shelf, scrape it flat, wipe it twice. Dry it for a night before you glaze it.",
         "What's your best tip for kiln shelf cleaning without the dust?"),
        ("The easiest way to quiet a gate is soap. Rub a dry bar along the pin and swing it ten times, oil only brings dust.",
         "How do you quiet a gate?"),
        ("How we keep brushes soft: a drop of oil, a paper sleeve and a tin with a lid that nobody borrows.",
         "How do you keep brushes soft?"),
        ("Glazing tip of the week: stir it again. It settles while you talk, and the third bowl is never the same as the first one.",
         "What's your own best glazing tip?"),
        ("HOW TO LOAD A DISHWASHER\nKnives down\nBowls face the middle\nNothing wooden, ever\nNever argue with whoever loaded it",
         "How do you load a dishwasher?"),
        ("What I tell every first time exhibitor. Take a chair you like. Eat before the doors open. Price everything.",
         "What would you add?"),
        ("My rule for meetings: nobody sits down. Third year running, and the longest one took eleven minutes with the cake.",
         "What's your own rule for meetings?"),
        ("A note for anyone buying their first cello: rent one for a year. A bad cello makes a keen child think the child is bad.",
         "What would you tell anyone buying their first cello?"),
        ("Weavers, always wind your warp on a dry day. A damp one stretches overnight and sulks for a whole week.",
         "Weavers, what have you learned the hard way?"),
    ],
)  # fmt: skip
def test_advice_is_asked_of_others_too(text: str, question: str) -> None:
    assert offered(text) == question


@pytest.mark.parametrize(
    ("text", "question"),
    [
        # a warning names nothing that went wrong for the writer, either
        ("Don't rinse your brush with hot water straight after glue. It sets in the heel, and then it's a stick. Cold first.",
         ""),
        # an order names no habit of the writer's that others could share
        ("Cut your peppers from the inside. Shiny side down the knife grips, shiny side up it slips and takes a nail.",
         ""),
        ("To keep coriander fresh, stand it in a glass with a bag over it. Mine lasts two weeks in the door of the fridge.",
         "How do you keep coriander fresh?"),
        ("Tip for learning verbs: ten of them on the fridge, change them on Sunday, say them when you get the milk.",
         "What's your best tip for learning verbs?"),
        ("Three things I check before a kayak goes out: hatch, rudder, rope. In that order, and it takes a minute.",
         "What would you add?"),
        ("Packing list for a first night in a hut:\n- earplugs\n- cash for cake\n- two pairs of socks\n- less than you think",
         "What would you add?"),
    ],
)  # fmt: skip
def test_a_single_tip_is_asked_about_as_one(text: str, question: str) -> None:
    assert offered(text) == question


@pytest.mark.parametrize(
    "text",
    [
        "Heading into mango season so a reminder: silica in the bag, caps off in the box, and batteries out of the drone.",
        "Packing list news: ours now has earplugs on it, since the new hut stands right beside the waterfall.",
    ],
)
def test_a_phrase_that_makes_no_sentence_is_not_taken_up(text: str) -> None:
    assert "tip for" not in offered(text)


@pytest.mark.parametrize(
    "text",
    [
        "Felt workshop on Saturday at eleven. WhatsApp Lerato the number of children so that we cut enough felt for all.",
        "Meadow picnic on Sunday from noon, all welcome. RSVP on the form, so we know how much salad to wash.",
        "We have new opening hours from Monday: Tuesday to Saturday 8 till 5, and Sunday 9 till 2 with the papers.",
        "Meet Femi, who looks after the greenhouse now. Femi comes from the alpine house and has views about our box hedge.",
        "Nomsa passed her forklift test at the first go. She starts in bay two on Monday, so mind your toes.",
        "This is Pepper, our new pony. He's eleven, he's greedy and he has opened the feed room twice by himself.",
        "The garden is open to visitors on Saturday and Sunday, 10 to 5, tulips at their best and dogs on leads.",
        "The derby is on Saturday at three, with the whole town in red. Coverage from two on Harbour FM.",
        "We pray for calm seas tomorrow: the crossing starts at seven, and the whole harbour will be there.",
        "The book fair online runs from Monday through Friday. Register today, the list is short.",
        "Tune in on Thursday at 8pm for the story of the old mill, told by its last miller.",
        "Watch the lantern parade live on our page this Saturday at seven. We start at the bridge.",
        "Early bird prices for the pottery weekend end on Friday at noon. The kiln is warm already.",
        "Is the harbour market your thing? It's on this Saturday from ten, by the crane, with soup.",
        "Our son's birthday party is on Saturday at three in the village hall, with a bouncy castle.",
        "Growing Tomatoes in the Rain: Six Things That Went Well for Us in Two Wet Summers",
        "We are ten today! Get 10% off with code TEN in our online shop until Sunday.",
        "Wash your brushes in cold water first, then soap, then cold water again. They last for years.",
    ],
)
def test_what_is_answered_elsewhere_or_settled_is_not_asked(text: str) -> None:
    assert offered(text) == ""


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("Four hoglets were born under the shed, and the hedgehog mum is doing fine. We weigh them on Friday.",
         "Any ideas for names?"),
        ("The new mural is finished. The wall used to be grey render, and now it's fourteen herons and a bus.",
         "Who else has seen it?"),
        ("The library now lends ukuleles, a sewing machine and a carpet cleaner. Two weeks, with the same card.",
         "What would you borrow first?"),
        ("The shop turned ten on Tuesday. We had cake, the cat had tuna, and the till had a small paper hat.",
         "When was your first visit?"),
        ("Two new beers on tap: a plum sour and a smoked porter called Old Shed. The pump clips are by Ruth.",
         "Which one would you try first?"),
        ("New on the board this week: cardamom bun, rhubarb slice, black sesame cookie. All baked before you were up.",
         "Which one would you try first?"),
        ("Spring menu from Wednesday\nNettle soup\nHam and peas\nTrout and cider\nRhubarb tart\nThe fish finger roll stays where it is",
         "Which one would you try first?"),
        ("Our new gelato flavours are brown bread, gooseberry and burnt honey. Scooping from noon until the tubs are empty.",
         "Which flavour would you try first?"),
        ("This winter's yarn colours are called Low Tide, Rook and Toffee. Dyed in the back kitchen, sixty skeins of each.",
         "Which colour would you choose?"),
        ("We've moved! Find us two doors up from the butcher now. Same phone number, twice the space, and at last a window.",
         "Who's coming to have a look?"),
        ("Our smoked brie got gold at the county show, out of four hundred cheeses. The goats have been told and don't mind.",
         "What would you eat it with?"),
        ("We've got a foal! Born at three this morning, a filly, no name yet. The mare is grand and so is the kettle.",
         "Any ideas for a name?"),
    ],
)  # fmt: skip
def test_news_is_asked_about_by_its_kind(text: str, question: str) -> None:
    assert offered(text) == question


@pytest.mark.parametrize(
    "text",
    [
        "The water is off in Mill Lane on Thursday from 9 to 3 while they mend the main. Fill a kettle and a bath.",
        "The clocks go back on Sunday at 2am, so there's an hour more in bed. We open at 9 as usual, with the papers.",
        "Team away day on Wednesday, so the office opens at 2pm. Leave a message and one of us rings you back.",
        "Orders for the Friday boxes close tonight at 8pm. New potatoes, broad beans and the first courgettes are in.",
        "Leave the hall by the north stairs now and do not use the lift. Walk, keep to the left, and count your group outside.",
        "Rain came in under the door again, so we mopped. Later a toddler told me that the mop was called Kevin, and it is.",
        "The soup sold out by one, and the bread a little later when it rained. Then somebody asked for my grandmother's ladle.",
    ],
)
def test_what_is_told_in_passing_or_in_earnest_is_not_asked_about(text: str) -> None:
    assert offered(text) == ""


@pytest.mark.parametrize(
    "text",
    [
        "How to join our team: send two pages and a photo of something that you made, and we write back within a week.",
        "Customers, always keep your receipt. Without it nobody at the counter can find your order in the book.",
    ],
)
def test_what_only_looks_like_advice_is_not(text: str) -> None:
    assert offered(text) == ""


@pytest.mark.parametrize(
    ("harmless", "serious"),
    [
        ("It hangs in the church hall now.", "The church says it's a sin."),
        ("The shelf is from the charity shop.", "Every loaf helps our charity appeal."),
        ("Then the mixer died.", "Then our baker died."),
        ("We had an alarm clock for every loaf.", "The alarm never stopped."),
        ("She is a very patient woman.", "She was a patient there for years."),
        ("The jumble sale is next door.", "The sale ends at six."),
    ],
)
def test_a_serious_word_counts_for_what_it_means(harmless: str, serious: str) -> None:
    rye = "The rye went in at four this morning. By six the whole street smelled of rye."
    assert offered(f"{rye} {harmless}") == "What goes on your first slice of rye?"
    assert offered(f"{rye} {serious}") == ""


@pytest.mark.parametrize(
    "text",
    [
        "Join us on Saturday, it's free and all welcome. Our spring paddle is on the 3rd of May at ten.",
        "Village fair on Saturday at the green: ❶ ponies all day ❷ pies ➊ a roundabout ➀ tea. All welcome, come along at 2pm.",
        "LOWER MILL FUN DOG SHOW, Sat 14 June at 1pm. ❸ classes, rosettes and tea for everybody who comes along.",
        "Knitters, how to keep a scarf flat: ❶ slip the first stitch. ❷ knit a border. ➌ press it under a book for 3 days.",
    ],
)
def test_a_post_may_stop_anywhere_while_it_is_typed(text: str) -> None:
    for end in range(len(text)):
        offered(text[:end])


def test_a_sentence_full_of_days_is_looked_through_once(monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[int] = []
    look = days.tells_past

    def count(tokens: Sequence[Token], sentence: Sentence) -> bool:
        looked.append(sentence.first)
        return look(tokens, sentence)

    for module in (days, events):
        monkeypatch.setattr(module, "tells_past", count)
    offered("Join us for the village fair, free entry, all welcome, on " + "Monday and " * 500)
    assert len(looked) < 20
