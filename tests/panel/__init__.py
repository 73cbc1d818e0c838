"""A page that shows posts to people, blind, and keeps their ratings on this machine: ``make panel``."""
