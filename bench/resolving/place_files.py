"""Reads toponyms with coordinates: LGL and its like, GeoVirus, GeoWebNews, told apart by what their XML holds."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

from bench.common.benchmark import BenchError, Item

Convention = Literal["lgl", "geovirus", "geowebnews"]


@dataclass(frozen=True, slots=True)
class Toponym:
    """Words of a text that name a place, with its point and country name as far as the data give them."""

    start: int
    end: int
    text: str
    point: tuple[float, float] | None
    country: str | None


@dataclass(frozen=True, slots=True)
class Article(Item):
    """A text with its toponyms; `host` is that of the address it was taken from, `published` an ISO day."""

    set: str
    convention: Convention
    text: str
    host: str | None
    published: str | None
    gold: tuple[Toponym, ...]


def read_articles(path: Path) -> tuple[Article, ...]:
    """Return the articles of a file; raise `BenchError` if it is of none of the three formats."""
    try:
        root = ET.parse(path).getroot()  # noqa: S314 - a file that the user names, not one from a network
    except ET.ParseError as error:
        raise BenchError(f"{path.name}: {error}") from error
    for convention, (mark, read) in _FORMATS.items():
        if root.find(f".//{mark}") is not None:
            articles = enumerate(root.iter("article"))
            return tuple(read(path.stem, convention, number, article) for number, article in articles)
    raise BenchError(f"{path.name} has no toponyms in a format that is known")


def _lgl(name: str, convention: Convention, number: int, article: ET.Element) -> Article:
    text = _text(name, number, article)
    gold = []
    for one in article.iter("toponym"):
        tag = one.find("gaztag")
        country = None if tag is None else tag.findtext("country")
        gold.append(
            _toponym(text, one, "phrase", None if tag is None else _point(tag, "lat", "lon"), country)
        )
    id_ = article.get("docid") or str(number)
    host = article.findtext("domain") or _host(article.findtext("url"))
    day = (article.findtext("dltime") or "")[:10] or None
    return Article(f"{name}/{id_}", name, convention, text, host, day, _sorted(gold))


def _geovirus(name: str, convention: Convention, number: int, article: ET.Element) -> Article:
    text = _text(name, number, article)
    found = (_toponym(text, one, "name", _point(one, "lat", "lon"), None) for one in article.iter("location"))
    host = _host(article.findtext("source"))
    return Article(f"{name}/{number}", name, convention, text, host, None, _sorted(found))


def _geowebnews(name: str, convention: Convention, number: int, article: ET.Element) -> Article:
    """Return an article with the toponyms that have a point, literal and associative; the others mark other things."""
    text = _text(name, number, article)
    points = ((one, _point(one, "latitude", "longitude")) for one in article.iter("toponym"))
    found = (_toponym(text, one, "extractedName", point, None) for one, point in points if point is not None)
    id_ = article.get("file") or str(number)
    return Article(
        f"{name}/{id_}", name, convention, text, _host(article.findtext("link")), None, _sorted(found)
    )


_FORMATS: Mapping[Convention, tuple[str, Callable[[str, Convention, int, ET.Element], Article]]] = {
    "geovirus": ("locations", _geovirus),
    "geowebnews": ("extractedName", _geowebnews),
    "lgl": ("phrase", _lgl),
}


def _toponym(
    text: str, one: ET.Element, name: str, point: tuple[float, float] | None, country: str | None
) -> Toponym:
    """Return a toponym where its words stand: at the place given, or one character before (GeoVirus counts from 1)."""
    words, start = one.findtext(name) or "", int(one.findtext("start") or 0)
    for at in (start, start - 1):
        if at >= 0 and words and text.startswith(words, at):
            return Toponym(at, at + len(words), words, point, country)
    raise BenchError(f"the toponym {words!r} does not stand at {start}")


def _point(one: ET.Element, lat: str, lon: str) -> tuple[float, float] | None:
    cells = one.findtext(lat), one.findtext(lon)
    if not cells[0] or not cells[1]:
        return None
    return float(cells[0]), float(cells[1])


def _text(name: str, number: int, article: ET.Element) -> str:
    text = article.findtext("text")
    if text is None:
        raise BenchError(f"{name}: article {number} has no text")
    return text


def _host(address: str | None) -> str | None:
    return urlsplit(address).hostname if address else None


def _sorted(found: Iterable[Toponym]) -> tuple[Toponym, ...]:
    """Return the toponyms in the order of the text, of those with the same words the first."""
    return tuple(sorted({(one.start, one.end): one for one in found}.values(), key=lambda one: one.start))
