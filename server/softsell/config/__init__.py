"""What a user can set. softsell.toml, [tool.softsell], the command line and a request's settings all become one Config."""

from softsell.checks.rule import RuleSettings
from softsell.config.config import AUDIENCES, Audience, Config, FileLayer, Goals, Layer
from softsell.config.file_layers import config_for_file
from softsell.config.load import load_config, parse_settings, read_config
from softsell.config.locate import find_config
from softsell.config.settings import template

__all__ = [
    "AUDIENCES",
    "Audience",
    "Config",
    "FileLayer",
    "Goals",
    "Layer",
    "RuleSettings",
    "config_for_file",
    "find_config",
    "load_config",
    "parse_settings",
    "read_config",
    "template",
]
