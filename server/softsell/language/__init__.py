"""Reads a draft: tokens, sentences and their kinds, who is mentioned, readability. This package knows nothing of rules."""
