"""What is specific to English: words, grammar based on lists and positions, and readability formulas."""
