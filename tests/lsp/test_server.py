"""``softsell lsp`` as an editor meets it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pyromark
import pytest
from lsprotocol import types
from tests.lsp.conftest import Editor, Session

Edit = Callable[[Session], None]
PUSHY = "Last chance to grab yours! We utilize rye.\n"
LAST_CHANCE = "pushiness/last-chance"


def codes(found: list[types.Diagnostic]) -> set[str]:
    """The rules of some findings."""
    return {str(one.code) for one in found}


def place(found: list[types.Diagnostic], rule: str) -> types.Range:
    """Where a rule found something."""
    return next(one.range for one in found if one.code == rule)


@pytest.mark.parametrize(
    ("kind", "start", "end"),
    [
        (types.PositionEncodingKind.Utf8, 7, 26),
        (types.PositionEncodingKind.Utf16, 4, 23),
        (types.PositionEncodingKind.Utf32, 3, 22),
    ],
)
def test_findings_stand_where_the_editor_counts_them(
    folder: Path, edit: Edit, kind: types.PositionEncodingKind, start: int, end: int
) -> None:
    async def session(editor: Editor) -> None:
        await editor.begin(folder, encodings=[kind])
        assert editor.encoding == kind.value
        uri = editor.open(folder / "a.txt", "é🚨 Last chance to grab yours!\n")
        where = place(await editor.findings(uri), LAST_CHANCE)
        assert (where.start.character, where.end.character) == (start, end)

    edit(session)


def test_typing_is_followed_by_small_changes(folder: Path, edit: Edit) -> None:
    async def session(editor: Editor) -> None:
        await editor.begin(folder)
        uri = editor.open(folder / "a.txt", "First\u2028line 🚨\nNew rye today.\n")
        assert LAST_CHANCE not in codes(await editor.findings(uri))
        for version, (line, character, text) in enumerate([(1, 0, "Last "), (1, 5, "chance! ")], 2):
            at = types.Position(line, character)
            editor.replace(uri, version, types.TextDocumentContentChangePartial(types.Range(at, at), text))
        found = await editor.findings(uri, 3)
        assert place(found, LAST_CHANCE).start == types.Position(1, 0)
        editor.replace(uri, 4, types.TextDocumentContentChangeWholeDocument("New rye today.\n"))
        assert LAST_CHANCE not in codes(await editor.findings(uri, 4))
        editor.text_document_did_close(types.DidCloseTextDocumentParams(types.TextDocumentIdentifier(uri)))
        await editor.until(lambda: editor.versions[uri] is None and not editor.shown[uri])

    edit(session)


def test_hover_gives_the_reason_and_examples(folder: Path, edit: Edit) -> None:
    async def session(editor: Editor) -> None:
        await editor.begin(folder)
        uri = editor.open(folder / "a.txt", PUSHY)
        where = place(await editor.findings(uri), LAST_CHANCE)
        document = types.TextDocumentIdentifier(uri)
        told = await editor.text_document_hover_async(types.HoverParams(document, where.start))
        assert told
        assert isinstance(told.contents, types.MarkupContent)
        assert "Finds:" in told.contents.value
        assert f"`{LAST_CHANCE}` (warning)" in told.contents.value
        assert told.range == where
        assert await editor.text_document_hover_async(types.HoverParams(document, types.Position(0, 27))) is None

    edit(session)


def test_the_scores_stand_above_each_post(folder: Path, edit: Edit) -> None:
    async def session(editor: Editor) -> None:
        await editor.begin(folder)
        uri = editor.open(folder / "a.txt", f"\n{PUSHY}---\nWhich loaf do you like best on a Sunday?\n")
        lenses = await editor.text_document_code_lens_async(types.CodeLensParams(types.TextDocumentIdentifier(uri)))
        assert lenses
        assert [lens.range.start.line for lens in lenses] == [1, 3]
        first = lenses[0].command
        assert first
        for name in ("pushiness", "self-focus", "questions", "readability"):
            assert name in first.title
        await editor.workspace_execute_command_async(types.ExecuteCommandParams(first.command, first.arguments))
        await editor.until(lambda: any(LAST_CHANCE in message for message in editor.messages))

    edit(session)


def test_a_fix_is_offered_alone_and_with_all_others(folder: Path, edit: Edit) -> None:
    async def session(editor: Editor) -> None:
        await editor.begin(folder)
        uri = editor.open(folder / "a.txt", PUSHY)
        where = place(await editor.findings(uri), "readability/plain-words")
        actions = await editor.actions(uri, where)
        fixes = [action for action in actions.values() if action.edit and action.is_preferred]
        assert fixes
        assert fixes[0].diagnostics
        assert fixes[0].edit
        assert fixes[0].edit.changes == {uri: (types.TextEdit(where, "use"),)}
        whole = types.Range(types.Position(0, 0), types.Position(1, 0))
        every = await editor.actions(uri, whole, "source.fixAll")
        assert list(every) == ["Apply all safe fixes of softsell"]

    edit(session)


@pytest.mark.parametrize(
    ("name", "text", "instead", "offered"),
    [
        ("a.yaml", "posts: [Hurry in today, Rye is warm]\n", "come, see", []),
        ("a.yaml", "posts: [Hurry in today, 'Hurry in, all', Rye is warm]\n", "come, see", ["Hurry in, all"]),
        ("a.yaml", "- text: Hurry in #rye\n- text: Soup is on, hurry in all\n", "", ["Soup is on, hurry in all"]),
        ("a.csv", "post\nSoup is on\nHurry in\n", "", []),
        ("a.csv", "post\nSoup is on\nHurry in all\n", "drop by", ["Hurry in all"]),
        ("a.txt", "Hurry in today\n", "come, see", ["Hurry in today"]),
    ],
)
def test_a_fix_is_offered_only_if_the_file_keeps_its_posts(
    name: str, text: str, instead: str, offered: list[str], folder: Path, edit: Edit
) -> None:
    better = f'better = [{{ word = "hurry in", instead = "{instead}", why = "It is calmer." }}]'
    (folder / "softsell.toml").write_text(f'{better}\n[files."*.csv"]\ncolumn = "post"\n')

    async def session(editor: Editor) -> None:
        await editor.begin(folder)
        uri = editor.open(folder / name, text)
        found = [one for one in await editor.findings(uri) if one.code == "custom/hurry-in"]
        assert len(found) == text.lower().count("hurry in")
        whole = types.Range(types.Position(0, 0), types.Position(9, 0))
        starts = {text.index(post) + post.lower().index("hurry in") for post in offered}
        assert _starts(text, found) & _edited(text, uri, await editor.actions(uri, whole, "quickfix")) == starts
        for one in found:
            alone = _edited(text, uri, await editor.actions(uri, one.range, "quickfix"))
            assert _starts(text, [one]) & alone == _starts(text, [one]) & starts
        fixed_together = _edited(text, uri, await editor.actions(uri, whole, "source.fixAll"))
        assert _starts(text, found) & fixed_together == starts

    edit(session)


def _starts(text: str, found: list[types.Diagnostic]) -> set[int]:
    return {_offset(text, one.range.start) for one in found}


def _edited(text: str, uri: str, actions: dict[str, types.CodeAction]) -> set[int]:
    """Where the actions change words."""
    edits = [edit for action in actions.values() if action.edit for edit in (action.edit.changes or {}).get(uri, ())]
    return {_offset(text, edit.range.start) for edit in edits if edit.range.start != edit.range.end}


def _offset(text: str, at: types.Position) -> int:
    return sum(map(len, text.splitlines(keepends=True)[: at.line])) + at.character


def test_a_sheet_is_read_by_the_column_of_the_settings(folder: Path, edit: Edit) -> None:
    (folder / "softsell.toml").write_text('[files."plan.csv"]\ncolumn = "Note"\n')

    async def session(editor: Editor) -> None:
        await editor.begin(folder)
        uri = editor.open(folder / "plan.csv", f"Caption,Note\nWe bake rye on Friday.,{PUSHY}")
        assert place(await editor.findings(uri), LAST_CHANCE).start.line == 1

    edit(session)


def test_a_rule_is_switched_off_here_by_a_comment(folder: Path, edit: Edit) -> None:
    async def session(editor: Editor) -> None:
        await editor.begin(folder)
        for name, before in (("a.txt", "Hello.\n\n"), ("a.md", "# Hello\n\n- One\n- "), ("a.html", "<p>")):
            uri = editor.open(folder / name, f"{before}{PUSHY}")
            where = place(await editor.findings(uri), LAST_CHANCE)
            action = (await editor.actions(uri, where))[f"Switch {LAST_CHANCE} off here"]
            assert action.edit
            assert action.edit.changes
            (change,) = action.edit.changes[uri]
            editor.replace(uri, 2, types.TextDocumentContentChangePartial(change.range, change.new_text))
            found = await editor.findings(uri, 2)
            assert LAST_CHANCE not in codes(found)
            assert "softsell/no-reason" in codes(found)

    edit(session)


def test_a_rule_is_switched_off_for_one_file_and_for_good(folder: Path, edit: Edit) -> None:
    async def session(editor: Editor) -> None:
        await editor.begin(folder)
        here, there = (editor.open(folder / name, PUSHY) for name in ("a [1].txt", "b.txt"))
        where = place(await editor.findings(here), LAST_CHANCE)
        await editor.findings(there)
        await editor.execute((await editor.actions(here, where))[f"Switch {LAST_CHANCE} off for this file"])
        await editor.until(lambda: LAST_CHANCE not in codes(editor.shown[here]))
        assert LAST_CHANCE in codes(editor.shown[there])
        await editor.execute((await editor.actions(there, where))[f"Switch {LAST_CHANCE} off for good"])
        await editor.until(lambda: LAST_CHANCE not in codes(editor.shown[there]))
        assert (folder / "softsell.toml").read_text() == (
            f'ignore = ["{LAST_CHANCE}"]\n\n[files."/a\\\\ \\\\[1\\\\].txt"]\nignore = ["{LAST_CHANCE}"]\n'
        )

    edit(session)


def test_words_are_allowed_in_settings_that_are_open(folder: Path, edit: Edit) -> None:
    settings = folder / "softsell.toml"
    settings.write_text('platform = "x"\n')

    async def session(editor: Editor) -> None:
        await editor.begin(folder)
        opened = editor.open(settings, 'platform = "x"\n# unsaved\n', "toml")
        uri = editor.open(folder / "a.txt", PUSHY)
        where = place(await editor.findings(uri), LAST_CHANCE)
        await editor.execute((await editor.actions(uri, where))["Allow “last chance to grab”"])
        (change,) = (editor.edits[0].changes or {})[opened]
        assert change.new_text == 'platform = "x"\n# unsaved\nallow = ["last chance to grab"]\n'
        assert settings.read_text() == 'platform = "x"\n'
        settings.write_text(change.new_text)
        editor.text_document_did_save(types.DidSaveTextDocumentParams(types.TextDocumentIdentifier(opened)))
        await editor.until(lambda: LAST_CHANCE not in codes(editor.shown[uri]))

    edit(session)


def test_each_folder_has_its_settings_and_changes_of_them_count(folder: Path, edit: Edit) -> None:
    one, two = folder / "one", folder / "two"
    one.mkdir()
    two.mkdir()
    (one / "softsell.toml").write_text(f'ignore = ["{LAST_CHANCE}"]\n')

    async def session(editor: Editor) -> None:
        await editor.begin(one, two)
        quiet, loud = (editor.open(place / "a.txt", PUSHY) for place in (one, two))
        assert LAST_CHANCE not in codes(await editor.findings(quiet))
        assert LAST_CHANCE in codes(await editor.findings(loud))
        await editor.until(lambda: bool(editor.watchers))
        (one / "softsell.toml").write_text('ignor = ["pushiness"]\n')
        event = types.FileEvent((one / "softsell.toml").as_uri(), types.FileChangeType.Changed)
        editor.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams([event]))
        settings = (one / "softsell.toml").as_uri()
        await editor.until(lambda: bool(editor.shown.get(settings)))
        assert "ignore" in editor.shown[settings][0].message
        assert LAST_CHANCE not in codes(editor.shown[quiet])  # by the last good settings
        (one / "softsell.toml").write_text("")
        editor.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams([event]))
        await editor.until(lambda: LAST_CHANCE in codes(editor.shown[quiet]) and not editor.shown[settings])

    edit(session)


def test_a_long_document_does_not_keep_the_editor_waiting(folder: Path, edit: Edit) -> None:
    """The server answers about one document while it checks another, and drops a check that is out of date."""

    async def session(editor: Editor) -> None:
        await editor.begin(folder)
        long = editor.open(folder / "long.txt", "---\n".join([PUSHY] * 3_000))
        short = editor.open(folder / "b.py", "print()\n", "python")
        lenses = types.CodeLensParams(types.TextDocumentIdentifier(short))
        editor.replace(long, 2, types.TextDocumentContentChangeWholeDocument(PUSHY))
        assert not await editor.text_document_code_lens_async(lenses)
        assert LAST_CHANCE in codes(await editor.findings(long, 2))

    edit(session)


def test_what_cannot_be_checked_is_told_in_one_place(folder: Path, edit: Edit) -> None:
    async def session(editor: Editor) -> None:
        await editor.begin(folder)
        for name, text, told in (
            ("a.txt", "word " * 30_000, "100,000"),
            ("b.txt", "\ud83d", "half a character"),
            ("a.md", "---\nplatform: instagrim\n---\nHello.\n", "instagram"),
            ("a.py", PUSHY, None),
        ):
            found = await editor.findings(editor.open(folder / name, text))
            assert len(found) == (told is not None)
            assert all(told in one.message for one in found if told)

    edit(session)


def test_a_post_that_is_not_saved_is_checked(folder: Path, edit: Edit) -> None:
    async def session(editor: Editor) -> None:
        await editor.begin(folder)
        item = types.TextDocumentItem("untitled:Untitled-1", "markdown", 1, PUSHY)
        editor.text_document_did_open(types.DidOpenTextDocumentParams(item))
        found = await editor.findings("untitled:Untitled-1")
        actions = await editor.actions("untitled:Untitled-1", place(found, LAST_CHANCE))
        assert f"Switch {LAST_CHANCE} off here" in actions
        assert f"Switch {LAST_CHANCE} off for good" not in actions

    edit(session)


HOSTILE = """\
- id: trap
  kind: phrase
  message: "[click](https://example.org) ![x](https://example.org/x.png) <img src=x> “{match}”"
  why: "**Bold** `code`"
  patterns: [zebra]
  examples:
    bad: ["A [[zebra]]."]
    good: ["[link](command:softsell.addToSettings)"]
