"""What pygal draws, reduced to the drawing: no script, style, tooltip or date; the site's style sheet colours it."""

import re
from xml.etree import ElementTree

SVG = "http://www.w3.org/2000/svg"
LEFT_OUT = ("defs", "script", "style", "title", "desc")
OVERLAYS = ("overlay", "text-overlay", "tooltip-overlay", "titles")
"""Layers that pygal's script would fill."""
MEANT_FOR_SCRIPTS = re.compile(r" ?\b(reactive|tooltip-trigger)\b")


def plain_svg(root: ElementTree.Element, spoken: str) -> str:
    """The drawing as an element of a page, with what it says in words."""
    _reduce(root)
    root.set("role", "img")
    root.set("aria-label", spoken)
    ElementTree.register_namespace("", SVG)
    return ElementTree.tostring(root, encoding="unicode")


def _reduce(element: ElementTree.Element) -> None:
    for child in list(element):
        if isinstance(child.tag, str):
            _reduce(child)
        if not _is_drawn(child):
            element.remove(child)
    for name, value in list(element.attrib.items()):
        kept = _kept(name, value)
        if kept:
            element.set(name, kept)
        else:
            del element.attrib[name]


def _kept(name: str, value: str) -> str:
    """What remains of an attribute: numbers to a tenth of a pixel; nothing of what changes nothing."""
    if name == "id" or (name in ("rx", "ry") and not float(value)):
        return ""
    if name == "class":
        return MEANT_FOR_SCRIPTS.sub("", value)
    return re.sub(r"\d+\.\d+", lambda number: f"{float(number[0]):.1f}".removesuffix(".0"), value)


def _is_drawn(element: ElementTree.Element) -> bool:
    """Whether an element, of which the children are reduced, shows anything."""
    if not isinstance(element.tag, str):  # a comment
        return False
    tag = element.tag.rpartition("}")[2]
    if tag == "rect":
        return all(float(element.get(side) or 0) for side in ("width", "height"))
    if tag == "g":
        return len(element) > 0 and element.get("class") not in OVERLAYS
    return tag not in LEFT_OUT and not (tag == "text" and not element.text)
