"""Checks archives of posts that are too large for memory, on several processes or machines. ``run`` has the steps.

    inputs -> rows -> units -> checked in parallel -> parts in a work folder -> output

A unit is some hundred rows. Its results are a part, which is written whole or not at all, so a run that was stopped goes on with the
first unit that has no part.
"""
