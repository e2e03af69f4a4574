"""The outlet, as closing lines name it."""

import re
from collections.abc import Sequence

from demarche.lexicon.layout import Layout
from demarche.read.layout.boilerplate import CONTACT, COPYRIGHT, Taken
from demarche.read.layout.names import is_organisation

_SITE = re.compile(r"(?:https?://)?(?:www\.)?(?P<host>[^/\s:]+)", re.IGNORECASE)


def closing_outlet(cleaned: str, taken: Sequence[Taken], layout: Layout) -> str | None:
    """Return the outlet that a contact block or a copyright notice names, or the site that the contact block links to."""
    contacts = [this.passage for this in taken if this.why == CONTACT]
    named = [_contact_name(passage.text, layout) for passage in contacts]
    named += [_copyright_name(this.passage.text, layout) for this in taken if this.why == COPYRIGHT]
    named += [_site(cleaned[passage.start : passage.end], layout) for passage in contacts]
    return next((name for name in named if name is not None), None)


def _contact_name(text: str, layout: Layout) -> str | None:
    found = layout.patterns.contact_name.search(text)
    if found is None:
        return None
    name = found["name"].rstrip(".,'’-")
    words = {word.lower() for word in name.split()}
    if words & (layout.words.staff | layout.words.jobs):
        return None
    is_proper = found["the"] is not None or (name.isupper() and len(name) > 1)
    return name if is_proper or is_organisation(name, layout) else None


def _copyright_name(text: str, layout: Layout) -> str | None:
    found = layout.patterns.copyright_name.search(text)
    name = found["name"].rstrip(".,'’-") if found else ""
    bare = name.removeprefix("The ").removeprefix("the ")
    return bare if bare and is_organisation(bare, layout) else None


def _site(text: str, layout: Layout) -> str | None:
    """Return the first site linked to that is no social platform; the domain of an e-mail address says nothing."""
    text = layout.patterns.email.sub(" ", text)
    for pattern in (layout.patterns.url, layout.patterns.domain):
        for found in pattern.finditer(text):
            site = _SITE.match(found[0])
            if site is not None and site["host"].lower() not in layout.words.platforms:
                return site["host"].lower()
    return None
