"""How fast the page is over a large ledger: `python -m bench.serving.page [--reports N] [--ledger FILE]`.

Generates a ledger of five events a report (20,000 reports unless told, so 100,000 events), serves it, and prints one JSON
object: seconds to the first view while the index is yet to be made and once it is, milliseconds of filters (median and 95th
percentile of `--asked` different ones) and of views, and the weight of a view with all that it loads, in kilobytes. Times are
of the clock and, where so named, of the processor, which tell more where other work keeps the machine busy.
"""

import argparse
import json
import re
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from statistics import median, quantiles
from urllib.parse import urlencode

from fastapi.testclient import TestClient

from bench.serving.generated import COUNTRIES, DEEDS, OUTLETS, TOWNS, make
from demarche.serve.app import create_app
from demarche.serve.books import Books
from demarche.serve.settings import Settings

VIEWS = (
    "/", "/?days=365", "/events", "/timeline", f"/dyad?actor={COUNTRIES[0]}&recipient={COUNTRIES[1]}", "/map", "/happenings",
    "/statements", "/sources", "/docket", "/docket?order=due", "/docket?standing=open", "/reports", "/review", "/search?q=ferries", "/events?page=2000", "/api/events",
)  # fmt: skip


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=20_000)
    parser.add_argument("--asked", type=int, default=100)
    parser.add_argument(
        "--ledger", type=Path, help="use this one, made if there is none, instead of one that goes again"
    )
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        ledger = given.ledger or Path(folder) / "generated.ledger"
        if not ledger.exists():
            make(ledger, given.reports)
        json.dump(measured(ledger, given.asked), sys.stdout, indent=1)


def measured(ledger: Path, asked: int) -> dict[str, object]:
    """Return the figures of a ledger."""
    index = ledger.with_name(ledger.name + ".page")
    for suffix in ("", "-wal", "-shm"):
        index.with_name(index.name + suffix).unlink(missing_ok=True)
    with _served(ledger, index) as (client, books):
        found: dict[str, object] = {"first_view_without_index_s": _seconds(client, "/")[0]}
        began = time.perf_counter()
        while not books.wait(600).is_whole:
            pass
        found["index_s"] = round(time.perf_counter() - began, 1)
    found["index_mb"] = round(index.stat().st_size / 1e6)
    began = time.perf_counter()
    with _served(ledger, index) as (client, _):
        found["start_s"] = round(time.perf_counter() - began, 3)
        found["first_view_s"], found["first_view_processor_s"] = _seconds(client, "/")
        times = [_seconds(client, address) for address in _filters(asked)]
        for name, every in zip(("filter_ms", "filter_processor_ms"), zip(*times, strict=True), strict=True):
            found[name] = {
                "median": round(1000 * median(every)),
                "p95": round(1000 * quantiles(every, n=20)[-1]),
            }
        found["view_processor_ms"] = {
            address: round(1000 * min(_seconds(client, address)[1] for _ in range(3))) for address in VIEWS
        }
        found["weight_kb"] = {address: round(_weight(client, address) / 1000, 1) for address in VIEWS[:6]}
    return found


@contextmanager
def _served(ledger: Path, index: Path) -> Iterator[tuple[TestClient, Books]]:
    settings = Settings(ledger=str(ledger))
    books = Books(settings.ledger, index)
    key = {"Authorization": f"Bearer {settings.token}"}
    with TestClient(
        create_app(settings, books), base_url=settings.address.rstrip("/"), headers=key
    ) as client:
        yield client, books


def _seconds(client: TestClient, address: str) -> tuple[float, float]:
    """Return what an answer takes, by the clock and of the processor."""
    began, busy = time.perf_counter(), time.process_time()
    answer = client.get(address)
    took = time.perf_counter() - began, time.process_time() - busy
    answer.raise_for_status()
    return round(took[0], 4), round(took[1], 4)


def _filters(number: int) -> Iterator[str]:
    """Yield addresses of the list of events with one to four conditions, drawn by lot and the same each time."""
    draw = Random(11)  # noqa: S311 - no secret
    for _ in range(number):
        year = draw.randrange(2016, 2026)
        every = {
            "actor": draw.choice(COUNTRIES[:40]),
            "recipient": draw.choice(COUNTRIES[:40]),
            "type": draw.choice(DEEDS)[0],
            "quad": str(draw.randrange(1, 5)),
            "status": draw.choice(("happened", "planned", "denied")),
            "voice": draw.choice(("asserted", "alleged")),
            "source": draw.choice(OUTLETS),
            "place": draw.choice(TOWNS),
            "since": f"{year}-0{draw.randrange(1, 10)}",
            "until": f"{year + draw.randrange(1, 3)}",
            "words": draw.choice(("grain", "ferries", "accord", "tariffs of")),
        }
        names = draw.sample(sorted(every), draw.randrange(1, 5))
        yield f"/events?{urlencode({name: every[name] for name in names})}"


def _weight(client: TestClient, address: str) -> int:
    html = client.get(address).text
    loaded = set(re.findall(r'(?:href|src)="(/static/[^"]+)"', html))
    return len(html.encode()) + sum(len(client.get(one).content) for one in loaded)


if __name__ == "__main__":
    main()
