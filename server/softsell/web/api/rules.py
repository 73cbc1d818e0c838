"""Handlers that list rules and packs, and try a rule file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from starlette.requests import Request
from starlette.responses import Response

from softsell.packs.resolve import all_rules
from softsell.web.api.models import MAX_PACK, MAX_TEXT, TryRequest
from softsell.web.api.requests import check_length, json_response, read_body, run_in_worker
from softsell.web.api.serialize import serialize_diagnostic, serialize_findings, serialize_rule

if TYPE_CHECKING:
    from softsell.checks.rule import Pack
    from softsell.web.services import Services


async def list_rules(services: Services, request: Request) -> Response:
    """List the rules."""

    def work() -> dict[str, Any]:
        engine = services.setup.current().engine
        return {"rules": [serialize_rule(rule) for rule in all_rules(engine.packs, engine.config)]}

    return json_response(await run_in_worker(request, services.worker, work))


async def list_packs(services: Services, request: Request) -> Response:
    """List the packs, and the mistakes that keep newer ones from being used."""

    def work() -> dict[str, Any]:
        current = services.setup.current()
        return {
            "packs": [_serialize_pack(pack) for pack in current.engine.packs],
            "problems": [serialize_diagnostic(problem) for problem in current.problems],
        }

    return json_response(await run_in_worker(request, services.worker, work))


async def try_rules(services: Services, request: Request) -> Response:
    """Try a rule file."""
    from softsell.web.api.rule_trial import try_rule_file

    asked = await read_body(request, TryRequest)
    check_length(asked.yaml, MAX_PACK, "yaml")
    check_length(asked.text, MAX_TEXT, "text")

    def work() -> dict[str, Any]:
        trial = try_rule_file(services.setup.current().engine, asked.yaml, asked.text, asked.platform)
        return {
            "problems": [serialize_diagnostic(problem) for problem in trial.problems],
            "findings": [] if trial.report is None else serialize_findings(trial.report, asked.text, asked.offsets),
            "rules": [serialize_rule(rule) for rule in trial.rules],
        }

    return json_response(await run_in_worker(request, services.worker, work, len(asked.yaml) + len(asked.text)))


def _serialize_pack(pack: Pack) -> dict[str, Any]:
    return {
        "name": pack.name,
        "version": pack.version,
        "description": pack.description,
        "license": pack.license,
        "rules": len(pack.rules),
        "builtin": pack.builtin,
        "path": "" if pack.builtin else pack.path,
    }
