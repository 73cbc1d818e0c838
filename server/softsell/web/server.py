"""Runs the server: builds it, announces it, and starts uvicorn. Not here: the application (``app``), and its port (``port``)."""

from __future__ import annotations

import contextlib
import gc
import logging
import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from softsell import __version__
from softsell.client.fingerprint import fingerprint
from softsell.client.own_command import own_command
from softsell.client.proof import address_of
from softsell.client.running import RUNNING, read_address, read_small, state_folder
from softsell.config.config import Config
from softsell.web.open_notice import open_notice
from softsell.web.pairing.browser import Browser
from softsell.web.pairing.desk import PairingDesk
from softsell.web.pairing.prompt import PairingPrompt
from softsell.web.pairing.sessions import Sessions
from softsell.web.pairing.token_store import TokenStore
from softsell.web.port import is_taken, open_port
from softsell.web.private_files import private_folder, write_private
from softsell.web.reload import LiveSetup
from softsell.web.worker import Worker

if TYPE_CHECKING:
    import uvicorn

    from softsell.web.services import RunCommand, Services

log = logging.getLogger("softsell.web")

STOP_SECONDS = 5
_IDLE_LOOK_SECONDS = 10.0
_FILES_WANTED = 4_096
_FILES_OF_OUR_OWN = 100


@dataclass(frozen=True, slots=True)
class Started:
    """What a person may want to know when the server has started.

    Attributes:
        address: where the server listens, ``127.0.0.1:7355``.
        link: opens the playground once, within ten minutes.
        notice: what the user should know while the server runs; may be empty.
        open_playground: opens ``link`` in the user's browser, and returns whether a browser started.
    """

    address: str
    link: str
    notice: str
    open_playground: Callable[[], bool]


def serve(
    host: str = "127.0.0.1",
    port: int = 7355,
    config: Config | None = None,
    *,
    load_config: Callable[[], Config] | None = None,
    config_files: Sequence[Path] = (),
    open_pages: bool = True,
    on_start: Callable[[Started], None] | None = None,
    run: RunCommand | None = None,
    idle_minutes: float | None = None,
) -> None:
    """Run the server until Ctrl+C or SIGTERM stops it.

    Args:
        host: ``127.0.0.1``, ``::1`` or ``localhost`` (which means ``127.0.0.1``).
        port: 1 to 65535, or 0 for any free port.
        config: the settings; ``None`` for the defaults.
        load_config: reads the settings again; called when one of ``config_files`` has changed.
        config_files: the files that the settings came from.
        open_pages: whether a request to pair opens the server's page in the user's browser.
        on_start: called when the server is about to start; the port is open then.
        run: runs a check for the command line; see ``Services``.
        idle_minutes: stop when no request has come for this long; ``None`` to run on.

    Raises:
        UsageError: the host isn't one of these, or the port isn't a port number.
        ServerError: the port is taken, or the state folder can't be used.
        PackError, ConfigError: the packs or settings have mistakes.
    """
    listener = open_port(host, port)
    with contextlib.closing(listener):
        # The port comes first: a second server shouldn't load packs only to hear that the port is taken.
        setup = LiveSetup(config or Config(), load_config=load_config, config_files=config_files, clock=time.monotonic)
        server, services = build_server(listener, setup, open_pages=open_pages, prepare=True, run=run)
        _prepare_process()
        _stop_on_signals(server)
        if idle_minutes is not None:
            _stop_when_idle(server, services, idle_minutes * 60)
        services.browser.close()  # a killed server may have left its file
        with _announce(listener), contextlib.closing(services.browser):
            if on_start is not None:
                on_start(_describe_start(services))
            server.run(sockets=[listener])


def _describe_start(services: Services) -> Started:
    link = services.new_link("/")
    notice = open_notice() if services.setup.latest.config.languagetool else ""
    return Started(services.address, link, notice, lambda: services.browser.open(link))


def _stop_on_signals(server: uvicorn.Server) -> None:
    """Make SIGTERM and SIGHUP stop the server as Ctrl+C does, so it deletes its files.

    uvicorn raises the signal that stopped it again at its end, and the system's default handler would end the process there.
    """
    if threading.current_thread() is not threading.main_thread():
        return
    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        # A program that was started with nohup keeps ignoring SIGHUP.
        if number is not None and signal.getsignal(number) == signal.SIG_DFL:
            signal.signal(number, server.handle_exit)


