"""What a draft is, and how files become drafts. Knows nothing of language or rules."""
