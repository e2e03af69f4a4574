"""A page as one file that opens from disk: style inside, no script, no network; what is not in it is no link."""

import re
from collections.abc import Mapping, Sequence

from jinja2 import ChoiceLoader, Environment, FunctionLoader

from demarche.serve.assets import Assets

_FRAME, _SAVED = "frame.html.j2", "saved.html.j2"
_ALWAYS = ("look.css",), ("serve.css", "saved.css")
_FORM = re.compile(r"<form\b.*?</form>", re.DOTALL)
_SIEVE = re.compile(
    r'<details class="(?:sieve|act)"[^>]*>\s*<summary>[^<]*</summary>\s*</details>', re.DOTALL
)
_ID = re.compile(r'\sid="([^"]+)"')
_LINK = re.compile(r'<a(\s[^>]*?)\s?href="([^"]*)"([^>]*)>')
_PLACE = re.compile(r"^/(?:claims|happenings|reports)/([^?#]+)(?:[?#].*)?$")
_TABINDEX = re.compile(r'\stabindex="-1"')


def saving(made: Environment) -> Environment:
    """Return the same templates in the frame of files that are sent."""

    def other_frame(name: str) -> str | None:
        if name != _FRAME or made.loader is None:
            return None
        return made.loader.get_source(made, _SAVED)[0]

    loaders = [FunctionLoader(other_frame), *([made.loader] if made.loader is not None else [])]
    return made.overlay(loader=ChoiceLoader(loaders), cache_size=50)


def style(assets: Assets, names: Sequence[str]) -> str:
    """Return the style sheets of a page as one."""
    before, after = _ALWAYS
    return "\n".join(assets.plain[name].content.decode() for name in (*before, *names, *after))


def self_contained(page: str, anchors: Mapping[str, str]) -> str:
    """Return a page without forms, whose links lead to what is in it or to other sites, and are words otherwise.

    `anchors` say at which anchor of the page an address is found.
    """
    bare = _SIEVE.sub("", _FORM.sub("", page))
    ids = set(_ID.findall(bare))

    def relinked(found: re.Match[str]) -> str:
        before, address, after = found.groups()
        if address.startswith(("https://", "http://", "#")):
            return found.group(0)
        anchor = anchors.get(address.replace("&amp;", "&"), "") or _anchor(address)
        if anchor not in ids:
            return f"<a{before}{after}>"
        return f'<a{before.rstrip()} href="#{anchor}"{_TABINDEX.sub("", after)}>'

    return _LINK.sub(relinked, _without_twins(bare))


def _without_twins(page: str) -> str:
    """Return a page in which an id stands once: what two did together is listed with each of them."""
    seen: set[str] = set()

    def once(found: re.Match[str]) -> str:
        identifier = found.group(1)
        is_twin = identifier in seen
        seen.add(identifier)
        return "" if is_twin else found.group(0)

    return _ID.sub(once, page)


def _anchor(address: str) -> str:
    """Return the id under which a claim, happening or report would stand in the page."""
    found = _PLACE.match(address)
    return "" if found is None else found.group(1)
