"""``--fix`` and ``--diff``: what is written, and what is left alone."""

from __future__ import annotations

import json
import multiprocessing
import os
import stat
import struct
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.cli.conftest import Softsell, own_settings

from softsell.checks.finding import Finding, Fix
from softsell.cli import CLEAN, FINDINGS, WRONG_USE
from softsell.draft.span import Span
from softsell.errors import UsageError
from softsell.files import apply_fixes as fixes
from softsell.files.apply_fixes import apply_fixes, diff
from softsell.files.fixed_posts import splice
from softsell.files.write import create_file, read_original, replace_file

needs_a_user = pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may write anywhere")


def apply_with_git(patch: str, folder: Path) -> None:
    subprocess.run(["git", "init", "-q", "."], cwd=folder, check=True)
    subprocess.run(["git", "apply", "--whitespace=nowarn", "-"], cwd=folder, input=patch.encode(), check=True)


def test_fix_changes_the_file_and_shows_what_is_left(softsell: Softsell) -> None:
    Path("a.txt").write_text("Hurry in! Get rich quick.\n")
    result = softsell("check", "a.txt", "--fix")
    assert Path("a.txt").read_text() == "Drop by! Get rich quick.\n"
    assert result.status == FINDINGS
    assert "house/scam" in result.out
    assert result.out.endswith("Fixed 1 finding. 1 error in 1 draft.\n")


def test_fixing_yaml_changes_only_the_posts(softsell: Softsell) -> None:
    written = (
        "# Hurry in\r\nposts:\r\n- text: Hurry in, the\r\n    rye is warm\r\n  note: Hurry in\r\n"
        '- text: "Hurry in\\u0021"\r\n- text: >-\r\n    Hurry\r\n    in\r\n'
    )
    Path("a.yaml").write_bytes(written.encode())
    softsell("check", "a.yaml", "--fix")
    fixed = written.replace("text: Hurry in", "text: Drop by").replace('"Hurry in', '"Drop by')
    assert Path("a.yaml").read_bytes().decode() == fixed


@pytest.mark.parametrize(
    ("instead", "written", "fixed"),
    [
        (
            "come, see",
            "posts: [Hurry in today, Rye is warm]\n",
            "posts: [Hurry in today, Rye is warm]\n",
        ),
        (
            "come, see",
            "posts: [Rye is warm, Hurry in, The oven is on, 'Hurry in today']\n",
            "posts: [Rye is warm, Hurry in, The oven is on, 'Come, see today']\n",
        ),
        (
            "",
            "- text: Hurry in #rye is warm today\n- text: We say hurry in, the rye is warm\n",
            "- text: Hurry in #rye is warm today\n- text: We say, the rye is warm\n",
        ),
        (
            "",
            "- text: hurry in - the rye is warm\n- text: We say hurry in, the rye\n- text: hurry in\n",
            "- text: hurry in - the rye is warm\n- text: We say, the rye\n- text: hurry in\n",
        ),
        ("null", "- text: hurry in\n- text: hurry in, all\n", "- text: hurry in\n- text: null, all\n"),
        ("~", "- text: hurry in\n- text: hurry in, all\n", "- text: hurry in\n- text: hurry in, all\n"),
    ],
)
def test_a_fix_that_would_change_what_is_a_post_is_not_made(
    instead: str, written: str, fixed: str, softsell: Softsell
) -> None:
    rules = Path("house/rules.yml")
    rules.write_text(rules.read_text().replace("hurry in: drop by", f"hurry in: '{instead}'"))
    Path("a.yaml").write_text(written)
    result = softsell("check", "a.yaml", "--fix")
    assert Path("a.yaml").read_text() == fixed, result


@pytest.mark.parametrize("name", ["plan.csv", "plan.json"])
def test_a_post_that_would_be_empty_is_left_alone(name: str, softsell: Softsell) -> None:
    rules = Path("house/rules.yml")
    rules.write_text(rules.read_text().replace("hurry in: drop by", "hurry in: ''"))
    texts = ["Soup.", "Hurry in", "Hurry in, Ana"]
    written = (
        json.dumps([{"post": text} for text in texts])
        if name.endswith("n")
        else "post\n" + "".join(f'"{text}"\n' for text in texts)
    )
    Path(name).write_text(written)
    softsell("check", name, "--fix", "--column", "post")
    assert Path(name).read_text() == written.replace('"Hurry in,', '",')


