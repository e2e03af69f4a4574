"""The application: views and changes under their paths, static files, the interface for programs, errors in words."""

import hmac
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from threading import Thread
from urllib.parse import quote, unquote, urlencode

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse, JSONResponse, PlainTextResponse, RedirectResponse, Response
from jinja2 import Environment
from pydantic import ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import QueryParams
from starlette.exceptions import HTTPException

from demarche import __version__
from demarche.index.errors import PageIndexError
from demarche.ledger.errors import CorrectionError, FilterError, LedgerError, UnknownIdError
from demarche.lexicon.crosswalks import load_crosswalks
from demarche.lexicon.evaluation import load_evaluation
from demarche.lexicon.histories import load_history_rules
from demarche.lexicon.linking import load_link_rules
from demarche.lexicon.ontology import load_ontology
from demarche.lexicon.tables import data_folder
from demarche.serve.api import router
from demarche.serve.assets import FOREVER, Assets, load_assets
from demarche.serve.books import Books, Progress
from demarche.serve.changes import CHANGES
from demarche.serve.charting import country_names
from demarche.serve.choice import Choice, in_words
from demarche.serve.errors import NotFoundError, RefusedError
from demarche.serve.files import AS, PAGE, Files
from demarche.serve.render import Frame, environment, rendered
from demarche.serve.safety import Guard, form_of
from demarche.serve.settings import Settings
from demarche.serve.view import SIGNS, Asked, Change, Doing, File, Kit, Page, Told, View
from demarche.serve.views import VIEWS
from demarche.serve.views.dyad import warm_up
from demarche.show.labels import load_labels
from demarche.show.visible import one_line

_MESSAGE = "told"  # the parameter in which a change tells what it did
_SEAL, _SEAL_DIGITS = "seal", 24
_NAME = 80  # characters of who signs
_YEAR_S = 365 * 24 * 60 * 60
_MISSING = 404
_WORDS = {_MISSING: "There is nothing here", 405: "That cannot be done here", 422: "That cannot be asked"}


def create_app(settings: Settings, books: Books) -> FastAPI:
    """Return the application for a ledger; `books` are opened and closed with it."""

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        books.open()
        Thread(target=warm_up, name="warm-up", daemon=True).start()
        try:
            yield
        finally:
            books.close()

    app = FastAPI(
        title="demarche",
        version=__version__,
        summary="What a ledger holds, for programs.",
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/openapi.json",
        lifespan=lifespan,
    )
    desk = Desk(settings, books, load_assets(), load_kit())
    app.state.desk = desk
    for view in VIEWS:
        app.add_api_route(
            view.path, desk.endpoint(view), methods=["GET"], name=view.name, include_in_schema=False
        )
    for change in CHANGES:
        app.add_api_route(
            change.path, desk.changing(change), methods=["POST"], name=change.name, include_in_schema=False
        )
    app.add_api_route("/static/{name}", desk.static, methods=["GET"], name="static", include_in_schema=False)
    app.include_router(router(books, desk.kit))
    _on_errors(app, desk)
    app.add_middleware(Guard, settings=settings)
    return app


def signer(request: Request) -> str:
    """Return who has said that they sign on this browser; empty if nobody has yet."""
    return unquote(request.cookies.get(SIGNS, ""))[:_NAME]


def load_kit() -> Kit:
    """Return what views share."""
    ontology = load_ontology(data_folder() / "ontology")
    labels, rules, histories = load_labels(), load_link_rules(), load_history_rules()
    return Kit(labels, rules, ontology, histories, country_names(), load_crosswalks(), load_evaluation())


