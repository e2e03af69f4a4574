"""GeoJSON (RFC 7946): a feature an event that has a place.

A country, a first-level division or a region is an area: its feature has no geometry, so that no dot claims to know
where; the middle of the area stands in the properties.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from demarche.export.errors import UnsayableError
from demarche.export.listed import filled, listed
from demarche.export.source import Source, Sourced, outlets
from demarche.export.wording import chain, names, words
from demarche.export.writer import Writer
from demarche.model.records import Event

_DOTS = frozenset({"point", "city", "admin2"})


class GeoJson(Writer):
    """A FeatureCollection of events."""

    def write(self, source: Source, part: Path) -> None:
        """Write the events, each at its nearest place."""
        with listed(part, {"type": "FeatureCollection"}, "features") as features:
            for of in source.claims():
                if not isinstance(of.claim, Event):
                    continue
                try:
                    self.wish.check(of.claim)
                    features.add([_feature(of.claim, of)])
                    self.tally.written += 1
                except UnsayableError as reason:
                    self.tally.left_out[str(reason)] += 1


def _feature(event: Event, of: Sourced) -> Mapping[str, Any]:
    if not event.where:
        raise UnsayableError("no place")
    place = event.where[0]
    is_dot = place.precision in _DOTS and place.lat is not None
    return {
        "type": "Feature",
        "id": event.id,
        "geometry": {"type": "Point", "coordinates": [place.lon, place.lat]} if is_dot else None,
        "properties": {
            "event_type": event.type,
            "status": event.status,
            "voice": event.voice,
            **filled(
                mode=event.mode,
                cameo=event.cameo,
                quad=event.quad,
                goldstein=event.goldstein,
                actors=names(event.actors),
                recipients=names(event.recipients),
                attribution=chain(event.attribution),
                earliest=event.when.earliest,
                latest=event.when.latest,
                date_precision=event.when.precision,
                date_basis=event.when.basis,
                place=place.name,
                place_precision=place.precision,
                admin1=place.admin1,
                country=place.country,
                latitude=place.lat,
                longitude=place.lon,
                geoname=place.geoname,
                words=words(event.extent),
                score=event.score,
                **_happening(of),
                report=event.report,
                outlet=of.report.outlet,
                published=of.report.published,
                title=of.report.title,
                url=of.report.url,
                path=of.report.path,
            ),
        },
    }


def _happening(of: Sourced) -> dict[str, object]:
    """Return the happening that the event stands for: how many tell of it, and who."""
    if of.happening is None:
        return {}
    return {
        "happening": of.happening.id,
        "reports": of.happening.reports,
        "independent_sources": len(of.happening.sources),
        "outlets": outlets(of),
    }
