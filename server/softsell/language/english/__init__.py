"""What holds for English only: its words, its grammar as far as lists and positions tell it, its readability formulas."""
