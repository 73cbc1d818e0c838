"""Phrases whose words look like a fault, and aren't one where they stand: kinds that fresh eyes found in posts nobody had read."""

from __future__ import annotations

import pytest

import softsell

CALM = [
    ("disclosure/affiliate", "I set up my code editor on the new laptop, and the dark theme is easy on the eyes."),
    ("disclosure/thanks-to-a-brand", "New data in collaboration with @millfoundation: half of all bakers start before four."),
    ("authenticity/template-hole", "The puppies are asleep on the flour sacks. Love from xxxx"),
    ("pushiness/follow-us", "Follow our earnings call live on Tuesday at nine. The slides are on the site by eight."),
    ("pushiness/follow-us", "Follow us on:\nThe mill's page\nThe bakery's page\nThe ferry's page"),
    ("pushiness/hurry", "The committee met again in the old hall. Ministers must act now, say the teachers."),
    ("pushiness/right-now", "The vans are full this week. Order today for delivery on Friday, or collect it here."),
    ("pushiness/opens-with-price", "3.1% interest, fixed for two years!!! Hurry, before the branch shuts at noon!"),
    ("pushiness/opens-with-price", "£7,500 for the lifeboat, raised by the whole school!!! Hurry, the raffle goes on!"),
    ("pushiness/limited-time", "Our workshop closes in May after forty years. The clearance sale begins on Monday."),
    ("pushiness/today-only", "Soup and a roll for £4, Monday only. On Tuesday there's pie."),
    ("pushiness/too-good", "The talk is completely free, and there's tea. The hall opens at seven."),
    ("readability/stiff-words", "We rested whilst it rained, and numerous geese came by."),
    ("readability/plain-words", "The vast majority of our guests come by bus. We'll make a decision about the car park in May."),
    ("readability/plain-words", "RT @mill: In order to bake bread you need flour, water, salt and somebody who gets up early."),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "text"), CALM, ids=[f"{rule} {at}" for at, (rule, _) in enumerate(CALM)])
def test_it_is_no_fault_there(rule: str, text: str) -> None:
    assert rule not in {finding.rule for finding in softsell.check(text).findings}


PUSHY = [
    ("disclosure/affiliate", "Shoes like clouds. Use my code ANN10 at the till and say hello."),
    ("disclosure/thanks-to-a-brand", "A weekend by the sea, in collaboration with @harbourhotel, and the breakfast was a dream."),
    ("pushiness/right-now", "The boots are back. Order today and run faster tomorrow!"),
    ("pushiness/hurry", "The boots are back in blue. Act now, or somebody else walks off in them."),
    ("disclosure/thanks-to-a-brand", "In partnership with @bluepen I wrote my whole diary in a day. Start your free trial."),
    ("pushiness/opens-with-price", "50% off all room rates!!! Last chance, ends at midnight!"),
    ("pushiness/hurry", "Only two seats are left on the boat to the island, so we must act now!"),
    ("pushiness/follow-us", "RT @mill: Follow us for more, and share this post with everybody you know!"),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "text"), PUSHY, ids=[rule for rule, _ in PUSHY])
def test_it_still_is_one_elsewhere(rule: str, text: str) -> None:
    assert rule in {finding.rule for finding in softsell.check(text).findings}