@pytest.mark.parametrize(
    ("name", "written"),
    [
        (
            "plan.json",
            '[{"text": "<p>Hurry in</p><p>Soup &amp;  rye.<br>Hurry in, <b>all</b></p>"}, {"text": "<p>Hurry in</p>"}]',
        ),
        ("plan.json", '[{"text": "Hurry in \\ud83c\\udf5e \\u2013\\nHurry in"}, {"text": "Hurry in"}]'),
        ("plan.csv", 'platform,post\n"x, linkedin","Hurry in ""all""\nHurry in"\nx,  Hurry in  \n'),
        ("plan.yaml", "- text: |\n    Hurry in\n\n      Hurry in\n- text: >-\n    Hurry in   all\n\n    hurry in\n"),
        ("plan.yaml", "- text: 'It''s time. Hurry in'\n  title: Hurry in\n- text: Hurry in\n    Hurry in\n"),
        (
            "plan.json",
            '{"paging": {"count": 10}, "elements": [{"id": "urn:li:share:1", "author": "urn:li:organization:5", '
            '"commentary": "Hurry in \\\\(all\\\\) @[Mill](urn:li:organization:7). Hurry in {hashtag|\\\\#|rye}. Hurry in"}]}',
        ),
    ],
)
def test_records_are_fixed_whatever_their_posts_are_written_in(name: str, written: str, softsell: Softsell) -> None:
    Path(name).write_text(written)
    result = softsell("check", name, "--fix")
    left = Path(name).read_text()
    assert left == written.replace("Hurry in", "Drop by").replace("hurry in", "drop by").replace(
        "title: Drop by", "title: Hurry in"
    ), result


def test_fixing_twice_changes_nothing_more(softsell: Softsell) -> None:
    Path("a.txt").write_text("HURRY IN! Act now, act now. Hurry in\n")
    softsell("check", "a.txt", "--fix")
    once = Path("a.txt").read_bytes()
    assert b"DROP BY!" in once
    changed = Path("a.txt").stat().st_mtime_ns
    result = softsell("check", "a.txt", "--fix")
    assert Path("a.txt").read_bytes() == once
    assert Path("a.txt").stat().st_mtime_ns == changed
    assert result.status == CLEAN


def test_rules_that_undo_each_other_come_to_an_end(softsell: Softsell) -> None:
    rules = Path("house/rules.yml")
    rules.write_text(
        rules.read_text()
        .replace("act now: take your time", "drop by: hurry in")
        .replace('"[[Act now]], friends."', '"[[Drop by]]."')
    )
    Path("a.txt").write_text("Hurry in.\n")
    for _ in range(2):
        assert softsell("check", "a.txt", "--fix").status == FINDINGS
        assert Path("a.txt").read_text() == "Hurry in.\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"Hurry in.\r\nSoup.\r\n", b"Drop by.\r\nSoup.\r\n"),
        (b"\xef\xbb\xbfHurry in.\n", b"\xef\xbb\xbfDrop by.\n"),
        ("\ufeffHurry in, \U0001f369.\r\n".encode("utf-16-le"), "\ufeffDrop by, \U0001f369.\r\n".encode("utf-16-le")),
        (b"Soup.\n\nHurry in", b"Soup.\n\nDrop by"),
        ("🥖 Hurry in – café\n".encode(), "🥖 Drop by – café\n".encode()),
    ],
)
def test_everything_else_in_the_file_stays_to_the_byte(softsell: Softsell, before: bytes, after: bytes) -> None:
    Path("a.txt").write_bytes(before)
    softsell("check", "a.txt", "--fix")
    assert Path("a.txt").read_bytes() == after


