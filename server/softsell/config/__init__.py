"""What a user can set: softsell.toml, [tool.softsell], the command line and a request's ``settings`` all end as one Config."""
