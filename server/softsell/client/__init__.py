"""Talks to a running server on this computer: finds it, makes it prove its identity, and sends it a command.

``softsell check`` uses this package before anything heavy is imported, so it only imports light parts of the standard library. The
server imports the data types and the proof from here; nothing here imports the server.
"""
