"""Timeline, dyad and map: every figure opens what it counts, and everything on screen can be saved."""

import io
import re
from html import unescape
from xml.etree import ElementTree as ET

import pandas as pd
import pytest

from .conftest import Site

SVG = "{http://www.w3.org/2000/svg}"
TIMELINES = (
    "/timeline",
    "/timeline?per=week&claims=all",
    "/timeline?actor=PER&per=year&dates=latest",
    "/timeline?quad=4",
)
DYADS = ("/dyad?actor=NOR&recipient=ISL", "/dyad?actor=NOR&recipient=ISL&claims=all&per=week&dates=latest")
MAPS = ("/map", "/map?view=europe&claims=all", "/map?view=south_america")
LISTED = re.compile(r'<h2 id="list">.*?([\d,]+) happenings?\b', re.DOTALL)


def _numbered_links(html: str) -> dict[str, int]:
    """Return the addresses of the chart's links with the number that each tells."""
    found = {}
    for svg in re.findall(r"<svg.*?</svg>(?=\s*</div>)", html, re.DOTALL):
        for link in ET.fromstring(svg).iter(f"{SVG}a"):  # noqa: S314 - our own
            title = link.findtext(f"{SVG}title", "")
            number = re.search(r"([\d,]+)(?: happenings?)?$", title)
            if (number and "in=" in link.attrib["href"] + title) or "happening" in title:
                assert number, title
                found[link.attrib["href"]] = int(number[1].replace(",", ""))
    return found


def _listed(html: str) -> int:
    found = LISTED.search(html)
    assert found, html[:300]
    return int(found[1].replace(",", ""))


@pytest.mark.parametrize("address", [*TIMELINES, *DYADS, *MAPS])
def test_every_figure_of_a_chart_opens_what_it_counts(site: Site, address: str) -> None:
    links = _numbered_links(site.page(address))
    assert links or address in {"/timeline?quad=4", MAPS[2]}
    for link, number in links.items():
        opened = site.page(link.partition("#")[0])
        assert _listed(opened) == number, link
        lines = len(re.findall(r'<li class="line ', opened.partition('id="list"')[2].partition("<aside")[0]))
        assert lines == min(number, 40)


@pytest.mark.parametrize("address", [*TIMELINES, *DYADS])
def test_the_table_has_the_same_figures(site: Site, address: str) -> None:
    html = site.page(address)
    cells = re.findall(r'<td class="num"><a href="([^"]*)">([\d,]+)</a>', html)
    assert cells
    charted = _numbered_links(html)
    tabled = {unescape(link): int(number.replace(",", "")) for link, number in cells}
    assert {link: tabled.get(link) for link in charted if "class=" in link and "in=" in link} == {
        link: number for link, number in charted.items() if "class=" in link and "in=" in link
    }


@pytest.mark.parametrize("address", [*TIMELINES, *DYADS, *MAPS])
def test_rows_are_read_back(site: Site, address: str) -> None:
    joint = "&" if "?" in address else "?"
    figures = pd.read_csv(io.BytesIO(site.client.get(f"{address}{joint}as=figures").content))
    rows = pd.read_csv(io.BytesIO(site.client.get(f"{address}{joint}as=csv").content))
    columns = pd.read_parquet(io.BytesIO(site.client.get(f"{address}{joint}as=parquet").content))
    assert list(rows.columns) == list(columns.columns)
    assert list(rows["event"]) == list(columns["event"])
    if address.startswith("/map"):
        assert int(figures["happenings"].sum()) == int(rows["place"].notna().sum())
    else:
        assert int(figures["all"].sum()) == len(rows)
        by_class = [int((rows["quad"] == quad).sum()) for quad in (1, 2, 3, 4)]
        assert [int(figures.iloc[:, at - 5].sum()) for at in range(4)] == by_class


@pytest.mark.parametrize("address", [*TIMELINES, *DYADS, *MAPS])
def test_a_picture_stands_alone(site: Site, address: str) -> None:
    joint = "&" if "?" in address else "?"
    answer = site.client.get(f"{address}{joint}as=svg")
    assert answer.headers["content-type"].startswith("image/svg+xml")
    root = ET.fromstring(answer.text)  # noqa: S314 - our own
    assert root.tag == f"{SVG}svg"
    assert {one.tag.removeprefix(SVG) for one in root.iter()} <= {
        "svg", "a", "g", "path", "rect", "circle", "ellipse", "text", "title", "defs", "pattern",
    }  # fmt: skip
    for one in root.iter():
        if one.tag in {f"{SVG}rect", f"{SVG}circle", f"{SVG}ellipse", f"{SVG}text"}:
            assert one.attrib.get("fill"), ET.tostring(one)
        assert "style" not in one.attrib


@pytest.mark.parametrize(
    "address",
    ["/timeline?actor=a%3Cb%3E", "/dyad?actor=%3Cscript%3E&recipient=%22onload%3D", "/map?place=%3Cimg%3E"],
)
def test_what_is_asked_is_shown_and_no_markup(site: Site, address: str) -> None:
    for kind in ("", "&as=file", "&as=svg"):
        text = site.client.get(address + kind).text
        assert "<script>" not in text.replace("<script src", "")
        assert "<img>" not in text
        assert "a<b>" not in text


@pytest.mark.parametrize(
    "address",
    [
        "/timeline?per=day",
        "/timeline?in=soon",
        "/timeline?class=7",
        "/dyad?actor=NOR&recipient=nor",
        "/map?view=moon",
        "/map?at=PER~a",
    ],
)
def test_what_cannot_be_asked_is_told(site: Site, address: str) -> None:
    assert site.client.get(address).status_code == 422


def test_a_view_without_a_kind_of_file_says_so(site: Site) -> None:
    answer = site.client.get("/events?as=parquet")
    assert answer.status_code == 404
    assert "gives no" in unescape(answer.text)


def test_charts_weigh_little(site: Site) -> None:
    for address in (*TIMELINES, *DYADS, *MAPS):
        html = site.page(address)
        assets = set(re.findall(r'(?:href|src)="(/static/[^"]*)"', html))
        weight = len(html.encode()) + sum(len(site.client.get(link).content) for link in assets)
        assert weight < 600_000, address
