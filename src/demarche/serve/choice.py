"""What the reader has chosen to see: read from the address, asked of the index, and written back into links."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal, Self
from urllib.parse import urlencode

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator
from starlette.datastructures import QueryParams

from demarche.index.listing import Order
from demarche.index.wanted import Kind, Wanted
from demarche.ledger.filters import is_date

_SINGLE = (
    "actor",
    "recipient",
    "who",
    "source",
    "place",
    "since",
    "until",
    "published",
    "dated",
    "report",
    "happening",
    "words",
)
_SEVERAL = ("type", "quad", "status", "voice")
_LONGEST = 200
_DATES = "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"  # for readers of the schema


def _valid(text: str) -> str:
    """Return the text; a lone surrogate can be neither bound nor written."""
    text.encode()
    return text


def _day(text: str) -> str:
    """Return the text, if it is a day, month or year."""
    if not is_date(text):
        raise ValueError(f"{text!r} is not a date such as 2024, 2024-11 or 2024-11-18")
    return text


Text = Annotated[str, Field(min_length=1, max_length=_LONGEST), AfterValidator(_valid)]
Day = Annotated[str, AfterValidator(_day), Field(json_schema_extra={"pattern": _DATES})]
Quad = Annotated[int, Field(ge=1, le=4)]


class Choice(BaseModel):
    """A filter, an order and a page; what is not given is not asked."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    actor: Annotated[
        Text | None, Field(description="Actor, speaker or issuer: id, country code or whole name.")
    ] = None
    recipient: Annotated[Text | None, Field(description="Recipient or addressee, likewise.")] = None
    who: Annotated[Text | None, Field(description="Somebody on either side, likewise.")] = None
    source: Annotated[Text | None, Field(description="Somebody in the chain of sources, or the outlet.")] = (
        None
    )
    place: Annotated[Text | None, Field(description="A place's whole name, or a country code.")] = None
    type: Annotated[
        tuple[Text, ...], Field(max_length=40, description="Event type, speech act or force.")
    ] = ()
    quad: Annotated[tuple[Quad, ...], Field(max_length=4, description="Quad class of events, 1 to 4.")] = ()
    status: Annotated[
        tuple[Text, ...], Field(max_length=20, description="Status of events, last state of commitments.")
    ] = ()
    voice: Annotated[
        tuple[Text, ...], Field(max_length=10, description="How the report vouches for an event.")
    ] = ()
    since: Annotated[
        Day | None, Field(description="From this day, month or year on (2024-11-18, 2024-11, 2024).")
    ] = None
    until: Annotated[Day | None, Field(description="Up to this day, month or year.")] = None
    published: Annotated[Day | None, Field(description="In reports published from this day on.")] = None
    dated: Annotated[
        Literal["no"] | None, Field(description="“no”: what has no date, so that no period has it.")
    ] = None
    report: Annotated[Text | None, Field(description="Id of the report.")] = None
    happening: Annotated[Text | None, Field(description="Id of the happening.")] = None
    words: Annotated[Text | None, Field(description="Words that are in the entry.")] = None
    order: Annotated[Order, Field(description="By date, by deadline, or what scores least first.")] = "newest"
    page: Annotated[int, Field(ge=1, le=100_000, description="Which page of the list.")] = 1

    @model_validator(mode="after")
    def _check(self) -> Self:
        self.wanted("event")
        return self

    @classmethod
    def of(cls, query: QueryParams) -> Self:
        """Return the choice that an address holds; raise `ValidationError` for what cannot be asked. Blanks ask nothing."""
        given: dict[str, Any] = {
            name: value.strip() for name, value in query.items() if name not in _SEVERAL and value.strip()
        }
        for name in _SEVERAL:
            given[name] = tuple(
                dict.fromkeys(value.strip() for value in query.getlist(name) if value.strip())
            )
        return cls(**given)

    def wanted(self, kind: Kind) -> Wanted:
        """Return what to ask of the index for entries of this kind."""
        return Wanted(kind=kind, **{name: getattr(self, name) for name in (*_SINGLE, *_SEVERAL)})

    def given(self) -> Mapping[str, Any]:
        """Return the conditions that are set: neither order nor page."""
        return {name: getattr(self, name) for name in (*_SINGLE, *_SEVERAL) if getattr(self, name)}

    def changed(self, **changes: object) -> Self:
        """Return the choice with changes, from its first page unless a page is among them."""
        return type(self)(**{**self.model_dump(), "page": 1, **changes})

    def query(self) -> str:
        """Return the choice as the query of an address, with its question mark; empty if nothing is chosen."""
        pairs = [(name, value) for name, value in self.given().items() if name in _SINGLE]
        pairs += [(name, value) for name in _SEVERAL for value in getattr(self, name)]
        pairs += [("order", self.order)] if self.order != "newest" else []
        pairs += [("page", self.page)] if self.page > 1 else []
        return f"?{urlencode(pairs)}" if pairs else ""


def in_words(error: ValidationError) -> str:
    """Return what cannot be asked, in words: each parameter with what is wrong about it."""
    return "; ".join(
        f"{'.'.join(str(part) for part in one['loc']) or 'the address'}: {one['msg'].removeprefix('Value error, ')}"
        for one in error.errors()
    )
