"""Checks many drafts of one request. A draft that can't be checked costs only itself.

The drafts are checked in small pieces, and other clients' drafts, such as one that a person is typing, are checked between them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from starlette.requests import Request
from starlette.responses import Response

from softsell.engine.texts import Text, check_texts
from softsell.engine.worth import Allowance
from softsell.errors import ConfigError, SoftsellError
from softsell.web import strict_json
from softsell.web.api.models import (
    MAX_BATCH_SETTINGS,
    MAX_BATCH_TEXT,
    MAX_REPLY_TO,
    MAX_TEXT,
    BatchDraft,
    CheckManyRequest,
)
from softsell.web.api.requests import batch, check_length, refusal_of, run_in_worker, to_json, validate
from softsell.web.api.serialize import serialize_report
from softsell.web.problems import INVALID, TOO_LARGE, Refusal

if TYPE_CHECKING:
    from softsell.engine.report import Report
    from softsell.web.reload import LiveSetup
    from softsell.web.services import Services

_AT_ONCE = 16
_CHARACTERS_AT_ONCE = 10_000
"""How many drafts, and how much text, are checked in one piece: a tenth of a second's work. A longer draft is a piece of its own."""


async def check_many(services: Services, request: Request, body: Mapping[str, Any]) -> Response:
    """Check many drafts.

    Args:
        services, request: as for every handler.
        body: the parsed body, whose drafts may still have half surrogate pairs.
    """
    strict_json.check_texts({**body, "drafts": []})
    entries = validate(body, CheckManyRequest).drafts
    read = {number: _read(entry) for number, entry in enumerate(entries)}
    drafts = {number: draft for number, draft in read.items() if isinstance(draft, BatchDraft)}
    answers = {number: _problem(_id_of(entries[number]), no) for number, no in read.items() if isinstance(no, Refusal)}
    pieces = list(_divide(drafts))
    setup, allowance = services.setup, Allowance(MAX_BATCH_TEXT)
    with batch(request, services.worker):
        for piece in pieces:
            work = _Check(setup, [drafts[number] for number in piece], allowance)
            size = sum(_size(drafts[number]) for number in piece)
            checked = await run_in_worker(request, services.worker, work, size, patient=True)
            answers.update(zip(piece, checked, strict=True))
    headers = {"softsell-warning": "last-good-packs"} if setup.latest.problems else {}
    content = b'{"reports":[' + b",".join(answers[number] for number in sorted(answers)) + b"]}"
    return Response(content, media_type="application/json", headers=headers)


def _read(entry: object) -> BatchDraft | Refusal:
    """Return a draft, or why it isn't one."""
    try:
        strict_json.check_texts(entry)
        if not isinstance(entry, Mapping):
            raise Refusal(INVALID, "A draft is an object with its text: {“text”: “Hurry in!”}.")
        draft = validate(entry, BatchDraft)
        check_length(draft.text, MAX_TEXT, "text")
        check_length(draft.reply_to or "", MAX_REPLY_TO, "reply_to")
    except Refusal as refusal:
        return refusal
    return draft


def _id_of(entry: object) -> str | None:
    """Return the id of a draft that can't be checked, if it can be sent back."""
    named = entry.get("id") if isinstance(entry, Mapping) else None
    try:
        return validate({"text": "", "id": named}, BatchDraft).id if named and named.encode() else None
    except (Refusal, AttributeError, UnicodeEncodeError):
        return None


def _divide(drafts: Mapping[int, BatchDraft]) -> Iterator[list[int]]:
    """Yield pieces of drafts that are checked with the same settings, as places in the request.

    Raises:
        Refusal: they are too much text, or have too many different settings.
    """
    total = sum(map(_size, drafts.values()))
    if total > MAX_BATCH_TEXT:
        raise Refusal(
            TOO_LARGE,
            f"“drafts” has {total:,} characters in all; softsell takes up to {MAX_BATCH_TEXT:,} in one request. Send several requests.",
        )
    groups: dict[bytes, list[int]] = {}
    for number, draft in drafts.items():
        groups.setdefault(to_json(draft.settings or {}), []).append(number)
    if len(groups) > MAX_BATCH_SETTINGS:
        raise Refusal(
            INVALID,
            f"“drafts” has {len(groups)} different “settings”; softsell takes up to {MAX_BATCH_SETTINGS} in one request. "
            "Send several requests.",
        )
    for numbers in groups.values():
        piece: list[int] = []
        size = 0
        for number in numbers:
            # To find out what fixes are worth can take as long as a long draft.
            more = _CHARACTERS_AT_ONCE if drafts[number].worth else _size(drafts[number])
            if piece and (len(piece) == _AT_ONCE or size + more > _CHARACTERS_AT_ONCE):
                yield piece
                piece, size = [], 0
            piece.append(number)
            size += more
        yield piece


def _size(draft: BatchDraft) -> int:
    return len(draft.text) + len(draft.reply_to or "")


@dataclass(frozen=True, slots=True)
class _Check:
    """Checks a piece in the worker's thread. Returns each draft's entry of the answer, as JSON."""

    setup: LiveSetup
    drafts: Sequence[BatchDraft]
    allowance: Allowance

    def __call__(self) -> list[bytes]:
        try:
            engine = self.setup.engine_with(self.drafts[0].settings)
        except ConfigError as error:
            return [_problem(draft.id, refusal_of(error)) for draft in self.drafts]
        texts = [
            Text(draft.text, draft.platform, draft.markup, draft.reply_to, draft.kind, draft.worth, draft.explain)
            for draft in self.drafts
        ]
        results = check_texts(engine, texts, self.allowance)
        return [_answer(draft, result) for draft, result in zip(self.drafts, results, strict=True)]


def _answer(draft: BatchDraft, result: Report | SoftsellError) -> bytes:
    if isinstance(result, SoftsellError):
        return _problem(draft.id, refusal_of(result))
    return to_json({"id": draft.id, **serialize_report(result, draft.text, draft.offsets, explain=draft.explain)})


def _problem(name: str | None, refusal: Refusal) -> bytes:
    return to_json({"id": name, "problem": refusal.as_dict()})
