"""Remarks: what is to be said about a table of settings, each at its place in the file."""

from __future__ import annotations

from collections.abc import Callable

from softsell.config.config import SettingPath
from softsell.diagnostics import MAX_MISTAKES, Diagnostic
from softsell.errors import ConfigError


class Remarks:
    """Collects mistakes and notes, and the places of the settings.

    Args:
        place: returns where a setting, or its value, is written; see ``index_places``.

    Attributes:
        places: where each setting is written, for ``Config.places``.
    """

    def __init__(self, place: Callable[[SettingPath, bool], Diagnostic]) -> None:
        self._place = place
        self._mistakes: list[Diagnostic] = []
        self._notes: list[Diagnostic] = []
        self.places: dict[SettingPath, Diagnostic] = {}

    @property
    def full(self) -> bool:
        """Whether more mistakes aren't shown, so that no suggestion need be searched for."""
        return len(self._mistakes) >= MAX_MISTAKES

    def place(self, here: SettingPath, *, value: bool) -> Diagnostic:
        """Return where a setting is written, or its value."""
        return self._place(here, value)

    def keep_place(self, path: SettingPath, here: SettingPath, *, value: bool) -> None:
        """Keep the place of ``here``, a path as written, under ``path``, its path in ``Config``."""
        self.places[path] = self._place(here, value)

    def add_mistake(self, here: SettingPath, message: str, hint: str, *, value: bool = False) -> None:
        """Add a mistake at a setting, or at its value."""
        self.add_mistake_at(self._place(here, value), message, hint)

    def add_mistake_at(self, place: Diagnostic, message: str, hint: str) -> None:
        """Add a mistake at a place."""
        self._mistakes.append(_put_at(place, message, hint))

    def add_wrong_value(self, here: SettingPath, hint: str) -> None:
        """Add the mistake that a setting can't have its value."""
        self.add_mistake(here, f"“{here[-1]}” can't have this value.", hint, value=True)

    def add_note(self, place: Diagnostic, message: str, hint: str) -> None:
        """Add a note at a place."""
        self._notes.append(_put_at(place, message, hint))

    def notes(self) -> tuple[Diagnostic, ...]:
        """Return the notes in the order of the file, and no more than a person can use."""
        return tuple(_select_first(self._notes))

    def raise_mistakes(self) -> None:
        """Raise ConfigError with all mistakes, if there are any."""
        if self._mistakes:
            raise ConfigError(_select_first(self._mistakes))


def _select_first(mistakes: list[Diagnostic]) -> list[Diagnostic]:
    """Return the mistakes in the order of the file, and no more than a person can use."""
    ordered = sorted(mistakes, key=lambda mistake: (mistake.line, mistake.column))
    if len(ordered) > MAX_MISTAKES:
        rest = len(ordered) - MAX_MISTAKES
        ordered = [*ordered[:MAX_MISTAKES], Diagnostic(ordered[0].path, 0, 0, f"… and {rest} more mistakes.")]
    return ordered


def _put_at(place: Diagnostic, message: str, hint: str) -> Diagnostic:
    return Diagnostic(place.path, place.line, place.column, message, hint, place.excerpt, place.width)
