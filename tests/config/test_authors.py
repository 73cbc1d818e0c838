"""Who may set what: a project's file says which rules hold in its folder, and no more."""

from __future__ import annotations

from pathlib import Path

import pytest

from softsell.config import Config, find_config, load_config, parse_settings, read_config
from softsell.config.settings import LAYER, RULE, SERVER, TABLE_AUTHORS, TOP
from softsell.errors import ConfigError


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's own file of settings."""
    monkeypatch.setattr("softsell.config.locate.settings_path", lambda: str(tmp_path / "own"))
    (tmp_path / "own").mkdir()
    return tmp_path / "own" / "softsell.toml"


@pytest.fixture
def project(own: Path, tmp_path: Path) -> Path:
    """A folder that came from elsewhere."""
    (tmp_path / "project").mkdir()
    return tmp_path / "project"


def set_in(project: Path, text: str) -> Config:
    (project / "softsell.toml").write_text(text, encoding="utf-8")
    return load_config(project)


def notes(config: Config) -> list[str]:
    return [f"{note.line}:{note.column} {note.message}" for note in config.notes]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('model = "en_core_web_sm"', "1:1 Only you can set “model”"),
        ('model = "./evil"', "1:1 Only you can set “model”"),
        ('platform = "x"\ntrust = ["house"]', "2:1 Only you can set “trust”"),
        ("[server]\nlanguagetool = true\nport = 1", "1:2 Only you can set “server”"),
        ("server = 1", "1:1 Only you can set “server”"),
    ],
)
def test_a_project_that_sets_more_is_told_and_not_obeyed(text: str, place: str, project: Path) -> None:
    config = set_in(project, text)
    (note,) = config.notes
    assert f"{note.line}:{note.column} {note.message}".startswith(place)
    assert str(project.parent / "own" / "softsell.toml") in note.hint
    assert (config.model, config.trust, config.languagetool, config.port) == ("auto", (), False, 7355)


def test_what_only_the_user_may_set_holds_in_projects_too(own: Path, project: Path) -> None:
    own.write_text('reading-level = 3\nmodel = "none"\n[server]\nport = 8123\nlanguagetool = true\n')
    config = set_in(project, 'reading-level = 9\nmodel = "auto"\n')
    assert (config.model, config.port, config.languagetool) == ("none", 8123, True)
    assert config.reading_level == 9


def test_a_pyproject_is_a_projects_file(project: Path) -> None:
    (project / "pyproject.toml").write_text("[tool.softsell]\nplatform = 'x'\n[tool.softsell.server]\nport = 1\n")
    config = load_config(project)
    assert (config.platform, config.port) == ("x", 7355)
    assert notes(config) == ["3:16 Only you can set “server”, a project can't. This isn't used."]


def test_a_file_named_by_hand_is_a_projects_too(own: Path, project: Path) -> None:
    other = project / "other.toml"
    other.write_text("model = 'none'")
    assert read_config(other).model == "auto"
    own.write_text("model = 'none'")
    assert read_config(own).model == "none"


def test_a_mistake_in_the_users_own_file_is_told_in_projects(own: Path, project: Path) -> None:
    own.write_text("trust = 3")
    with pytest.raises(ConfigError, match=r"own/softsell\.toml:1:9: “trust” can't have this value"):
        set_in(project, "platform = 'x'")


@pytest.mark.parametrize(
    "name", ["../outside", "link", "inside/../link", "~/outside", "ABSOLUTE", "../project/../outside"]
)
def test_a_projects_packs_lie_in_its_folder_links_followed(
    name: str, project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / "outside").mkdir()
    (project / "inside").mkdir()
    (project / "link").symlink_to(tmp_path / "outside")
    name = name.replace("ABSOLUTE", str(tmp_path / "outside"))
    config = set_in(project, f'packs = ["inside", "{name}"]')
    assert config.packs == (str(project / "inside"),)
    assert config.untrusted == config.packs
    (note,) = notes(config)
    assert note.startswith(f"1:20 “{name[:50]}")
    assert note.endswith("is outside the project's folder, so it isn't used.")


