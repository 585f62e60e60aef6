"""Reduce pygal's SVG to the drawing: no script, style, tooltip or date. The site's style sheet colours it."""

import re
from xml.etree import ElementTree

from generator.pages.direction import LTR, current_direction, isolate_tag

SVG = "http://www.w3.org/2000/svg"
TAGS_LEFT_OUT = ("defs", "script", "style", "title", "desc")
OVERLAYS = ("overlay", "text-overlay", "tooltip-overlay", "titles")
"""The classes of layers that only pygal's script would fill."""
SCRIPT_CLASSES = re.compile(r" ?\b(reactive|tooltip-trigger)\b")


def plain_svg(root: ElementTree.Element, text_alternative: str) -> str:
    """Reduce the drawing `root` in place, and return it as an element of a page."""
    _reduce(root)
    root.set("role", "img")
    if current_direction() != LTR:
        root.set("direction", LTR)
    root.set("aria-label", text_alternative)
    ElementTree.register_namespace("", SVG)
    return ElementTree.tostring(root, encoding="unicode")


def _reduce(element: ElementTree.Element) -> None:
    """Remove descendants and attributes without a visible effect.

    A drawing is laid out from left to right on every page; a text in it keeps its own direction.
    """
    for child in list(element):
        if isinstance(child.tag, str):
            _reduce(child)
        if not _is_visible(child):
            element.remove(child)
    for name, value in list(element.attrib.items()):
        reduced = _reduce_attribute(name, value)
        if reduced:
            element.set(name, reduced)
        else:
            del element.attrib[name]
    if isolate_tag(element.text or "", LTR):
        element.set("unicode-bidi", "plaintext")


def _reduce_attribute(name: str, value: str) -> str:
    """Return the value of an attribute, rounded to tenths; empty if it has no effect."""
    if name == "id" or (name in ("rx", "ry") and not float(value)):
        return ""
    if name == "class":
        return SCRIPT_CLASSES.sub("", value)
    return re.sub(r"\d+\.\d+", lambda number: f"{float(number[0]):.1f}".removesuffix(".0"), value)


def _is_visible(element: ElementTree.Element) -> bool:
    """Return True if an element draws anything, its children being reduced already."""
    if not isinstance(element.tag, str):  # a comment
        return False
    tag = element.tag.rpartition("}")[2]
    if tag == "rect":
        return all(float(element.get(side) or 0) for side in ("width", "height"))
    if tag == "g":
        return len(element) > 0 and element.get("class") not in OVERLAYS
    return tag not in TAGS_LEFT_OUT and not (tag == "text" and not element.text)
