"""The commands. Each is a file named after what the user types; code that several share is in ``softsell.cli``."""
