"""Reads single values of settings: checks each against its type, and says what it must be if it's wrong."""

from __future__ import annotations

import math
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from softsell.checks.finding import SEVERITIES
from softsell.compile_later import compile_later
from softsell.config.config import AUDIENCES, BetterWord, SettingPath
from softsell.config.locate import resolve_path
from softsell.config.remarks import Remarks
from softsell.config.settings import BETTER_WORD, VOICES, Setting
from softsell.diagnostics import nearest, sentence
from softsell.errors import UsageError
from softsell.wording import shortened

MAX_PHRASES = 10_000
MAX_PHRASES_OF_A_REQUEST = 1_000
MAX_PHRASE_LENGTH = 1_000
_MODEL = compile_later(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}")
_OFF = ("off", "none", "ignore", "never", "disabled", "false", "no")


class ValueReader:
    """Reads values, and counts phrases, of which one file or request has a limited number.

    Args:
        remarks: gets the mistakes, and the places of the items of lists.
        folder: the folder of the file, or ``None`` for a request.
    """

    def __init__(self, remarks: Remarks, folder: Path | None) -> None:
        self._remarks = remarks
        self._folder = folder
        self._phrases = 0

    def read(self, setting: Setting, value: Any, here: SettingPath, path: SettingPath) -> Any:
        """Return the value of a setting, or ``None`` if it's wrong. ``here`` is its path as written, ``path`` its path in ``Config``."""
        match setting.kind:
            case "platform":
                return self.read_platform(value, here)
            case "texts":
                return self._texts(setting, value, here, path)
            case "better-words":
                return self._better_words(setting, value, here)
            case "audience":
                return self._choice(value, AUDIENCES, here)
            case "severity":
                return self._choice(value, SEVERITIES, here)
            case "voice":
                return self._choice(value, VOICES, here)
            case "number" | "port":
                return self._number(setting, value, here)
            case "flag":
                return self._flag(value, here)
            case "model":
                return self._model(value, here)
            case "text":
                return self._text(setting, value, here)

    def read_platform(self, value: Any, here: SettingPath, *, key: bool = False) -> str | None:
        """Return the name of a platform, or ``None`` if it's wrong. ``key``: it names a table."""
        from softsell import platforms

        if isinstance(value, str):
            try:
                return platforms.profile(value).name
            except UsageError:
                near = nearest(value.lower(), platforms.PLATFORMS) if not self._remarks.full else ""
                hint = sentence(near) or f"The platforms are {', '.join(platforms.PLATFORMS)}."
                self._remarks.add_mistake(here, f"“{shortened(value)}” isn't a platform.", hint, value=not key)
                return None
        self._remarks.add_wrong_value(here, 'Write its name in quotes: "linkedin".')
        return None

    def _flag(self, value: Any, here: SettingPath) -> bool | None:
        if isinstance(value, bool):
            return value
        self._remarks.add_wrong_value(here, "Write true or false, without quotes.")
        return None

    def _text(self, setting: Setting, value: Any, here: SettingPath) -> str | None:
        if isinstance(value, str) and 0 < len(value.strip()) <= MAX_PHRASE_LENGTH:
            return value
        self._remarks.add_wrong_value(here, f"Write it in quotes: {setting.key} = {setting.example}.")
        return None

    def _texts(self, setting: Setting, value: Any, here: SettingPath, path: SettingPath) -> tuple[str, ...] | None:
        if isinstance(value, str):
            value = [value]
        if not isinstance(value, list | tuple):
            self._remarks.add_wrong_value(here, f"Write a list of texts: {setting.key} = {setting.example}.")
            return None
        texts = []
        for index, text in enumerate(value):
            if not isinstance(text, str):
                self._remarks.add_mistake(
                    (*here, index), "This must be a text in quotes.", f"For example: {setting.key} = {setting.example}."
                )
            elif not text.strip():
                self._remarks.add_mistake(
                    (*here, index), "This text is empty.", "Write something between the quotes, or remove them."
                )
            elif len(text) > MAX_PHRASE_LENGTH:
                self._remarks.add_mistake(
                    (*here, index), f"This text is longer than {MAX_PHRASE_LENGTH:,} characters.", "Shorten it."
                )
            else:
                texts.append(text.strip())
                self._remarks.keep_place((*path, text.strip()), (*here, index), value=True)
        self._count(len(texts), here)
        return tuple(dict.fromkeys(texts))

    def _better_words(self, setting: Setting, value: Any, here: SettingPath) -> tuple[BetterWord, ...] | None:
        if not isinstance(value, list | tuple):
            self._remarks.add_wrong_value(here, f"Write a list of tables: {setting.key} = {setting.example}.")
            return None
        read: dict[str, BetterWord] = {}
        for index, entry in enumerate(value):
            fits = isinstance(entry, Mapping) and {"word", "instead"} <= set(entry) <= set(BETTER_WORD)
            texts = {key: text.strip() for key, text in entry.items() if isinstance(text, str)} if fits else {}
            if not fits or len(texts) < len(entry) or not texts["word"]:
                self._remarks.add_mistake(
                    (*here, index),
                    "This must be a table with a word and what to write instead.",
                    f"For example: {setting.key} = {setting.example}.",
                )
            elif max(map(len, texts.values())) > MAX_PHRASE_LENGTH:
                self._remarks.add_mistake(
                    (*here, index), f"This text is longer than {MAX_PHRASE_LENGTH:,} characters.", "Shorten it."
                )
            else:
                read[texts["word"]] = BetterWord(**texts)
                self._remarks.keep_place(("better", texts["word"]), (*here, index), value=True)
        self._count(len(read), here)
        return tuple(read.values())

    def _count(self, phrases: int, here: SettingPath) -> None:
        most = MAX_PHRASES if self._folder is not None else MAX_PHRASES_OF_A_REQUEST
        if self._phrases <= most < self._phrases + phrases:
            self._remarks.add_mistake(here, f"The settings have more than {most:,} phrases.", "Put them into a pack.")
        self._phrases += phrases

    def _choice(self, value: Any, choices: tuple[str, ...], here: SettingPath) -> str | None:
        if isinstance(value, str) and value in choices:
            return value
        near = sentence(nearest(value, choices)) if isinstance(value, str) else ""
        listed = ", ".join(f'"{choice}"' for choice in choices)
        switched_off = "rules" in here and isinstance(value, str) and value.lower() in _OFF
        off = " To switch the rule off, write enabled = false." if switched_off else ""
        self._remarks.add_wrong_value(here, near or f"Write one of {listed}.{off}")
        return None

    def _number(self, setting: Setting, value: Any, here: SettingPath) -> float | int | None:
        least, most = setting.bounds
        if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
            self._remarks.add_wrong_value(here, f"Write a number without quotes: {setting.key} = {setting.example}.")
        elif not least <= value <= most:
            self._remarks.add_mistake(here, f"“{setting.key}” must be between {least:g} and {most:g}.", "", value=True)
        elif setting.kind == "port" and not isinstance(value, int):
            self._remarks.add_wrong_value(here, "Write a whole number.")
        else:
            return value if setting.kind == "port" else float(value)
        return None

    def _model(self, value: Any, here: SettingPath) -> str | None:
        """Return the name of a pipeline or the absolute path of its folder. Only a value with a slash is looked up on disk."""
        if isinstance(value, str) and _MODEL.fullmatch(value):
            return value
        if isinstance(value, str) and self._folder is not None and value.strip(".") and set(value) & {"/", os.sep}:
            path = resolve_path(self._folder, value).absolute()
            if path.is_dir():
                return str(path)
            self._remarks.add_mistake(
                here,
                f"“{shortened(value)}” isn't the folder of a pipeline.",
                f"softsell looked for {path}.",
                value=True,
            )
            return None
        self._remarks.add_wrong_value(here, 'Write "auto", "none", or the name or path of an installed spaCy pipeline.')
        return None
