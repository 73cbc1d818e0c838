"""Takes pressing words out of a post, where a whole post is left: whole sentences, whole clauses, and single words.

Every function returns ``None`` where a cut would tear a sentence, lose a fact or a term of an offer, leave a link or a heading with
nothing to it, or leave nothing of the post. A person has to find other words then.
"""

from softsell.checks.cutting.clauses import cut
from softsell.checks.cutting.hooks import cut_hook
from softsell.checks.cutting.single_words import drop
from softsell.checks.cutting.standing import leans

__all__ = ["cut", "cut_hook", "drop", "leans"]
