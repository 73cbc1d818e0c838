"""The gate: decides which requests get an answer, as small ASGI middlewares, one a file.

Requests pass them in this order. Each has one reason to refuse:

    http_protocol    408, 400; bounds connections, before any application sees a request
    finishing        gives every answer its security headers and Server-Timing; turns errors into problems
    page_refusals    shows a refusal as a page, to a person who opens a page
    header_limits    431
    own_host         421 unless Host is a loopback name with our port, so a DNS name that is rebound to 127.0.0.1 doesn't reach us
    allowed_origin   403 unless Origin is absent, ours or a paired extension's; no web origin ever gets a CORS header
    own_user         403 for other users of this computer, wherever softsell relies on its client being the user
    authorisation    401, 403; decides by the raw path, as it came over the wire
    json_bodies      415
    body_limits      413, 408, also for bodies that come in chunks or in drips
    concurrency      503
    time_limit       503
    client_versions  tells client and server if their versions differ; refuses nobody

Three modules aren't middlewares: ``caller`` says who sent a request, ``peers`` which user of the computer is at the other end,
``access`` who may call an endpoint.

Not here: the answers (``softsell.web.api``), and which path is public (``softsell.web.endpoints``).
"""