def _stop_when_idle(server: uvicorn.Server, services: Services, seconds: float) -> None:
    """Make the server stop when no request has come for this long."""

    def watch() -> None:
        while not server.should_exit:
            left = services.activity.latest + seconds - time.monotonic()
            if left <= 0:
                server.should_exit = True
                return
            time.sleep(min(left, _IDLE_LOOK_SECONDS))

    threading.Thread(target=watch, name="idle", daemon=True).start()


@contextlib.contextmanager
def _announce(listener: socket.socket) -> Iterator[None]:
    """Tell the user's own command line where the server is, while it runs. The command line checks who answers there."""
    host, port = listener.getsockname()[:2]
    folder = private_folder(state_folder() / RUNNING)
    path, address = folder / f"{port}{'-ipv6' if ':' in host else ''}", f"{host} {port}\n".encode()
    _delete_stale_files(folder)
    write_private(path, address)
    try:
        yield
    finally:
        with contextlib.suppress(OSError):
            if read_small(path) == address:
                path.unlink()


def _delete_stale_files(folder: Path) -> None:
    """Delete the files of killed servers: those with an address where nothing listens."""
    with contextlib.suppress(OSError):
        for path in folder.iterdir():
            # Another server is still writing a file whose name begins with a dot.
            if path.name.startswith("."):
                continue
            address = read_address(path)
            if address is None or not is_taken(*address):
                path.unlink()


def build_server(
    listener: socket.socket,
    setup: LiveSetup,
    *,
    open_pages: bool = False,
    prepare: bool = False,
    run: RunCommand | None = None,
    state: Path | None = None,
    clock: Callable[[], float] = time.monotonic,
) -> tuple[uvicorn.Server, Services]:
    """Build a server for an open port. Return it, ready for ``run(sockets=[listener])``, and the services of its handlers.

    Args:
        listener: from ``open_port``.
        setup: the packs and settings.
        open_pages: as for ``serve``.
        run: as for ``serve``.
        prepare: whether to load the model and compile the rules of all platforms in idle time.
        state: the state folder; by default, the usual one of the system.
        clock: returns seconds that never decrease; links, sessions and requests to pair expire by it.

    Raises:
        ServerError: the state folder can't be used.
    """
    import uvicorn

    from softsell.web.app import build_app
    from softsell.web.gate.http_protocol import GuardedProtocol
    from softsell.web.services import Services

    host, port = listener.getsockname()[:2]
    tokens = TokenStore(state)
    tokens.owner_token()
    folder = state if state is not None else state_folder()
    browser = Browser(folder, port)
    services = Services(
        address=address_of(host, port),
        port=port,
        version=__version__,
        command=own_command(),
        fingerprint=lambda: fingerprint(setup.latest.config),
        setup=setup,
        worker=Worker(setup.prepare_one if prepare else None),
        tokens=tokens,
        desk=PairingDesk(tokens, clock),
        sessions=Sessions(clock),
        run=run,
        browser=browser,
        prompt=PairingPrompt(browser, enabled=open_pages),
        state=folder,
    )
    options = uvicorn.Config(
        services.activity.noted(build_app(services)),
        http=GuardedProtocol,
        ws="none",
        loop="asyncio",
        lifespan="on",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_keep_alive=60,
        timeout_graceful_shutdown=STOP_SECONDS,
    )
    server = uvicorn.Server(options)

    def stop() -> None:
        server.should_exit = True

    services.activity.stop = stop
    return server, services


def _prepare_process() -> None:
    _allow_many_files()
    _set_up_logging()
    # The event loop needs frequent turns while a check runs. Python's default interval is five milliseconds.
    sys.setswitchinterval(0.001)
    # What is loaded now stays in use, so garbage collection needn't look at it again.
    gc.collect()
    gc.freeze()


def _allow_many_files() -> None:
    """Raise the limit on open files as far as allowed, because each connection is an open file."""
    if sys.platform == "win32":
        return
    import resource

    from softsell.web.gate.http_protocol import MAX_CONNECTIONS, GuardedProtocol

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _FILES_WANTED if hard == resource.RLIM_INFINITY else min(_FILES_WANTED, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
            soft = wanted
    if soft != resource.RLIM_INFINITY:
        # At the system's limit there would be no new connection to make room for.
        GuardedProtocol.max_connections = max(1, min(MAX_CONNECTIONS, (soft - _FILES_OF_OUR_OWN) // 2))


def _set_up_logging() -> None:
    """Write our own log to standard error, and only errors of uvicorn's."""
    if not log.handlers:
        handler = logging.StreamHandler()
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
        log.addHandler(handler)
        log.setLevel(os.environ.get("SOFTSELL_LOG", "INFO").upper())
        log.propagate = False
    logging.getLogger("uvicorn").setLevel(logging.ERROR)
