"""Everything about files that the command line and the server share: finding, checking, fixing and writing them.

Nothing here imports the command line or the server.
"""
