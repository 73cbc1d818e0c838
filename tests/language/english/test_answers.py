"""Answers: replies that answer, in the words people use, and replies that only thank."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from softsell.language.english.answers import MAX_MESSAGE, message_draft, unanswered
from softsell.language.reading_builder import read

ANSWERED = (
    ("What time do you open on Saturdays?", "We open at nine!"),
    ("What time do you open on Saturdays?", "From nine to two."),
    ("When is the next workshop?", "Next Thursday, in the back room."),
    ("When will the plums be back?", "As soon as the trees say so, probably mid August."),
    ("Do you have gluten free cake?", "We do! Two kinds today."),
    ("Do you have gluten free cake?", "Not today, but on Fridays."),
    ("Do you ship to Norway?", "Sorry, only within Germany."),
    ("Can I bring my dog?", "Of course, there is a bowl by the door."),
    ("Can I bring my dog?", "Dogs are very welcome!"),
    ("Can I bring my dog?", "🐶👍"),
    ("How much is a haircut for kids?", "Eighteen, and they may choose a sticker."),
    ("How much is the blue one?", "It's 45 euros."),
    ("how much??", "DM'd you the prices!"),
    ("Where are you located?", "Mill Lane 4, behind the church."),
    ("Where can I buy tickets?", "At the door or on our website."),
    ("Where do the apples come from?", "Ann's orchard, two villages over."),
    ("Who made this mug?", "Tom did!"),
    ("Who do I talk to about a wedding cake?", "Ask for Lina, she does them all."),
    ("Why are you closed on Mondays?", "That is our day for cleaning the ovens."),
    ("Why is it so expensive now?", "Flour has doubled in price since spring, sadly."),
    ("How long does the repair take?", "About three days."),
    ("How long does the repair take?", "It depends on the parts, usually a week."),
    ("How do I clean the pan?", "Hot water and a brush, no soap."),
    ("How can I book?", "Just call us, the number is in the profile."),
    ("What kind of flour do you use?", "Rye from the mill next door."),
    ("Which size should I order?", "I would go one up, they run small."),
    ("Is it vegan?", "It is, down to the glaze."),
    ("Is it vegan?", "Yep :)"),
    ("Are you open today", "Until six!"),
    ("Any chance of a vegan version?", "We are working on one!"),
    ("Do you do gift cards? And can I use them online?", "Yes, and yes."),
    ("Love this! How did you do the glaze?", "Thank you! Three layers of celadon and a lot of luck."),
    ("How are you doing?", "Thanks for asking, busy as ever!"),
    ("So beautiful, right?", "It is!"),
    ("Hi, is the terrace heated?", "It is not, but we have blankets."),
    ("What happened to the fig tart?", "It went on holiday with the fig season and will be back in autumn."),
    ("How many people fit in the room?", "Twenty-five, or thirty if they like each other."),
    ("Did my parcel leave already?", "It left this morning."),
    ("Can you mend a zip?", "Bring it in and we will have a look."),
    ("Have you got this in green?", "Only blue and red at the moment."),
    ("Isn't this the one from last year?", "Good eye, it is!"),
    ("Will there be parking?", "There is a field behind the barn."),
    ("What's the name of the song?", '"River Man" by Nick Drake.'),
    ("Could you send me the recipe?", "Just sent it over!"),
    ("Would you recommend it for beginners?", "Definitely."),
    ("How late is the kitchen open?", "Till ten."),
    ("Whose dog is that?", "Mine! Her name is Pepper."),
    ("What colours does it come in?", "Green, grey and a warm yellow."),
    ("Is there a discount for students?", "Students pay half."),
    ("When do you close?", "Good question! Let me ask and get back to you."),
    ("Do you deliver on Sundays?", "See you on Sunday then, we deliver from ten."),
    ("Can I get a table for six tonight?", "Happy to squeeze you in at seven!"),
    ("Is this still available?", "Sorry, it went this morning."),
    ("Is this still available?", "It's gone, but there is a sister of it in the window."),
    ("Do you take cards?", "Cash only for now, the machine is on its way."),
    ("What's in the soup?", "Great question! Leeks, potatoes, a little cream."),
    ("Do you offer classes for kids?", "Love this idea! We start one in March."),
    ("Which one is better for oily skin?", "The green one."),
    ("Would a gift voucher work for this?", "It would!"),
    ("How do I get there by bus?", "Line 4, get off at the mill."),
    ("Any plans to open in Leeds?", "Not at the moment."),
    ("Will you restock the yellow mugs?", "They are in the kiln as we speak."),
    ("Can someone call me back please?", "On it!"),
    (
        "What did I do wrong? My loaf is flat :(",
        "Hm, sounds like the starter was sleepy. Feed it twice before you bake.",
    ),
    ("Do you have a size chart?", "In the highlights, under “sizes”."),
)
OPEN = (
    ("What time do you close on Sundays?", "Thanks for writing! We love our Sundays."),
    ("How much is the large one?", "Great choice, it is our favourite too."),
    ("Is the terrace open in winter?", "Thank you so much for your kind words."),
    ("Do you ship to Norway?", "Thanks for your interest! Follow our page for more."),
    ("When is the next workshop?", "Thank you, we are so happy you liked it!"),
    ("Where are you located?", "Thank you for reaching out! We love hearing from you."),
    ("Can I bring my dog?", "We are so excited to see you!"),
    ("How long does the repair take?", "We appreciate your message and wish you a lovely day!"),
    ("Which size should I order?", "Happy shopping!"),
    ("Did my parcel leave already?", "Thank you for your order! We appreciate your support."),
    ("Why are you closed on Mondays?", "Have a great week!"),
    ("How can I book?", "We can't wait to welcome you!"),
    ("Are you open on Easter Monday?", "Thanks for your message. Have a lovely weekend!"),
    ("What's the name of the song?", "Glad you enjoyed the video!"),
    ("Do you have gluten free cake? My daughter can't eat wheat.", "Aww, thank you for thinking of us!"),
    ("How many people fit in the room?", "We are proud of our new room!"),
    ("Is this still available?", "Thank you so much!! We love it too."),
    ("Do you take cards?", "We love seeing you in the shop!"),
    ("Will you restock the yellow mugs?", "So happy you love them! 💛"),
    ("What's in the soup?", "Thank you for the lovely comment!"),
    ("Do you offer classes for kids?", "Thanks for your support, have a wonderful day!"),
)
MISSED = (
    ("What kind of flour do you use?", "So glad you like it!! Come by soon."),
    ("Is it vegan?", "Thank you! We put a lot of love into it."),
)
"""Hollow replies that pass for answers: the price of erring towards "answered"."""


def left_open(message: str, reply: str) -> list[str]:
    return unanswered(read(message_draft(message)), read(message_draft(reply)))


@pytest.mark.parametrize(("message", "reply"), ANSWERED)
def test_an_answer_in_whatever_words_is_an_answer(message: str, reply: str) -> None:
    assert left_open(message, reply) == []


@pytest.mark.parametrize(("message", "reply"), OPEN)
def test_courtesy_alone_is_none(message: str, reply: str) -> None:
    assert left_open(message, reply) != []


@pytest.mark.parametrize(("message", "reply"), MISSED)
def test_some_hollow_replies_pass(message: str, reply: str) -> None:
    assert left_open(message, reply) == []


def test_names_the_question_that_is_left() -> None:
    message = "Do you also mend climbing shoes? And how long does it take?"
    assert left_open(message, "Yes, we do.") == ["And how long does it take?"]
    assert left_open(message, "Yes, and it takes three days.") == []


@pytest.mark.parametrize("message", ["How are you?", "So lovely, right?", "What a soup!", "", "🐶?"])
def test_what_asks_nothing_wants_no_answer(message: str) -> None:
    assert left_open(message, "Thank you!") == []


@pytest.mark.parametrize(
    "reply", ["It is all at https://mill.example/hours", "Sent you a DM!", "Let me check and come back to you."]
)
def test_saying_where_the_answer_is_found_will_do(reply: str) -> None:
    assert left_open("When do you open on Sunday?", reply) == []


def test_reads_the_start_of_an_endless_message() -> None:
    assert len(message_draft("When? " * MAX_MESSAGE).prose) == MAX_MESSAGE


@given(st.text(max_size=200), st.text(max_size=200))
def test_takes_any_two_texts(message: str, reply: str) -> None:
    assert all(question in message for question in left_open(message, reply))