def test_a_page_is_written_in_the_encoding_that_it_declares(softsell: Softsell) -> None:
    page = "<meta charset=windows-1252><p>{} – café’s day.</p>\r\n"
    Path("a.htm").write_bytes(page.format("Hurry in").encode("cp1252"))
    softsell("check", "a.htm", "--fix")
    assert Path("a.htm").read_bytes() == page.format("Drop by").encode("cp1252")


def test_all_posts_of_a_file_and_all_formats(softsell: Softsell) -> None:
    Path("two.txt").write_text("Hurry in.\n---\nSoup. Act now.\n")
    Path("a.md").write_text("**Hurry in**, `hurry in`\n")
    Path("plan.csv").write_text('post,note\n"Hurry in, Ana",hurry in\n')
    Path("plan.json").write_text('[{"post": "Hurry in \\u2013 \\"now\\"", "note": "hurry in"}]')
    softsell("check", "two.txt", "a.md", "--fix")
    softsell("check", "plan.csv", "--fix", "--column", "post")
    softsell("check", "plan.json", "--fix", "--key", "post")
    assert Path("two.txt").read_text() == "Drop by.\n---\nSoup. Take your time.\n"
    assert Path("a.md").read_text() == "**Drop by**, `hurry in`\n"
    assert Path("plan.csv").read_text() == 'post,note\n"Drop by, Ana",hurry in\n'
    assert Path("plan.json").read_text() == '[{"post": "Drop by \\u2013 \\"now\\"", "note": "hurry in"}]'


def test_mode_and_link_stay(softsell: Softsell) -> None:
    real = Path("posts/real.txt")
    real.write_text("Hurry in.\n")
    real.chmod(0o640)
    Path("link.txt").symlink_to(real)
    softsell("check", ".", "--fix")
    assert Path("link.txt").is_symlink()
    assert real.read_text() == "Drop by.\n"
    assert stat.S_IMODE(real.stat().st_mode) == 0o640
    assert [entry.name for entry in Path("posts").iterdir()] == ["real.txt"]


def test_standard_input_is_not_fixed_by_a_pack_that_is_not_trusted(softsell: Softsell) -> None:
    own_settings().unlink()
    result = softsell("check", "-", "--fix", stdin="Hurry in. Get rich quick.")
    assert result.out == "Hurry in. Get rich quick."
    assert "The pack “house” comes with the folder" in result.err
    assert "+Drop by. Get rich quick." in softsell("check", "-", "--diff", stdin="Hurry in. Get rich quick.").out


def test_standard_input_is_fixed_to_standard_output(softsell: Softsell) -> None:
    result = softsell("check", "-", "--fix", stdin="Hurry in. Get rich quick.")
    assert result.out == "Drop by. Get rich quick."
    assert "house/scam" in result.err


@needs_a_user
def test_a_read_only_file_is_told_and_stays(softsell: Softsell) -> None:
    Path("posts/a.txt").write_text("Hurry in.\n")
    Path("posts/a.txt").chmod(0o444)
    result = softsell("check", "posts/a.txt", "--fix")
    assert (
        "posts/a.txt: the file wasn't changed, because you don't have permission to write it or its folder"
        in result.err
    )
    assert result.status == WRONG_USE
    assert Path("posts/a.txt").read_text() == "Hurry in.\n"


def test_a_full_disk_is_told_and_the_file_stays(folder: Path) -> None:
    """A limit on the size of files stands in for the full disk: the system refuses the rest of the write."""
    draft = "Hurry in.\n" + "Soup is on.\n" * 2000
    (folder / "a.txt").write_text(draft)
    limited = (
        "import resource, signal, sys\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (20000, 20000))\n"
        "from softsell.cli import run\n"
        "sys.exit(run(['check', 'a.txt', '--fix', '--no-cache']))\n"
    )
    result = subprocess.run([sys.executable, "-c", limited], cwd=folder, capture_output=True, check=False, timeout=60)
    assert result.returncode == WRONG_USE
    assert b"the file wasn't changed, because" in result.stderr
    assert (folder / "a.txt").read_text() == draft
    assert sorted(entry.name for entry in folder.iterdir()) == ["a.txt", "house", "posts", "softsell.toml"]


def _write_forever(path: Path) -> None:
    while True:
        for letter in (b"a", b"b"):
            replace_file(path, letter * 100_000, read_original(path, 200_000))


