"""From YAML documents to a Pack: first what types express (``schema``), then what they can't. Finds all mistakes of all files at once.

``pack`` goes through the files; ``pack_yml``, ``rule_files``, ``rule_examples`` and ``question_files`` each read one sort of
entry; ``value_checks`` has what they share; ``type_mistakes`` explains what pydantic finds. Whether examples hold is checked in
``packs.examples``.
"""

from softsell.packs.validate.pack import pack_from

__all__ = ["pack_from"]
