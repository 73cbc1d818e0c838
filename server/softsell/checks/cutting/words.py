"""Word lists and bounds that several of these files share."""

from __future__ import annotations

from softsell.language.english.data import sets

_SETS = sets("cutting.txt")
FILLERS = _SETS["fillers"]
"""Words before a clause that say nothing: "so", "hey"."""
LEANING = _SETS["leaning"]
"""Words by which a sentence goes on from the one before."""
SUBORDINATORS = _SETS["subordinators"]
DANGLING = _SETS["dangling"]
"""Words that no sentence ends with."""
RESTLESS = _SETS["restless"]
"""Verbs of orders that only hurry: "act now"."""
LEADING = frozenset(("please", "so", "and", "then", "just", "go", "or", "but"))
"""Words before an order that leave it one."""
DEADLINES = frozenset(("before", "by", "until", "till", "while"))
ORDERING = _SETS["ordering"]
"""Verbs of calls, where nothing else tells that a clause is one: "- bid now"."""
THANKS = _SETS["thanks"]
PRIZES = _SETS["prizes"]
NEAR = 8
"""Words at the beginning of a sentence that show how it goes on from the one before."""
SAID = frozenset(("word", "number", "money", "percent", "time", "hashtag", "mention", "url"))
PAUSES = frozenset(",;–—-")
JOINING = frozenset(("and", "so"))
FEWEST_WORDS = 3
"""Words that a clause has at least when it stands alone."""
LONGEST_SENTENCE = 150
"""Tokens."""
REACH = 500
"""Tokens before and after a cut that have a say."""