def test_a_kill_in_the_middle_leaves_the_old_file_or_the_new(folder: Path) -> None:
    path = folder / "posts" / "a.txt"
    path.write_bytes(b"a" * 100_000)
    for _ in range(8):
        writer = multiprocessing.get_context("fork").Process(target=_write_forever, args=(path,))
        writer.start()
        begun = path.stat().st_mtime_ns
        while path.stat().st_mtime_ns == begun:  # until it has written at least once
            os.sched_yield()
        writer.kill()
        writer.join()
        assert path.read_bytes() in (b"a" * 100_000, b"b" * 100_000)


def test_a_folder_that_is_gone_is_told(folder: Path) -> None:
    with pytest.raises(UsageError, match="its folder doesn't exist"):
        create_file(folder / "none" / "a.txt", b"x")


def _saved(path: Path) -> None:
    path.write_text("Hurry in. And a sentence more.\n")


def _saved_as_editors_do(path: Path) -> None:
    path.with_name("new").write_text("Hurry in. And a sentence more.\n")
    path.with_name("new").replace(path)


def _saved_to_the_same_size(path: Path) -> None:
    status = path.stat()
    path.write_text(path.read_text().replace("Soup", "Stew"))
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


def _deleted(path: Path) -> None:
    path.unlink()


def _swapped_for_a_link(path: Path) -> None:
    """The link leads to a file with the very same words."""
    path.with_name("other").write_bytes(path.read_bytes())
    path.unlink()
    path.symlink_to("other")


def _folder_swapped_for_a_link(path: Path) -> None:
    path.parent.with_name("other").mkdir()
    path.parent.with_name("other").joinpath(path.name).write_bytes(path.read_bytes())
    path.parent.rename(path.parent.with_name("away"))
    path.parent.symlink_to("other", target_is_directory=True)


def _swapped_for_a_pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


