"""Builds the documentation site from the repository. See README.md in this folder."""