@pytest.mark.parametrize("trusted", ["../project/inside", "../project/link", "../project/inside/pack.yml"])
def test_trust_is_by_where_a_pack_really_lies(trusted: str, own: Path, project: Path) -> None:
    (project / "inside").mkdir()
    (project / "inside" / "pack.yml").touch()
    (project / "link").symlink_to("inside")
    own.write_text(f'trust = ["{trusted}"]')
    assert set_in(project, 'packs = ["inside"]').untrusted == ()
    assert set_in(project, 'packs = ["inside/pack.yml"]').untrusted == ()
    (project / "inside").rename(project / "other")
    assert set_in(project, 'packs = ["other"]').untrusted == (str(project / "other"),)


def test_a_trusted_pack_may_lie_outside(own: Path, project: Path) -> None:
    (own.parent / "house").mkdir()
    own.write_text('trust = ["house"]')
    config = set_in(project, 'packs = ["../own/house"]')
    assert (config.packs, config.untrusted, config.notes) == ((str(project / "../own/house"),), (), ())


def test_the_users_own_packs_lie_anywhere_and_are_trusted(own: Path, tmp_path: Path) -> None:
    (tmp_path / "house").mkdir()
    own.write_text('packs = ["../house"]')
    config = read_config(own)
    assert config.packs == (str(own.parent / "../house"),)
    assert config.untrusted == ()


def test_the_home_of_nobody_is_no_crash(own: Path) -> None:
    own.write_text('packs = ["~nobody-of-that-name/house"]')
    with pytest.raises(ConfigError, match="doesn't exist"):
        read_config(own)


def test_the_users_model_may_be_a_path_seen_from_the_file(own: Path) -> None:
    (own.parent / "my-model").mkdir()
    own.write_text('model = "./my-model"')
    assert read_config(own).model == str(own.parent / "my-model")


@pytest.mark.parametrize("name", ["softsell.toml", "pyproject.toml"])
def test_settings_that_are_a_link_out_of_their_folder_are_not_read(name: str, project: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("[tool.softsell]\napi_key = 'hunter2'\n")
    (project / name).symlink_to(secret)
    with pytest.raises(ConfigError) as refused:
        find_config(project)
    assert "is a link to a file outside its folder" in str(refused.value)
    assert "hunter2" not in str(refused.value)
    assert "api_key" not in str(refused.value)


def test_a_link_within_the_folder_and_the_users_own_link_are_read(own: Path, project: Path, tmp_path: Path) -> None:
    (project / "real.toml").write_text("reading-level = 5")
    (project / "softsell.toml").symlink_to("real.toml")
    assert load_config(project).reading_level == 5
    (tmp_path / "dotfiles").write_text("model = 'none'")
    own.symlink_to(tmp_path / "dotfiles")
    assert load_config(project).model == "none"
    assert load_config(own.parent).model == "none"


def test_a_request_sets_only_how_drafts_are_checked() -> None:
    for setting in (*TOP, *SERVER):
        with pytest.raises(ConfigError):
            parse_settings({setting.key: "x"})
    for table, authors in TABLE_AUTHORS.items():
        if "request" not in authors:
            with pytest.raises(ConfigError, match=f"“{table}” can't be set by a request"):
                parse_settings({table: {}})


def test_the_table_of_the_readme_is_the_code() -> None:
    readme = (Path(__file__).parents[2] / "server" / "README.md").read_text(encoding="utf-8")
    said = {}
    for line in readme.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if len(cells) == 4 and cells[1] in ("yes", "no") and cells[0].startswith("`"):
            for key in cells[0].replace("`", "").split(", "):
                said[key] = tuple(cell.startswith("yes") for cell in cells[1:])
    authors = {setting.key: setting.authors for setting in (*LAYER, *TOP)}
    authors |= {f"[{name}]": who for name, who in TABLE_AUTHORS.items()}
    assert said == {key: tuple(one in who for one in ("user", "project", "request")) for key, who in authors.items()}
    assert all(setting.authors == TABLE_AUTHORS["server"] for setting in SERVER)
    assert all(setting.authors == TABLE_AUTHORS["rules"] for setting in RULE)
