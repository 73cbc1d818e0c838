"""Native messaging: the browser starts a small program of softsell's, the host, and the extension talks to the server through it.

Then the extension needs no port and no pairing, and the host starts the server if none runs. ``softsell setup`` sets this up: it writes a
token for the host, a script that starts it, and a manifest for each browser that says which extensions may use it. The ids of the
extensions are in ``extensions.json``, which the extension's build reads too; a store may assign further ones.

Not here: pairing over HTTP (``softsell.web.pairing``), which works where this doesn't.
"""
