"""Packs that travel: from a folder, a zip, a git repository or an installed Python package into a project, and back out.

    sources        reads a pack from where it is
    git            the git part of that
    known_sources  the addresses that the user has agreed to
    project        a project's settings, lock and copies of packs
    travel         add, update, remove, lock and verify packs
    compare        what changes with another version of a pack, also for given posts
    pack_zip       a pack as a zip

A pack is only data. Nothing here runs or imports what it gets, and only ``git`` opens a connection, to an address that the user typed or
agreed to.
"""
