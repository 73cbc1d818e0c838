"""The engine: a draft and compiled rules in, a report out.

    text -> reader -> Draft -> language -> checks -> Report

``engine`` loads packs once and compiles their rules once for each platform; ``rule_set`` runs them; ``report`` is what comes out.
Nothing here knows a face.
"""
