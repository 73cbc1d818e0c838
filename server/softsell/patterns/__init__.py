"""The pattern language of rule packs: its grammar, and the automaton that finds all patterns of all rules in one pass.

This package knows tokens and sentences, but no rules.
"""

from softsell.patterns.automaton import Match, Matches, PatternSet
from softsell.patterns.compiler import Compiler, PatternCache
from softsell.patterns.grammar import PatternError, parse

__all__ = ["Compiler", "Match", "Matches", "PatternCache", "PatternError", "PatternSet", "parse"]