class Desk:
    """Answers requests: opens the books, asks the view, puts its page into the frame."""

    def __init__(self, settings: Settings, books: Books, assets: Assets, kit: Kit) -> None:
        self.settings = settings
        self.books = books
        self.assets = assets
        self.kit = kit
        self.templates: Environment = environment(assets, kit)
        self.files = Files(self.templates, assets)

    def endpoint(self, view: View) -> Callable[[Request], Response]:
        """Return the function that answers requests for a view, in a thread of its own."""

        def show(request: Request) -> Response:
            choice = Choice.of(request.query_params)
            with self.books.reading() as opened:
                asked = Asked(
                    path=dict(request.path_params),
                    choice=choice,
                    query=dict(request.query_params),
                    ledger=opened.ledger,
                    index=opened.index,
                    settings=self.settings,
                    kit=self.kit,
                )
                kind = request.query_params.get(AS, "")
                if kind:
                    return _download(self.files.of(view, asked, kind, self.books.name))
                page = view.show(asked)
                frame = self.frame(request, view.name, opened.progress)
                return HTMLResponse(rendered(self.templates, view.name, page, frame, asked, self.settings))

        return show

    def changing(self, change: Change) -> Callable[[Request], Awaitable[Response]]:
        """Return the function that takes a form and does what it asks for."""

        async def take(request: Request) -> Response:
            form = form_of(await request.body())
            path, signs = dict(request.path_params), signer(request)
            return await run_in_threadpool(self._change, change, path, form, signs)

        return take

    def static(self, name: str) -> Response:
        """Return a file that is sent as it is."""
        asset = self.assets.hashed.get(name)
        if asset is None:
            return PlainTextResponse("There is no such file.\n", 404)
        return Response(asset.content, media_type=asset.kind, headers={"Cache-Control": FOREVER})

    def frame(self, request: Request, here: str, progress: Progress) -> Frame:
        """Return what stands around a page."""
        return Frame(
            here=here,
            nav=tuple(view for view in VIEWS if view.label),
            ledger=one_line(self.books.name),
            progress=progress,
            is_read_only=self.settings.read_only,
            message=self._told(request.query_params),
            query=one_line(request.query_params.get("q", "")),
            saving=str(request.url.include_query_params(**{AS: PAGE}).replace(scheme="", netloc=""))
            if here
            else "",
            who=one_line(signer(request)),
        )

    def failure(self, request: Request, status: int, message: str) -> Response:
        """Return an error in words, as a page or, under /api, as JSON."""
        if request.url.path.startswith("/api"):
            return JSONResponse({"detail": message}, status)
        page = Page(_WORDS.get(status, "Something went wrong"), {"message": message, "status": status})
        frame = self.frame(request, "", Progress())
        return HTMLResponse(rendered(self.templates, "failure", page, frame, None, self.settings), status)

    def _change(self, change: Change, path: dict[str, str], form: dict[str, str], signs: str) -> Response:
        if self.settings.read_only:
            raise RefusedError("This page was started to be read only.")
        with self.books.writing() as ledger:
            who = form.get("who", "").strip()[:_NAME] or signs or self.settings.who
            told = change.do(Doing(path, form, ledger, who, self.kit))
        answer = RedirectResponse(self._onwards(told), 303)
        answer.set_cookie(SIGNS, quote(who), httponly=True, samesite="strict", path="/", max_age=_YEAR_S)
        return answer

    def _onwards(self, told: Told) -> str:
        """Return the address that has the message of a change told there; sealed, so that no other's words are told."""
        if not told.message:
            return told.address
        joint = "&" if "?" in told.address else "?"
        return f"{told.address}{joint}{urlencode({_MESSAGE: told.message, _SEAL: self._seal(told.message)})}"

    def _told(self, query: QueryParams) -> str:
        message = query.get(_MESSAGE, "")
        is_ours = hmac.compare_digest(
            query.get(_SEAL, "").encode(errors="replace"), self._seal(message).encode()
        )
        return one_line(message) if message and is_ours else ""

    def _seal(self, message: str) -> str:
        key = self.settings.token.encode()
        return hmac.new(key, message.encode(errors="replace"), "sha256").hexdigest()[:_SEAL_DIGITS]


def _download(file: File) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{file.name}"'}
    return Response(file.content, media_type=file.kind, headers=headers)


def _on_errors(app: FastAPI, desk: Desk) -> None:
    def found_nothing(request: Request, error: Exception) -> Response:
        return desk.failure(request, _MISSING, _told(error))

    def wrongly_asked(request: Request, error: Exception) -> Response:
        told = in_words(error) if isinstance(error, ValidationError) else str(error)
        return desk.failure(request, 422, told)

    def refused(request: Request, error: Exception) -> Response:
        return desk.failure(request, 403, _told(error))

    def failed(request: Request, error: Exception) -> Response:
        return desk.failure(request, 503, _told(error))

    def other(request: Request, error: Exception) -> Response:
        status = error.status_code if isinstance(error, HTTPException) else 500
        return desk.failure(
            request, status, "There is no page at this address." if status == _MISSING else str(error)
        )

    app.add_exception_handler(NotFoundError, found_nothing)
    app.add_exception_handler(UnknownIdError, found_nothing)
    app.add_exception_handler(ValidationError, wrongly_asked)
    app.add_exception_handler(FilterError, wrongly_asked)
    app.add_exception_handler(RefusedError, refused)
    app.add_exception_handler(CorrectionError, refused)
    app.add_exception_handler(LedgerError, failed)
    app.add_exception_handler(PageIndexError, failed)
    app.add_exception_handler(HTTPException, other)


def _told(error: Exception) -> str:
    """Return an error in words, without the place of the ledger on this machine."""
    return (error.reason if isinstance(error, LedgerError) else "") or str(error)
