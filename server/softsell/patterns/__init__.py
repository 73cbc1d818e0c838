"""The pattern language of rule packs: its grammar, and the automaton that finds all patterns of all rules in one pass.

Knows tokens and sentences; knows nothing of rules.
"""

from softsell.patterns.automaton import Automaton, Compiler, Match, Matches
from softsell.patterns.grammar import PatternError, parse

__all__ = ["Automaton", "Compiler", "Match", "Matches", "PatternError", "parse"]
