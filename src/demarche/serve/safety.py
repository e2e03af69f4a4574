"""What stands before every view: who may ask, from which page, how much; and what a browser may do with the answer."""

import hmac
from collections.abc import Iterable
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qsl, urlencode

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from demarche.serve.errors import RefusedError
from demarche.serve.settings import Settings

TOKEN = "token"  # noqa: S105 - its name in the address
_LARGEST = 64 * 1024  # bytes of a form
_SAFE_METHODS = frozenset({"GET", "HEAD"})
_OWN_SITE = frozenset({"", "same-origin", "none"})
_OPEN_TO_ALL = "/static/"
_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cache-Control": "private, no-cache",
}


def form_of(body: bytes) -> dict[str, str]:
    """Return the fields of a form that was sent; raise `RefusedError` for what is not UTF-8, which nobody could sign."""
    try:
        return dict(parse_qsl(body.decode(), keep_blank_values=True, errors="strict"))
    except UnicodeDecodeError as error:
        raise RefusedError("What was sent is not UTF-8.") from error


class Guard:
    """Lets through what comes from the user's own browser and page; all else is refused before a view sees it."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app = app
        self.settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or have the application answer it; every answer gets the headers."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = list(_with_headers(message["headers"]))
            await send(message)

        refusal = self._refusal(scope)
        if refusal is None:
            await self.app(scope, receive, answer)
        else:
            await refusal(scope, receive, answer)

    def _refusal(self, scope: Scope) -> Response | None:
        """Return the answer to a request that is not let through; the first visit is sent on with a cookie."""
        headers = Headers(scope=scope)
        if not self.settings.answers_to(headers.get("host", "")):
            return PlainTextResponse("This page does not go by that name.\n", 421)
        if scope["method"] not in _SAFE_METHODS:
            refused = self._refused_change(headers)
            if refused is not None:
                return refused
        if scope["path"].startswith(_OPEN_TO_ALL):
            return None
        given = dict(parse_qsl(scope["query_string"].decode("latin-1"))).get(TOKEN, "")
        if given and scope["method"] in _SAFE_METHODS:
            return self._welcome(scope, given)
        return None if self._is_known(headers) else _stranger()

    def _refused_change(self, headers: Headers) -> Response | None:
        """Return the answer to a change that another site's page asks for, or that is too large."""
        origin = headers.get("origin", "")
        scheme, _, host = origin.partition("://")
        if scheme != "http" or not self.settings.answers_to(host):
            return PlainTextResponse("Changes are only taken from this page itself.\n", 403)
        if headers.get("sec-fetch-site", "") not in _OWN_SITE:
            return PlainTextResponse("Changes are only taken from this page itself.\n", 403)
        length = headers.get("content-length", "")
        if not length.isdigit() or int(length) > _LARGEST:
            return PlainTextResponse("That is more than this page takes.\n", 413)
        return None

    def _welcome(self, scope: Scope, given: str) -> Response:
        """Return where to go on without the token in the address, and the cookie to go there with."""
        if not self._is_token(given):
            return _stranger()
        query = [pair for pair in parse_qsl(scope["query_string"].decode("latin-1")) if pair[0] != TOKEN]
        target = f"/{scope['path'].lstrip('/')}" + (f"?{urlencode(query)}" if query else "")
        onwards = RedirectResponse(target, 303)
        onwards.set_cookie(
            self.settings.cookie, self.settings.token, httponly=True, samesite="strict", path="/"
        )
        return onwards

    def _is_known(self, headers: Headers) -> bool:
        scheme, _, given = headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer" and self._is_token(given):
            return True
        try:
            cookies = SimpleCookie(headers.get("cookie", ""))
        except CookieError:
            return False
        return self.settings.cookie in cookies and self._is_token(cookies[self.settings.cookie].value)

    def _is_token(self, given: str) -> bool:
        return hmac.compare_digest(given.encode(errors="replace"), self.settings.token.encode())


def _stranger() -> Response:
    return PlainTextResponse(
        "Open the page by the address that demarche printed when it was started: it has the key in it.\n", 401
    )


def _with_headers(headers: Iterable[tuple[bytes, bytes]]) -> Iterable[tuple[bytes, bytes]]:
    """Yield the headers with those that every answer has, unless the view has set one itself."""
    given = list(headers)
    named = {name.lower() for name, _ in given}
    yield from given
    for name, value in _HEADERS.items():
        if name.lower().encode() not in named:
            yield name.lower().encode(), value.encode()
