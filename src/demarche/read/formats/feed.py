"""Opens RSS and Atom: an entry is a report, as the feed has it or, if wished, as the page it links to has it."""

import io
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import feedparser

from demarche.read.document import Refusal, Stated
from demarche.read.fetch import Unchanged, is_address
from demarche.read.formats.columns import authors, day, digest, input_of
from demarche.read.inputs import DamagedError, Opened, Part, Setup, trouble
from demarche.read.kinds import Hint
from demarche.read.stream import at_most, held


def parts(part: Part, setup: Setup) -> Iterator[Opened]:
    """Yield the entries in the order of the feed, under their numbers; linked pages under their addresses."""
    limit = setup.layout.limits.bytes
    data = at_most(part.stream, limit)
    if len(data) > limit:
        yield trouble("too-long", part.path, f"has more than {limit:,} bytes, and is not read")
        return
    # As a stream: a string might be taken for an address and fetched.
    feed = feedparser.parse(io.BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    if feed.bozo and not feed.entries:
        raise DamagedError(str(feed.bozo_exception))
    for number, entry in enumerate(feed.entries, start=1):
        yield from _entry(entry, _stated(entry, feed.feed, setup), f"{part.path}#{number}", part, setup)


def _entry(entry: Any, stated: Stated, path: str, part: Part, setup: Setup) -> Iterator[Opened]:  # noqa: ANN401 - feedparser's dictionaries
    if setup.wanted.linked and stated.url is not None:
        yield from _linked(stated, part, setup)
        return
    text = max((content.value for content in entry.get("content", ())), key=len, default="")
    text = text or entry.get("summary") or stated.title or ""
    values = [entry.get("id"), stated.url, stated.title, stated.published, text]
    if text.strip():
        yield input_of(text, path, digest(values), stated)
    else:
        yield trouble("record", path, "has no text")


def _linked(stated: Stated, part: Part, setup: Setup) -> Iterator[Opened]:
    address, fetcher = stated.url or "", setup.wanted.fetcher
    if fetcher is None:
        yield trouble("unreadable", address, "is an address, and nothing is fetched here")
        return
    answer = fetcher.get(address)
    if isinstance(answer, Refusal):
        if answer.code == "unreachable":
            fetcher.forget(part.path)  # else a feed that stays as it is would never lead there again
        yield trouble(answer.code, address, answer.message)
    elif not isinstance(answer, Unchanged):
        setup.meter.take(len(answer.data))
        hint = Hint(urlsplit(answer.address).path, answer.media)
        # The page itself knows its headline better than the feed.
        known = Stated(outlet=stated.outlet, published=stated.published, url=answer.address)
        yield Part(address, held(answer.data), hint, answer.charset, known, depth=part.depth + 1)


def _stated(entry: Any, feed: Any, setup: Setup) -> Stated:  # noqa: ANN401 - as above
    # RSS has one author, an address with a name; Atom has several, with names.
    whole = entry.get("author") or ""
    named = [whole] if "@" in whole else [author.get("name") for author in entry.get("authors", ())]
    url = entry.get("link") or ""
    return Stated(
        title=" ".join(entry.get("title", "").split()) or None,
        byline=authors([name for name in named if name], setup.layout),
        outlet=(entry.get("source") or {}).get("title") or feed.get("title") or None,
        published=day(entry.get("published"), setup.layout),
        url=url if is_address(url) else None,
    )