"""


def test_a_packs_words_are_only_text_in_the_editor(folder: Path, edit: Edit) -> None:
    (folder / "house").mkdir()
    (folder / "house" / "pack.yml").write_text("name: house\nversion: 1.0.0\ndescription: Ours.\nlicense: MIT\n")
    (folder / "house" / "rules.yml").write_text(HOSTILE)
    (folder / "softsell.toml").write_text('packs = ["house"]\nselect = ["house"]\n')

    async def session(editor: Editor) -> None:
        await editor.begin(folder)
        uri = editor.open(folder / "a.txt", "A zebra.\n")
        where = place(await editor.findings(uri), "house/trap")
        document = types.TextDocumentIdentifier(uri)
        told = await editor.text_document_hover_async(types.HoverParams(document, where.start))
        assert told
        assert isinstance(told.contents, types.MarkupContent)
        page = pyromark.html(told.contents.value)
        assert "Bold" in page
        assert "&lt;img" in page
        for part in ("<a", "<img", "<code>code", "<strong>Bold"):
            assert part not in page

    edit(session)


def test_the_command_for_settings_adds_nothing_but_rules_and_phrases(folder: Path, edit: Edit) -> None:
    async def session(editor: Editor) -> None:
        await editor.begin(folder)
        uri = editor.open(folder / "a.txt", PUSHY)
        await editor.findings(uri)
        for arguments in (
            [uri, False, "trust", "x"],
            [uri, False, "packs", "x"],
            ["file:///elsewhere.txt", False, "ignore", "x"],
        ):
            before = len(editor.messages)
            await editor.workspace_execute_command_async(
                types.ExecuteCommandParams("softsell.addToSettings", arguments)
            )
            await editor.until(lambda before=before: len(editor.messages) > before)  # type: ignore[misc]
        assert not (folder / "softsell.toml").exists()

    edit(session)
