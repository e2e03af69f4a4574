"""What a page says of its article in its head: structured data (schema.org in JSON-LD), then meta elements.

The day is that which the page states as the day of publication; none is guessed.
"""

import json
from collections.abc import Iterator, Mapping

from lxml.html import HtmlElement

from demarche.lexicon.layout import Layout
from demarche.read.document import Stated
from demarche.read.fetch import is_address
from demarche.read.formats.columns import authors, day

_DEEPEST = 6
_MOST = 500  # objects of structured data that are looked at


def stated_in(tree: HtmlElement, layout: Layout) -> Stated:
    """Return what the page states."""
    return _structured(tree, layout).filled(_declared(tree, layout))


def _structured(tree: HtmlElement, layout: Layout) -> Stated:
    article = next((one for one in _objects(tree) if _is_article(one)), None)
    if article is None:
        return Stated()
    return Stated(
        title=_line(article.get("headline")),
        byline=authors(article.get("author"), layout),
        outlet=_line(_first(article.get("publisher"))),
        published=day(article.get("datePublished"), layout),
        url=_url(article.get("url") or _identity(article.get("mainEntityOfPage"))),
    )


def _objects(tree: HtmlElement) -> Iterator[Mapping[str, object]]:
    """Yield the objects of the page's structured data, outer ones first, those of a graph one by one."""
    count = 0
    for script in tree.iterfind(".//script[@type='application/ld+json']"):
        try:
            waiting: list[tuple[object, int]] = [(json.loads(script.text or ""), 0)]
        except (ValueError, RecursionError):
            continue
        while waiting and count < _MOST:
            value, depth = waiting.pop(0)
            count += 1
            if isinstance(value, list) and depth < _DEEPEST:
                waiting += [(one, depth + 1) for one in value]
            elif isinstance(value, dict):
                yield value
                waiting += [(value.get(key), depth + 1) for key in ("@graph", "mainEntity")]


def _is_article(one: Mapping[str, object]) -> bool:
    kinds = one.get("@type")
    names = kinds if isinstance(kinds, list) else [kinds]
    return any(isinstance(name, str) and name.endswith(("Article", "Posting", "Report")) for name in names)


def _declared(tree: HtmlElement, layout: Layout) -> Stated:
    """Return what meta elements and marked dates say."""
    said: dict[str, list[str]] = {}
    for meta in tree.iter("meta"):
        value = " ".join((meta.get("content") or "").split())
        for key in (meta.get("property"), meta.get("name"), meta.get("itemprop")):
            if key and value:
                said.setdefault(key.strip().lower(), []).append(value)
    for time in tree.iter("time"):
        marked = (time.get("itemprop") or "").lower() == "datepublished" or time.get("pubdate") is not None
        marked = marked or "published" in (time.get("class") or "").split()
        if marked and (value := time.get("datetime") or time.text_content().strip()):
            said.setdefault("datepublished", []).append(value)
    found = {
        field: next((said[name] for name in names if name in said), [])
        for field, names in layout.metas.items()
    }
    return Stated(
        title=_line(next(iter(found["title"]), None)),
        byline=authors([one for one in found["byline"] if not is_address(one)], layout),
        outlet=_line(next(iter(found["outlet"]), None)),
        published=day(next(iter(found["date"]), None), layout) or _only_time(tree, layout),
        url=_url(next(iter(found["url"]), None) or _canonical(tree)),
    )


def _only_time(tree: HtmlElement, layout: Layout) -> str | None:
    """Return the day of the times in the page's article, if there is one article and one day, and no word of updating."""
    articles = list(tree.iter("article"))
    times = list(articles[0].iter("time")) if len(articles) == 1 else []
    days = {day(time.get("datetime"), layout) for time in times}
    around = " ".join(
        time.getparent().text_content()[: layout.limits.header_characters] for time in times
    ).lower()
    updating = any(label in around for label, field in layout.labels.items() if field == "updated")
    return days.pop() if len(days) == 1 and not updating else None


def _canonical(tree: HtmlElement) -> str | None:
    return next((link.get("href") for link in tree.iter("link") if link.get("rel") == "canonical"), None)


def _first(value: object) -> object:
    return value[0] if isinstance(value, list) and value else value


def _line(value: object) -> str | None:
    if isinstance(value, Mapping):
        value = value.get("name")
    return " ".join(value.split()) or None if isinstance(value, str) else None


def _identity(value: object) -> object:
    return value.get("@id") if isinstance(value, Mapping) else value


def _url(value: object) -> str | None:
    return value if isinstance(value, str) and is_address(value) else None
