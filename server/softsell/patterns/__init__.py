"""The pattern language of rule packs: its grammar, and the automaton that finds all patterns of all rules in one pass.

Knows tokens and sentences; knows nothing of rules.
"""

from softsell.patterns.automaton import Compiler, Match, Matches, PatternSet, Shelf
from softsell.patterns.grammar import PatternError, parse

__all__ = ["Compiler", "Match", "Matches", "PatternError", "PatternSet", "Shelf", "parse"]
