"""The records of JSON files: which lists hold posts, which keys say what, and the records of known archives."""
