"""The only module that speaks to the network: one address at a time, politely, and not to private ones unless told.

It asks robots.txt (RFC 9309), waits between two requests to one host, sends back what the server gave to tell whether
something changed (RFC 9110, conditional requests), and bounds time, size and redirects. The address that was checked
is the one connected to, so that a name cannot lead elsewhere the second time it is asked for.
"""

import http.client
import ipaddress
import re
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from urllib.parse import SplitResult, quote, urljoin, urlsplit, urlunsplit
from urllib.robotparser import RobotFileParser

from demarche import __version__
from demarche.lexicon.layout import Limits
from demarche.read.document import Refusal

AGENT = f"demarche/{__version__}"
_ADDRESS = re.compile(r"https?://[^\s/]+", re.IGNORECASE)
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:\-]+)", re.IGNORECASE)
_CHUNK = 1 << 16
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_OK, _UNCHANGED, _CLIENT, _SERVER = 200, 304, 400, 500
_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server gave to tell whether an answer has changed since."""

    etag: str | None = None
    modified: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What an address holds; `address` is where it was found in the end."""

    address: str
    data: bytes
    media: str | None
    charset: str | None
    validators: Validators


class Unchanged:
    """The address still holds what it held the last time."""


class _FailedError(Exception):
    """A request came to nothing; holds the refusal."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.refusal = Refusal(code, message)


def is_address(text: str) -> bool:
    """Whether the text is an address on the web."""
    return _ADDRESS.match(text) is not None


class Fetcher:
    """Gets what addresses hold. `known` are the validators of earlier answers, by address; new ones are added to it.

    `is_complete` is for who uses it: false once something that came of an answer was lost, so that it has to be asked for again.
    """

    def __init__(
        self,
        limits: Limits,
        *,
        private: bool = False,
        known: dict[str, Validators] | None = None,
        wait: Callable[[float], None] = time.sleep,
    ) -> None:
        self._limits = limits
        self._private = private
        self.known = {} if known is None else known
        self.is_complete = True
        self._wait = wait
        self._rules: dict[str, RobotFileParser] = {}
        self._last: dict[str, float] = {}

    def get(self, address: str) -> Answer | Unchanged | Refusal:
        """Return what the address holds, that it has not changed, or why it cannot be had."""
        try:
            return self._followed(address)
        except _FailedError as failed:
            return failed.refusal

    def forget(self, address: str) -> None:
        """Ask for an address as if it had not been asked for before, the next time: something that it led to is missing."""
        self.known.pop(address, None)

    def _followed(self, address: str) -> Answer | Unchanged:
        asked = address
        for _ in range(self._limits.fetch_redirects + 1):
            where = _parsed(address)
            self._ask_leave(where)
            status, headers, data = self._request(where, self._conditions(asked), self._limits.bytes)
            if status in _REDIRECTS and (target := headers.get("Location")):
                address = urljoin(address, target)
                continue
            if status == _UNCHANGED:
                return Unchanged()
            if status != _OK:
                raise _FailedError("unreachable", f"answered with status {status}")
            return self._answer(asked, address, headers, data)
        raise _FailedError("unreachable", f"was redirected more than {self._limits.fetch_redirects} times")

    def _answer(self, asked: str, address: str, headers: http.client.HTTPMessage, data: bytes) -> Answer:
        if len(data) > self._limits.bytes:
            raise _FailedError("too-long", f"has more than {self._limits.bytes:,} bytes, and is not read")
        validators = Validators(headers.get("ETag"), headers.get("Last-Modified"))
        self.known[asked] = validators
        media = headers.get("Content-Type")
        charset = _CHARSET.search(media or "")
        return Answer(address, data, media, charset[1] if charset else None, validators)

    def _conditions(self, address: str) -> dict[str, str]:
        known = self.known.get(address, Validators())
        found = {"If-None-Match": known.etag, "If-Modified-Since": known.modified}
        return {name: value for name, value in found.items() if value}

    def _ask_leave(self, where: SplitResult) -> None:
        """Wait as long as politeness asks; raise `_FailedError` if the site's robots.txt forbids the page."""
        host = f"{where.scheme}://{where.netloc}"
        if host not in self._rules:
            self._rules[host] = self._robots(where)
        rules = self._rules[host]
        if not rules.can_fetch(AGENT, urlunsplit(where)):
            raise _FailedError("robots", "may not be read by programs, says the site's robots.txt")
        delay = max(float(rules.crawl_delay(AGENT) or 0), self._limits.fetch_delay)
        if host in self._last and (left := self._last[host] + delay - time.monotonic()) > 0:
            self._wait(left)
        self._last[host] = time.monotonic()

    def _robots(self, where: SplitResult) -> RobotFileParser:
        """Return a site's rules: no file allows all, one that cannot be had forbids all (RFC 9309, 2.3.1)."""
        rules = RobotFileParser()
        place = where._replace(path="/robots.txt", query="", fragment="")
        status, _, data = self._request(place, {}, self._limits.robots_bytes)
        if status in _REDIRECTS or _CLIENT <= status < _SERVER:
            data = b""
        elif status != _OK:
            data = b"User-agent: *\nDisallow: /"
        rules.parse(data[: self._limits.robots_bytes].decode("utf-8", errors="replace").splitlines())
        return rules

    def _request(
        self, where: SplitResult, headers: dict[str, str], limit: int
    ) -> tuple[int, http.client.HTTPMessage, bytes]:
        """Return status, headers and, up to one byte over the limit, the body."""
        try:
            with self._connected(where) as connection:
                path = urlunsplit(("", "", where.path or "/", where.query, ""))
                asked = {"User-Agent": AGENT, "Accept-Encoding": "identity", **headers}
                connection.request("GET", quote(path, safe="/%?=&;:@!$'()*+,~-._[]"), headers=asked)
                answer = connection.getresponse()
                data = bytearray()
                while len(data) <= limit and (chunk := answer.read(_CHUNK)):
                    data += chunk
                if len(data) <= limit and answer.length:
                    raise http.client.IncompleteRead(bytes(data), answer.length)
                status, found = answer.status, answer.headers
            return status, found, bytes(data[: limit + 1])
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise _FailedError(
                "unreachable", f"cannot be reached: {str(error) or type(error).__name__}"
            ) from error

    @contextmanager
    def _connected(self, where: SplitResult) -> Iterator[http.client.HTTPConnection]:
        host = where.hostname or ""
        port = where.port or _PORTS[where.scheme]
        seconds = self._limits.fetch_seconds
        held = [socket.create_connection((self._numeric(host, port), port), timeout=seconds)]
        # A server that sends a byte now and then keeps within any timeout of a single read.
        late = threading.Event()
        timer = threading.Timer(seconds, _shut, [held, late])
        timer.daemon = True
        timer.start()
        try:
            if where.scheme == "https":
                held.append(ssl.create_default_context().wrap_socket(held[0], server_hostname=host))
            connection = http.client.HTTPConnection(host, port, timeout=seconds)
            connection.sock = held[-1]
            yield connection
            if late.is_set():
                raise TimeoutError(f"took more than {seconds} seconds")
        finally:
            timer.cancel()
            held[-1].close()

    def _numeric(self, host: str, port: int) -> str:
        """Return an address of the host in numbers; raise `_FailedError` if it has one that is not public."""
        found = [str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
        for one in found:
            if not self._private and not _is_public(one):
                raise _FailedError(
                    "private-address", f"leads to the private address {one}, which is not allowed"
                )
        return found[0]


def _is_public(address: str) -> bool:
    numeric = ipaddress.ip_address(address.partition("%")[0])
    mapped = getattr(numeric, "ipv4_mapped", None)
    return (mapped or numeric).is_global and not numeric.is_multicast


def _parsed(address: str) -> SplitResult:
    try:
        where = urlsplit(address)
        usable = where.scheme in _PORTS and bool(where.hostname) and where.port != 0
    except ValueError:
        usable = False
    if not usable:
        raise _FailedError("unreachable", "is no address on the web")
    return where


def _shut(held: list[socket.socket], late: threading.Event) -> None:
    late.set()
    with suppress(OSError):
        held[-1].shutdown(socket.SHUT_RDWR)
