"""The wheel: built as a release is, installed into an empty environment, and used there from an empty folder."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

EXTRAS = ("lsp", "mcp")
"""The commands that need an optional part, which a plain install doesn't have."""


def run(
    *command: str | Path, cwd: Path = ROOT, ends_with: int = 0, **environment: str
) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [str(word) for word in command],
        cwd=cwd,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == ends_with, done.stdout + done.stderr
    return done


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy to build in: a build empties ``extension/dist``, which other tests and other builds read at the same time."""
    copy = tmp_path_factory.mktemp("source")
    built = shutil.ignore_patterns("__pycache__", "node_modules", "dist")
    for folder in ("server", "rules", "extension"):
        shutil.copytree(ROOT / folder, copy / folder, ignore=built)
    for folder in ("eval", "bench"):
        (copy / "tests" / folder).mkdir(parents=True)
        shutil.copy(ROOT / "tests" / folder / "RESULTS.md", copy / "tests" / folder)
    for file in ROOT.iterdir():
        if file.is_file():
            shutil.copy(file, copy)
    packages = ROOT / "extension" / "node_modules"
    if packages.is_dir():
        (copy / "extension" / "node_modules").symlink_to(packages)
    return copy


@pytest.fixture(scope="module")
def wheel(source: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder, cwd=source)
    return next(folder.glob("softsell-*.whl"))


def test_the_wheel_carries_packs_model_page_and_extension(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    assert "softsell/rules/compiled.json" in names
    assert "softsell/rules/pushiness/pack.yml" in names
    assert {"softsell/language/model/en_post_sm/meta.json", "softsell/language/model/en_post_sm/weights.npz"} <= names
    assert {"softsell/language/model/learned.json", "softsell/language/model/learned.npz"} <= names
    assert {
        "softsell/web/static/index.html",
        "softsell/web/static/feed.html",
        "softsell/feed/charts.js",
        "softsell/feed/page.html",
    } <= names
    assert {"softsell/web/docs/index.html", "softsell/web/docs/assets/search.json"} <= names
    assert "softsell/extension_builds/chromium/manifest.json" in names
    assert "softsell/extension_builds/firefox/manifest.json" in names
    assert {"softsell/vocabulary.json", "softsell/platforms/platforms.toml", "softsell/platforms/domains.txt"} <= names
    assert any(name.startswith("softsell/extension_builds/") and name.endswith(".zip") for name in names)
    assert not [name for name in names if "node_modules" in name or "__pycache__" in name]


def test_without_npm_the_wheel_has_no_pages_and_the_builder_says_so(source: Path, tmp_path: Path) -> None:
    (tmp_path / "bin").mkdir()
    command = (sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", tmp_path)
    done = run(*command, cwd=source, PATH=str(tmp_path / "bin"))
    assert "npm isn't installed, so this wheel has no playground and no browser extension." in done.stdout + done.stderr
    names = set(zipfile.ZipFile(next(tmp_path.glob("softsell-*.whl"))).namelist())
    assert {"softsell/rules/compiled.json", "softsell/web/docs/rules/pushiness/hurry.html"} <= names
    assert not [name for name in names if name.startswith(("softsell/web/static/", "softsell/extension_builds/"))]


def test_an_installed_softsell_checks_posts_in_an_empty_folder(wheel: Path, tmp_path: Path) -> None:
    environment = tmp_path / "environment"
    venv.create(environment, with_pip=True)
    programs = environment / ("Scripts" if os.name == "nt" else "bin")
    python = programs / "python"
    run(
        python,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--constraint",
        _constraints(tmp_path),
        wheel,
    )
    home = tmp_path / "home"
    home.mkdir()
    (home / "post.txt").write_text("Hurry, only 3 left! Buy now.\n", encoding="utf-8")
    done = run(
        programs / "softsell",
        "check",
        "post.txt",
        "--format",
        "concise",
        cwd=home,
        ends_with=1,
        HOME=str(home),
    )
    assert "pushiness/hurry" in done.stdout
    run(environment / "bin" / "softsell", "packs", "test", cwd=home, HOME=str(home))
    for extra in EXTRAS:
        told = run(programs / "softsell", extra, cwd=home, ends_with=2, HOME=str(home)).stderr
        assert f"pip install 'softsell[{extra}]'" in told


def _constraints(folder: Path) -> Path:
    """The locked versions without their hashes, which a wheel built just now can't have."""
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    pins = [line.removesuffix(" \\") for line in lines if line[:1].isalnum()]
    path = folder / "constraints.txt"
    path.write_text("\n".join(pins) + "\n", encoding="utf-8")
    return path
