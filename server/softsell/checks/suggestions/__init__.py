"""Suggests a question for a post that leaves readers nothing to answer.

``questions`` are what packs hold as data, and ``suggester`` chooses among them. The others take a question's words from the post:
``days`` and ``events`` from what is to come, ``advice`` from tips, and ``own_words`` from any post.
"""
