"""The handlers of API v1, by concern.

    checks      check a draft; run a check for the command line
    rules       list rules and packs; try a rule file
    pairing     pair a client, answer requests to pair, list clients, make links
    health      say who answers; serve the OpenAPI document

    models      what requests and answers hold
    requests    read a request, run work in the worker, write JSON
    answers     reports, rules and diagnostics as JSON
    rule_trial  try a rule file

A handler takes the services and the request, and returns a response. Not here: which path leads to which handler and who may
call it (``softsell.web.endpoints``), and the checks before it (``softsell.web.gate``).
"""
