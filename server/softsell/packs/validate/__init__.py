"""Turns YAML documents into a Pack. Checks types first (``schema``), then what types can't express, and reports all mistakes at once.

``pack`` goes through the files. ``pack_yml``, ``rule_files``, ``rule_examples`` and ``question_files`` each read one sort of
entry, ``value_checks`` has the checks that they share, and ``type_mistakes`` explains pydantic's errors. ``packs.examples`` checks
that rules find their examples.
"""

from softsell.packs.validate.pack import pack_from

__all__ = ["pack_from"]
