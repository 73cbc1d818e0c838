"""The local server and what talks to it.

``app`` puts the application together, ``gate`` decides who gets an answer, ``api`` and ``languagetool`` give it,
``serve`` runs it all.
``client`` and ``pairing`` are what the command line calls: they import nothing heavy, so this file imports nothing at all.
``PROTOCOL.md`` beside it is for those who write clients.
"""
