"""The same for programs: JSON under /api, described by OpenAPI; records are the lines of the contract."""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query
from fastapi.responses import Response
from pydantic import BaseModel, Field

from demarche.happenings.tell import tell
from demarche.index.listing import numbers, tally
from demarche.index.search import Hit, search_reports
from demarche.index.wanted import Kind
from demarche.ledger import query
from demarche.ledger.rows import reasons_text
from demarche.model.codec import encode, schema
from demarche.model.records import Report
from demarche.serve.books import Books
from demarche.serve.choice import Choice, Text
from demarche.serve.errors import NotFoundError
from demarche.serve.lines import claim_of
from demarche.serve.view import Kit
from demarche.show.happenings import happening_line

_PAGE = 100  # entries of an answer
_JSON = "application/json"
_KINDS: Mapping[str, Kind] = {"events": "event", "statements": "statement", "commitments": "commitment"}
_HAPPENINGS = """
SELECT happening, count(*), count(DISTINCT report), min(dated) FROM entry WHERE happening IS NOT NULL
GROUP BY happening ORDER BY 4, 1 LIMIT ? OFFSET ?
"""
_REPORTS = "SELECT id, title, outlet, published FROM report ORDER BY day DESC, id DESC LIMIT ? OFFSET ?"

Identifier = Annotated[
    str, Path(pattern=r"^[a-z]:[0-9a-f]{1,16}$", description="An id, or the beginning of one.")
]
PageNumber = Annotated[int, Query(ge=1, le=100_000, description="Which page of the list.")]


class Counted(BaseModel):
    """What a ledger holds, and how far the index is that lists and counts are made from."""

    reports: int
    events: int
    statements: int
    commitments: int
    behind: int = Field(description="Reports that lists and counts do not have yet.")


class ReportHead(BaseModel):
    """A report of a list."""

    id: str
    title: str | None
    outlet: str | None
    published: str | None


class HappeningHead(BaseModel):
    """A happening of a list."""

    id: str
    events: int
    reports: int


class Found(BaseModel):
    """A report that has the words that were looked for."""

    report: str
    title: str | None
    excerpt: str


def router(books: Books, kit: Kit) -> APIRouter:
    """Return the routes under /api."""
    made = APIRouter(prefix="/api", tags=["ledger"])
    for name, kind in _KINDS.items():
        made.add_api_route(
            f"/{name}", _lister(books, name, kind), methods=["GET"], summary=f"List {name}", response_class=Response,
            responses={200: {"content": {_JSON: {"schema": _list_schema(name)}}}},
        )  # fmt: skip
    _add_whole(made, books, kit)
    _add_lists(made, books)
    return made


def _add_whole(made: APIRouter, books: Books, kit: Kit) -> None:
    @_whole(made, "/reports", "A report with its claims")
    def one_report(identifier: Identifier) -> Response:
        with books.reading() as opened:
            record = query.find(opened.ledger, identifier)
            if not isinstance(record, Report):
                raise NotFoundError(f"{identifier} is no report")
            coded = query.coded(opened.ledger, record.id)
            parts = {
                "report": encode(coded.report),
                "claims": _listed([encode(one.claim) for one in coded.claims]),
                "problems": _listed([encode(one) for one in coded.problems]),
            }
        return _answer(parts)

    @_whole(made, "/claims", "A claim, and why it is so")
    def one_claim(identifier: Identifier) -> Response:
        with books.reading() as opened:
            record = query.find(opened.ledger, identifier)
            if isinstance(record, Report):
                raise NotFoundError(f"{identifier} is no claim")
            reasons = reasons_text(query.reasons(opened.ledger, record.id)).encode()
        return _answer({"claim": encode(record), "reasons": reasons})

    @_whole(made, "/happenings", "A happening with its tellings")
    def one_happening(identifier: Identifier) -> Response:
        with books.reading() as opened:
            line = happening_line(tell(opened.ledger, identifier, kit.rules))
        return Response(line, media_type=_JSON)


def _whole(
    made: APIRouter, path: str, summary: str
) -> Callable[[Callable[[str], Response]], Callable[[str], Response]]:
    """Return what adds a route that answers with one object, by its id or the beginning of it."""
    return made.get(
        f"{path}/{{identifier}}",
        summary=summary,
        response_class=Response,
        responses={200: {"content": {_JSON: {"schema": {"type": "object"}}}}, 404: {}},
    )


def _add_lists(made: APIRouter, books: Books) -> None:
    @made.get("/ledger", summary="What there is")
    def ledger() -> Counted:
        with books.reading() as opened:
            counts = dict(opened.index.select("SELECT kind, count(*) FROM entry GROUP BY kind"))
            ((reports,),) = opened.index.select("SELECT count(*) FROM report")
            behind = opened.progress.total - opened.progress.done
        kinds = {name: counts.get(kind, 0) for name, kind in _KINDS.items()}
        return Counted(reports=reports, behind=behind, **kinds)

    @made.get("/reports", summary="List reports, the newest first")
    def reports(page: PageNumber = 1) -> list[ReportHead]:
        with books.reading() as opened:
            rows = opened.index.select(_REPORTS, (_PAGE, (page - 1) * _PAGE))
        return [
            ReportHead(id=one, title=title, outlet=outlet, published=day) for one, title, outlet, day in rows
        ]

    @made.get("/happenings", summary="List what several reports tell of, by date")
    def happenings(page: PageNumber = 1) -> list[HappeningHead]:
        with books.reading() as opened:
            rows = opened.index.select(_HAPPENINGS, (_PAGE, (page - 1) * _PAGE))
        return [HappeningHead(id=one, events=events, reports=reports) for one, events, reports, _ in rows]

    @made.get("/search", summary="Reports that have these words")
    def search(q: Annotated[Text, Query(description="Words; “these together”; beginn*.")]) -> list[Found]:
        with books.reading() as opened:
            hits: Sequence[Hit] = search_reports(opened.index, q, _PAGE, 0)
        return [Found(report=one.report, title=one.title, excerpt=one.plain) for one in hits]


def _lister(books: Books, name: str, kind: Kind) -> Callable[[Choice], Response]:
    def entries(choice: Annotated[Choice, Query()]) -> Response:
        with books.reading() as opened:
            wanted = choice.wanted(kind)
            counted = tally(opened.index, wanted)
            found = numbers(opened.index, wanted, choice.order, _PAGE, (choice.page - 1) * _PAGE)
            bodies = [encode(claim_of(opened.ledger, number)) for number in found]
        return _answer(
            {
                "matching": str(counted.total).encode(),
                "undated": str(counted.undated).encode(),
                "facets": json.dumps({key: dict(value) for key, value in counted.facets.items()}).encode(),
                name: _listed(bodies),
            }
        )

    return entries


def _listed(bodies: Sequence[bytes]) -> bytes:
    return b"[" + b",".join(bodies) + b"]"


def _answer(parts: Mapping[str, bytes]) -> Response:
    """Return an object of parts that are JSON already, so that records keep the order of their keys."""
    inside = b",".join(json.dumps(name).encode() + b":" + body for name, body in parts.items())
    return Response(b"{" + inside + b"}", media_type=_JSON)


def _list_schema(name: str) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {
            "matching": {"type": "integer"},
            "undated": {"type": "integer"},
            "facets": {"type": "object"},
            name: {"type": "array", "items": {"type": "object", "description": schema()["title"]}},
        },
        "required": ["matching", "undated", "facets", name],
    }
