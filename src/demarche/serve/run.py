"""Runs the page until it is told to end."""

import socket
import webbrowser
from contextlib import suppress
from threading import Timer

import uvicorn

from demarche.serve.app import create_app
from demarche.serve.books import Books
from demarche.serve.settings import Settings

_BEFORE_BROWSER_S = 0.6
_LAST_ANSWERS_S = 3


def run(settings: Settings, books: Books, *, is_shown: bool) -> None:
    """Serve the page, in a browser if it `is_shown`."""
    config = uvicorn.Config(
        create_app(settings, books),
        host=settings.host,
        port=settings.port,
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=_LAST_ANSWERS_S,
        proxy_headers=False,
    )
    opening = Timer(_BEFORE_BROWSER_S, webbrowser.open, (f"{settings.address}?token={settings.token}",))
    if is_shown:
        opening.start()
    try:
        with suppress(KeyboardInterrupt):  # which uvicorn raises anew once it has ended
            uvicorn.Server(config).run()
    finally:
        opening.cancel()


def check_port(settings: Settings) -> None:
    """Raise `OSError` if the port cannot be listened at; asked before an address is told or anything begun."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as tried:
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind((settings.host, settings.port))
        except OSError as error:
            where = f"{settings.host}, port {settings.port}"
            raise OSError(error.errno, f"{error.strerror or error}: {where}; --port takes another") from error
