"""The local server and what talks to it.

``app`` puts the application together, ``gate`` decides who gets an answer, ``api`` and ``languagetool`` give it,
``serve`` runs it all.
Talking to a running server is ``softsell.client``.
``PROTOCOL.md`` beside it is for those who write clients.
"""
