"""Pairing: how a stranger becomes a client."""
