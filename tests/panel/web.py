"""The page and the two requests that it makes. Only for 127.0.0.1, under a path that nobody guesses."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from pydantic import ValidationError
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Mount, Route

from softsell.vocabulary import POST_KINDS
from tests.panel.posts import Post, order_for
from tests.panel.ratings import Rating, Ratings

PAGE = Path(__file__).with_name("page.html")
_LONGEST = 100_000


def build_app(posts: Mapping[str, Post], ratings: Ratings, rater: str, key: str) -> Starlette:
    """The application. It shows text and platform of a post, never what others rated or softsell finds."""
    order = order_for(rater, posts)

    def show_page(_: Request) -> Response:
        page = PAGE.read_text(encoding="utf-8").replace("KINDS", json.dumps(list(POST_KINDS)))
        policy = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; connect-src 'self'"
        return HTMLResponse(page, headers={"Content-Security-Policy": policy, "Cache-Control": "no-store"})

    def next_post(_: Request) -> Response:
        done = {post for who, post in ratings.read() if who == rater}
        left = [post for post in order if post not in done]
        if not left:
            return JSONResponse({"done": len(done), "left": 0})
        post = posts[left[0]]
        return JSONResponse(
            {"done": len(done), "left": len(left), "post": post.id, "text": post.text, "platform": post.platform}
        )

    async def add_rating(request: Request) -> Response:
        body = await request.body()
        try:
            rating = Rating.model_validate_json(body[:_LONGEST])
        except ValidationError as error:
            return JSONResponse({"error": str(error.errors()[0]["msg"])}, 422)
        if rating.post not in posts:
            return JSONResponse({"error": "There is no such post."}, 404)
        ratings.add(rating.model_copy(update={"rater": rater}))
        return Response(status_code=204)

    routes = [Route("/", show_page), Route("/next", next_post), Route("/ratings", add_rating, methods=["POST"])]
    hosts = Middleware(TrustedHostMiddleware, allowed_hosts=["127.0.0.1"])
    return Starlette(routes=[Mount(f"/{key}", routes=routes)], middleware=[hosts])
