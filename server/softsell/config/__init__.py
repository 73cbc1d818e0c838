"""What a user can set: softsell.toml, [tool.softsell], the command line and a request's ``settings`` all end as one Config."""

from softsell.config.config import AUDIENCES, Audience, Config, FileLayer, Layer, RuleSettings

__all__ = ["AUDIENCES", "Audience", "Config", "FileLayer", "Layer", "RuleSettings"]
