"""Talking to a running server on this computer: find it, make it prove itself, and send it one command.

``softsell check`` goes through here before anything heavy is imported, so nothing in this room imports more than the standard
library's light parts. The server imports the shapes and the proof from here; nothing here imports the server.
"""
