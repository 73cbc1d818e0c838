"""The engine turns a draft and compiled rules into a report.

    text -> reader -> Draft -> language -> checks -> Report

``engine`` loads packs once and compiles their rules once for each platform, ``rule_set`` runs them, and ``report`` is the result.
The engine doesn't know the command line or the server.
"""
