"""What an endpoint is. Not here: which there are (``endpoints``)."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from pydantic import BaseModel
    from starlette.requests import Request
    from starlette.responses import Response

    from softsell.web.gate.access import Access
    from softsell.web.problems import Problem
    from softsell.web.services import Services

    Handler = Callable[[Services, Request], Awaitable[Response]]

Method = Literal["GET", "POST", "PUT"]


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One endpoint.

    Attributes:
        methods: the HTTP methods it takes.
        path: its path; ``{path:path}`` at the end stands for any path.
        handler: answers the request.
        access: who may call it; see ``Access``.
        summary: what it does, in a few words.
        answer: what its 200 holds; ``None`` keeps the endpoint out of the OpenAPI document.
        asked: what its JSON body holds; ``None`` if it takes none.
        problems: the refusals of its own, besides those that follow from the other attributes.
        own_user: whether other users of the computer are refused, on systems that can tell.
        page: whether it is a page for a person. It holds no data, and refusals are pages.
        files: whether its body carries files, so that it may be large.
    """

    methods: tuple[Method, ...]
    path: str
    handler: Handler
    access: Access
    summary: str = ""
    answer: type[BaseModel] | None = None
    asked: type[BaseModel] | None = None
    problems: tuple[Problem, ...] = ()
    own_user: bool = False
    page: bool = False
    files: bool = False
