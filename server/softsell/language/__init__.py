"""How a draft is read: tokens, sentences and their kind, who is talked about, readability. Knows nothing of rules."""
