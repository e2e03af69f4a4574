"""Builds SVG whose colours are attributes and classes: style sheets may override them, a file on its own needs none."""

from dataclasses import dataclass
from typing import Self
from xml.etree import ElementTree as ET

from demarche.show.charts.palette import palette
from demarche.show.visible import one_line

_FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Liberation Sans", Arial, sans-serif'
TEXT = 12  # pixels: the size of letters
LETTER = 6.4  # pixels: a letter of this size is seldom wider, on the whole

Value = str | float


@dataclass(frozen=True, slots=True)
class Node:
    """An element that is drawn into; its methods add to it."""

    element: ET.Element

    @classmethod
    def root(cls) -> Self:
        """Return the element of a picture; it wants a size yet."""
        given = {
            "xmlns": "http://www.w3.org/2000/svg",
            "class": "chart",
            "font-family": _FONT,
            "font-size": str(TEXT),
        }
        return cls(ET.Element("svg", given))

    def sized(self, width: float, height: float) -> Self:
        """Return the element of a picture that is so many pixels wide and high."""
        box = {
            "viewBox": f"0 0 {number(width)} {number(height)}",
            "width": number(width),
            "height": number(height),
        }
        self.element.attrib.update(box)
        return self

    def add(self, tag: str, paint: str | None = None, **attributes: Value) -> Self:
        """Add an element; `paint` names the colour it is filled with, `stroke_paint` that of its line."""
        named = {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()}
        stroke = named.pop("stroke-paint", None)
        classes = [str(named.pop("class", "")), paint or "", f"line-{stroke}" if stroke else ""]
        given = {name: number(value) for name, value in named.items()}
        if paint is not None:
            given["fill"] = palette()[paint].light
        if stroke is not None:
            given |= {"stroke": palette()[str(stroke)].light, "fill": given.get("fill", "none")}
        spoken = " ".join(filter(None, classes))
        return type(self)(ET.SubElement(self.element, tag, ({"class": spoken} if spoken else {}) | given))

    def text(self, words: str, x: float, y: float, paint: str = "soft", **attributes: Value) -> Self:
        """Add words, their base line at a point."""
        made = self.add("text", paint, x=x, y=y, **attributes)
        made.element.text = one_line(words)
        return made

    def link(self, address: str | None, title: str) -> Self:
        """Add a link, or a group where there is no address; pointing at it shows the title.

        It is passed over by the keyboard: what charts link to stands in the table beside them, in fewer steps.
        """
        made = self.add("g") if address is None else self.add("a", href=address, tabindex=-1)
        ET.SubElement(made.element, "title").text = one_line(title)
        return made

    def markup(self) -> str:
        """Return the element as XML, on one line."""
        return ET.tostring(self.element, encoding="unicode")


def number(value: Value) -> str:
    """Return a number with at most one decimal, and text as it is."""
    return value if isinstance(value, str) else f"{value:.1f}".removesuffix(".0")


def shortened(words: str, width: float) -> str:
    """Return as much of the words as has room in so many pixels."""
    room = int(width / LETTER)
    line = one_line(words)
    if len(line) <= room:
        return line
    return "" if room < 3 else line[: room - 1].rstrip() + "…"  # noqa: PLR2004 - less than a letter and the dots
