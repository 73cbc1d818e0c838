"""``python -m tests.panel``: rate posts, or compare what people rated with the language models and with softsell."""

from __future__ import annotations

import argparse
import secrets
from pathlib import Path

import uvicorn

from tests.eval.corpora import DEFAULT, CorpusError
from tests.panel.agreement import compare
from tests.panel.posts import read_posts
from tests.panel.ratings import Ratings
from tests.panel.web import build_app


def main() -> None:
    """Run the page, or print how far raters agree."""
    parser = argparse.ArgumentParser(prog="python -m tests.panel", description=__doc__)
    parser.add_argument("--corpora", type=Path, default=DEFAULT, help="folder of the rated posts")
    parser.add_argument("--ratings", type=Path, default=Path("build/panel.jsonl"), help="where the ratings are kept")
    parser.add_argument("--rater", default="me", help="a name for whoever rates; posts come in an order of their own")
    parser.add_argument(
        "--read", action="store_true", help="show the posts that were read while rules were written too"
    )
    parser.add_argument("--compare", action="store_true", help="print how far the ratings agree, and end")
    arguments = parser.parse_args()
    try:
        posts = read_posts(arguments.corpora, unread_only=not arguments.read)
    except CorpusError as error:
        raise SystemExit(str(error)) from None
    ratings = Ratings(arguments.ratings)
    if arguments.compare:
        print(compare(posts, ratings.read()))
        return
    key = secrets.token_urlsafe(16)
    app = build_app(posts, ratings, arguments.rater, key)
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_level="warning", access_log=False))
    config = server.config
    config.load()
    with config.bind_socket() as listening:
        print(f"Open http://127.0.0.1:{listening.getsockname()[1]}/{key}/ and rate. Ctrl-C ends.", flush=True)
        print(f"Ratings are kept in {arguments.ratings} and go nowhere else.", flush=True)
        server.run(sockets=[listening])


if __name__ == "__main__":
    main()
