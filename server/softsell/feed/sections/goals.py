"""How far the user's goals are met."""

from __future__ import annotations

from softsell.feed.dates import month_name
from softsell.feed.figures import Feed
from softsell.feed.goals import DAYS, MOSTLY, Goal
from softsell.feed.sections.section import Section, Table


def goals_section(feed: Feed) -> Section:
    if not feed.goals:
        return Section("goals", "", ())
    rows = [("goal", f"last {DAYS} days" if feed.gathered.dated else "all posts", "met", "since")]
    for goal in feed.goals:
        met = "not known" if goal.met is None else "yes" if goal.met else "no"
        rows.append((_wanted(goal), _value(goal), met, month_name(goal.since) if goal.since else "–"))
    unknown = any(goal.name == "answers_within" and goal.value is None for goal in feed.goals)
    notes = ("A sheet can say when a message came: in a column such as “Received”, beside the message and the reply.",)
    table = Table("Your goals, and how far they are met", tuple(rows))
    return Section("goals", "Your goals", (), notes if unknown else (), (table,))


def _wanted(goal: Goal) -> str:
    match goal.name:
        case "posts_a_week":
            return f"at least {goal.wanted:g} posts a week"
        case "promotion":
            return f"at most {goal.wanted:g} % sell"
        case "asking":
            return f"at least {goal.wanted:g} % ask"
        case "answers_within":
            return f"replies within {goal.wanted:g} hours ({MOSTLY:g} % of them)"
        case _:
            return f"the posts speak as “{goal.wanted}” ({MOSTLY:g} % of them)"


def _value(goal: Goal) -> str:
    if goal.value is None:
        return "no file says when messages came" if goal.name == "answers_within" else "–"
    return f"{goal.value:.1f} a week" if goal.name == "posts_a_week" else f"{goal.value:.0f} %"
