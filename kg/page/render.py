"""From the page's data to HTML text, with pyvis for the network and a template of our own around it."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from functools import cache
from pathlib import Path
from typing import Any, Final

from markupsafe import Markup

from kg.page.layout import lay_out, radius_of
from kg.page.view import View
from kg.page.words import initials, interface, variants, vocabulary

_ASSETS: Final = Path(__file__).resolve().parent / "assets"
_LIBRARY: Final = "lib/vis-9.1.2/vis-network.min.js"
#: characters that could end a script element or begin another, and separators that old parsers refuse
_UNSAFE: Final = re.compile("[<>&\u2028\u2029\ud800-\udfff]")
_CONTROLS: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)
#: the many lines of large graphs are left out while it moves
_MANY_EDGES: Final = 3000
#: colour of nodes whose class has none
_PLAIN: Final = "#7a8794"


def render(view: View, *, title: str = "", language: str = "zh") -> str:
    """Return the page as HTML text; equal input gives equal text.

    Args:
        view: what to show.
        title: heading, plain text; the interface's own if empty.
        language: ``zh`` or ``en``, where the browser prefers neither.

    Raises:
        DataError: the interface strings or the vocabulary break their schema.
    """
    # imported here because it takes a tenth of a second that other commands need not pay
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from pyvis.network import Network

    strings, terms = interface(), vocabulary()
    language = language if language in ("zh", "en") else "zh"
    style, script, library = _text("page.css"), _script(), _library()
    network = Network(cdn_resources="in_line", heading=clean(title) or strings["default_title"][language])
    nodes, edges = _nodes(view, terms), _edges(view)
    # add_node and add_edge search lists, which is quadratic; they do nothing else that is wanted here
    network.nodes, network.edges = nodes, edges
    network.options = _options(len(edges))
    environment = Environment(loader=FileSystemLoader(_ASSETS), autoescape=True, undefined=StrictUndefined)
    environment.filters["script_json"] = script_json
    environment.filters["parsed"] = json.loads  # pyvis hands its options over as text
    environment.globals.update(
        language=language,
        policy=_policy(style, library, script),
        style=Markup(style),  # noqa: S704 - our own file
        script=Markup(script),  # noqa: S704 - our own files
        library=Markup(library),  # noqa: S704 - pyvis's own file
        noscript=strings["noscript"][language],
        data=script_json(_data(view, terms, strings)),
    )
    network.templateEnv, network.path = environment, "page.html.j2"
    html: str = network.generate_html()
    return html + "\n"


def clean(text: str) -> str:
    """Return ``text`` without characters that HTML cannot hold or that turn text around.

    >>> clean("a\\x00b")
    'a\ufffdb'
    """
    return _CONTROLS.sub("\ufffd", text)


def script_json(value: Any) -> Markup:
    """Return ``value`` as JSON that can stand inside a script element.

    >>> script_json("</script><!--")
    Markup('"\\\\u003c/script\\\\u003e\\\\u003c!--"')
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return Markup(_UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", text))  # noqa: S704 - escaped here


def _nodes(view: View, terms: dict[str, Any]) -> list[dict[str, Any]]:
    from pyvis.node import Node

    classes = {name: i for i, name in enumerate(terms["classes"])}
    degrees = view.degrees()
    groups = [classes.get(thing["class"], len(classes)) for thing in view.things]
    nodes = []
    for i, (x, y) in enumerate(lay_out(groups, view.pairs)):
        shape = terms["shapes"].get(view.things[i]["class"], "dot")
        colour = terms["colours"].get(view.things[i]["class"], _PLAIN)
        # the name stands once in the page, in the data: vis-network shall not draw it
        nodes.append(Node(i, shape, "", color=colour, x=x, y=y, size=radius_of(degrees[i])).options)
    return nodes


def _edges(view: View) -> list[dict[str, Any]]:
    from pyvis.edge import Edge

    return [Edge(a, b, width=1).options for a, b in view.pairs]


def _options(edges: int) -> dict[str, Any]:
    """Options of vis-network: it draws what was laid out, and moves nothing by itself."""
    return {
        "physics": {"enabled": False},
        "layout": {"improvedLayout": False},
        "nodes": {"borderWidth": 0},
        "edges": {"smooth": {"enabled": False}, "selectionWidth": 0},
        "interaction": {
            "hover": False,
            "selectable": False,
            "selectConnectedEdges": False,
            "hoverConnectedEdges": False,
            "hideEdgesOnDrag": edges > _MANY_EDGES,
            "hideEdgesOnZoom": edges > _MANY_EDGES,
            "zoomSpeed": 0.7,
        },
    }


def _data(view: View, terms: dict[str, Any], strings: dict[str, dict[str, str]]) -> dict[str, Any]:
    names = [
        name for thing in view.things for name in (thing["label"], *(a[0] for a in thing.get("aliases", ())))
    ]
    return {
        "documents": view.documents,
        "quotes": view.quotes,
        "rules": view.rules,
        "things": view.things,
        "facts": view.facts,
        "numbers": view.numbers,
        "terms": terms,
        "ui": strings,
        "variants": variants(names),
        "initials": [initials(thing["label"][:100]) for thing in view.things],
    }


def _text(name: str) -> str:
    return (_ASSETS / name).read_text(encoding="utf-8").replace("\r\n", "\n")


def _script() -> str:
    return "\n".join(_text(f"js/{path.name}") for path in sorted((_ASSETS / "js").glob("*.js")))


@cache
def _library() -> str:
    """Return vis-network as pyvis bundles it, without the line that names a file that is not here."""
    import pyvis

    path = Path(pyvis.__file__).parent / _LIBRARY
    text = path.read_text(encoding="utf-8").replace("\r\n", "\n")
    return re.sub(r"\n//# sourceMappingURL=\S*\s*$", "\n", text)


def _policy(style: str, *scripts: str) -> str:
    """Return a Content-Security-Policy that runs these scripts and this style and loads nothing at all."""

    def source(text: str) -> str:
        return "'sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() + "'"

    return "; ".join(
        (
            "default-src 'none'",
            "script-src " + " ".join(source(script) for script in scripts),
            "style-src " + source(style),
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )
