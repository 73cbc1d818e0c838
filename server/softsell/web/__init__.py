"""The local server.

``endpoints`` lists all endpoints in one table. ``app`` builds the application from it. ``gate`` decides which requests get an answer;
``api``, ``languagetool`` and ``own_pages`` answer them. ``pairing`` is how clients get a token, and ``server`` runs it.

``PROTOCOL.md`` in this folder is for people who write clients. Not here: talking to a running server (``softsell.client``).
"""
