"""The commands, one file each, named after what the user types. What several of them share is in ``softsell.cli``."""
