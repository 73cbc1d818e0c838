"""Pairing: how a client gets a token, and how the user's browser gets a session.

A client asks at the ``desk``. The ``prompt`` opens the pairing page in the user's ``browser``, by a single-use link that starts one of
the ``sessions`` of the server's own pages. When the user approves, the client redeems its request for a token of the ``token_store``.

Not here: the endpoints (``softsell.web.api.pairing``), the pages (``softsell.web.own_pages``), and checking tokens and sessions of
requests (``softsell.web.gate.authorisation``).
"""
