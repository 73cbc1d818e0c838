"""The gate: who gets an answer from the server, as small ASGI middlewares. Not here: the answers.

From the outside in, each a class with one reason to refuse:

    Finishing        every answer gets its security headers and Server-Timing; what goes wrong becomes a problem, never a traceback
    HeaderLimits     431
    OwnHost          421 unless Host is a loopback name with our port, so that no rebinding DNS name reaches us
    AllowedOrigin    403 unless Origin is absent, ours or a paired extension's; no CORS header for any web origin
    OwnUser          403 for other users of this computer, and for whoever may be one, where softsell relies on its client being the user
    Authorisation    401, 403; decides on the raw path as it came over the wire
    JsonBodies       415
    BodyLimits       413, 408, also for bodies in chunks and in drips
    Concurrency      503
    TimeLimit        503

Heads that drip in are ``protocol``'s business: no application sees them.
"""
