def is_english(tokens): return True