@pytest.mark.parametrize(
    ("meanwhile", "told"),
    [
        (_saved, "another program changed or replaced it"),
        (_saved_as_editors_do, "another program changed or replaced it"),
        (_saved_to_the_same_size, "another program changed or replaced it"),
        (_deleted, "it was deleted or moved"),
        (_swapped_for_a_link, "another program changed or replaced it"),
        (_folder_swapped_for_a_link, "another program changed or replaced it"),
        (_swapped_for_a_pipe, "it isn't a plain file"),
    ],
)
def test_what_happens_to_the_file_during_the_check_stays(
    meanwhile: Callable[[Path], None], told: str, softsell: Softsell, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = Path("posts/a.txt")
    path.write_text("Hurry in. Soup.\n")

    def contents() -> dict[str, bytes | str]:
        return {
            str(file): file.readlink().name if file.is_symlink() else file.read_bytes()
            for file in folder.rglob("*")
            if file.is_symlink() or file.is_file()
        }

    left: dict[str, bytes | str] = {}
    whole = splice

    def fix_late(*arguments: Any, **named: Any) -> str:
        if not left:
            meanwhile(path)
            left.update(contents())
        return whole(*arguments, **named)

    monkeypatch.setattr(fixes, "splice", fix_late)
    result = softsell("check", "posts/a.txt", "--fix")
    assert result.status == WRONG_USE
    assert "posts/a.txt: the file wasn't changed, because" in result.err
    assert told in result.err
    assert contents() == left


def test_a_file_with_two_names_is_told_and_stays(softsell: Softsell) -> None:
    Path("a.txt").write_text("Hurry in.\n")
    Path("b.txt").hardlink_to("a.txt")
    result = softsell("check", "a.txt", "--fix")
    assert "a.txt: the file wasn't changed, because it has 2 names (hard links)" in result.err
    assert result.status == WRONG_USE
    assert Path("a.txt").read_text() == Path("b.txt").read_text() == "Hurry in.\n"
    assert Path("a.txt").samefile("b.txt")


def _takes_attributes() -> bool:
    with tempfile.NamedTemporaryFile(dir=".") as file:
        try:
            os.setxattr(file.name, "user.softsell", b"x")
        except (OSError, AttributeError):
            return False
    return True


needs_attributes = pytest.mark.skipif(not _takes_attributes(), reason="there are no extended attributes here")


@needs_attributes
def test_extended_attributes_stay(softsell: Softsell) -> None:
    Path("a.txt").write_text("Hurry in.\n")
    os.setxattr("a.txt", "user.origin", b"the shop's drive")
    before = Path("a.txt").stat().st_ino
    softsell("check", "a.txt", "--fix")
    assert Path("a.txt").read_text() == "Drop by.\n"
    assert Path("a.txt").stat().st_ino != before
    assert {name: os.getxattr("a.txt", name) for name in os.listxattr("a.txt")} == {"user.origin": b"the shop's drive"}


# As setfacl -m u:12345:r (a mode of 0640 else) makes it: version 2, then tag, permissions and user of each entry.
_ACL = struct.pack("<I", 2) + b"".join(
    struct.pack("<HHI", *entry)
    for entry in ((1, 6, 2**32 - 1), (2, 4, 12345), (4, 4, 2**32 - 1), (16, 4, 2**32 - 1), (32, 0, 2**32 - 1))
)


def _takes_acls(path: str) -> bool:
    try:
        os.setxattr(path, "system.posix_acl_access", _ACL)
    except (OSError, AttributeError):
        return False
    return True


def test_an_access_control_list_stays_and_a_folders_default_is_not_added(softsell: Softsell) -> None:
    for name in ("posts/a.txt", "posts/b.txt"):
        Path(name).write_text("Hurry in.\n")
        Path(name).chmod(0o640)
    if not _takes_acls("posts/a.txt"):
        pytest.skip("this disk has no access control lists")
    os.setxattr("posts", "system.posix_acl_default", _ACL)
    softsell("check", "posts", "--fix")
    assert Path("posts/a.txt").read_text() == Path("posts/b.txt").read_text() == "Drop by.\n"
    assert os.getxattr("posts/a.txt", "system.posix_acl_access") == _ACL
    assert stat.S_IMODE(Path("posts/b.txt").stat().st_mode) == 0o640
    assert "system.posix_acl_access" not in os.listxattr("posts/b.txt")


needs_root = pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root may give a file to another user"
)


@needs_root
def test_owner_and_group_stay(softsell: Softsell) -> None:
    Path("a.txt").write_text("Hurry in.\n")
    os.chown("a.txt", 12345, 23456)
    Path("a.txt").chmod(0o2640)
    softsell("check", "a.txt", "--fix")
    status = Path("a.txt").stat()
    assert Path("a.txt").read_text() == "Drop by.\n"
    assert (status.st_uid, status.st_gid, stat.S_IMODE(status.st_mode)) == (12345, 23456, 0o2640)


@needs_root
def test_a_file_of_somebody_elses_is_told_and_stays() -> None:
    """A user who may write the file and its folder, but can't give a new file to the old one's owner."""
    with tempfile.TemporaryDirectory() as name:  # pytest's own folders are closed to others
        folder, path = Path(name), Path(name) / "a.txt"
        folder.chmod(0o777)
        path.write_text("Hurry in.\n")
        os.chown(path, 12345, 23456)
        path.chmod(0o666)
        original = read_original(path, 1_000)
        child = os.fork()
        if child == 0:
            status = 1
            try:
                os.setgroups([])
                os.setresgid(2222, 2222, 2222)
                os.setresuid(1111, 1111, 1111)
                replace_file(path, b"Drop by.\n", original)
            except UsageError as error:
                status = 0 if "it belongs to another user or group" in str(error) else 2
            finally:
                os._exit(status)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
        assert path.read_text() == "Hurry in.\n"
        assert path.stat().st_uid == 12345
        assert list(folder.iterdir()) == [path]


def test_a_new_file_is_never_written_over_another_nor_through_a_link(folder: Path) -> None:
    (folder / "there.txt").write_text("Mine.")
    (folder / "link.txt").symlink_to("nowhere.txt")
    for name in ("there.txt", "link.txt", "posts"):
        with pytest.raises(UsageError, match="already exists; nothing was written"):
            create_file(folder / name, b"x")
    create_file(folder / "new.txt", b"x")
    mask = os.umask(0)
    os.umask(mask)
    assert stat.S_IMODE((folder / "new.txt").stat().st_mode) == 0o666 & ~mask
    assert (folder / "there.txt").read_text() == "Mine."
    assert not (folder / "nowhere.txt").exists()
    assert sorted(entry.name for entry in folder.iterdir() if entry.suffix == ".txt") == [
        "link.txt",
        "new.txt",
        "there.txt",
    ]


@pytest.mark.parametrize(
    ("name", "before"),
    [
        ("a.txt", b"Soup.\n\nHurry in.\n\nBread.\n"),
        ("a b.txt", b"Hurry in, no final newline"),
        ("caf\xc3\xa9.txt".encode("latin-1").decode(), b"Hurry in.\r\nSoup.\r\n"),
        ('q"uote.txt', b"Hurry in.\rAct now.\n"),
        ("posts/a.md", "Soup\u2028Hurry in\x0b.\n\nAct now.".encode()),
    ],
)
def test_a_diff_applies_with_git_and_does_what_fix_does(
    softsell: Softsell, name: str, before: bytes, folder: Path
) -> None:
    path = Path(name)
    path.write_bytes(before)
    result = softsell("check", name, "--diff")
    assert path.read_bytes() == before
    assert result.status == FINDINGS
    assert result.err == "note: 1 file would change.\n"
    apply_with_git(result.out, folder)
    patched = path.read_bytes()
    path.write_bytes(before)
    softsell("check", name, "--fix")
    assert path.read_bytes() == patched != before


def test_a_diff_of_nothing_is_empty(softsell: Softsell) -> None:
    Path("a.txt").write_text("Soup.\n")
    result = softsell("check", "a.txt", "--diff")
    assert (result.status, result.out) == (CLEAN, "")


def test_fix_and_diff_exclude_each_other(softsell: Softsell) -> None:
    assert softsell("check", ".", "--fix", "--diff").status == WRONG_USE


def _finding(start: int, end: int, text: str, *, safe: bool = True) -> Finding:
    return Finding("a/b", "warning", Span(start, end), "", "", (Fix("", Span(start, end), text, safe),))


def test_fixes_that_overlap_wait_for_the_next_round() -> None:
    assert apply_fixes("one two three", [_finding(0, 7, "1 2"), _finding(4, 13, "2 3")], "a.txt") == ("1 2 three", 1)


def test_fixes_that_are_not_safe_are_not_made() -> None:
    assert apply_fixes("one", [_finding(0, 3, "1", safe=False)], "a.txt") == ("one", 0)


def test_a_fix_that_would_break_a_record_is_not_made() -> None:
    for path, text in (
        ("a.json", 'say "hi"'),
        ("a.csv", "a, b"),
        ("a.html", "a < b"),
        ("a.tsv", "a\tb"),
        ("a.yaml", "a: b"),
    ):
        assert apply_fixes("one", [_finding(0, 3, text)], path) == ("one", 0)
        assert apply_fixes("one", [_finding(0, 3, text)], "a.txt") == (text, 1)


_texts = st.text(st.sampled_from("ab \n\r\u2028é🥖"), max_size=30)


@given(before=_texts, after=_texts)
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
def test_any_diff_applies_with_git(before: str, after: str, folder: Path) -> None:
    """An empty file can't be patched into being by a diff of content, nor a file patched away."""
    if not before or not after or before == after:
        assert before == after or not before or not after
        return
    path = folder / "posts" / "a.txt"
    path.write_bytes(before.encode())
    apply_with_git("".join(diff(before, after, "posts/a.txt")), folder)
    assert path.read_bytes() == after.encode()


def test_json_stays_json(softsell: Softsell) -> None:
    Path("plan.jsonl").write_text('{"post": "Act now"}\n{"post": "Soup"}\n')
    softsell("check", "plan.jsonl", "--fix", "--key", "post")
    assert [json.loads(line)["post"] for line in Path("plan.jsonl").read_text().splitlines()] == [
        "Take your time",
        "Soup",
    ]
