"""The words of the page: interface strings, labels of the vocabulary, character variants for the search."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

from pydantic import BaseModel, ConfigDict, Field

from kg.model import Modality
from kg.page.view import DOCUMENT
from kg.resources import ontology_dir
from kg.yamlfile import Strict, load_yaml

#: short names of the two interface languages in page and vocabulary
_TAGS = {"zh": "zh-Hans", "en": "en"}


class Phrase(BaseModel):
    """One string of the interface in both languages."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    zh: str = Field(min_length=1)
    en: str = Field(min_length=1)


class Interface(Strict):
    """``ontology/interface.yaml``."""

    source: str = Field(min_length=1)
    strings: dict[str, Phrase]


def interface() -> dict[str, dict[str, str]]:
    """Return the strings of the interface: key, language, text.

    Raises:
        DataError: the file breaks its schema.
    """
    loaded = load_yaml(ontology_dir() / "interface.yaml", Interface)
    return {key: phrase.model_dump() for key, phrase in loaded.strings.items()}


def vocabulary() -> dict[str, Any]:
    """Return labels, colours, shapes and order of classes, relations and values, as JSON."""
    from kg.graph.vocabulary import colours, notations, shapes, terms
    from kg.model import EntityClass, Predicate

    all_terms = terms()
    known = [
        name
        for name, term in all_terms.items()
        if ":" not in name and all(tag in term.labels for tag in _TAGS.values())
    ]
    order = {name: i for i, name in enumerate(all_terms)}

    def ordered(names: Iterable[str]) -> list[str]:
        return sorted(names, key=lambda name: (order.get(name, len(order)), name))

    values: dict[str, dict[str, str]] = {}
    for kind in ("Role", "Status"):
        for short, tag in _TAGS.items():
            for notation, label in notations(kind, tag).items():
                values.setdefault(f"{kind.lower()}/{notation}", {})[short] = label
    return {
        "labels": {
            name: {short: all_terms[name].labels[tag] for short, tag in _TAGS.items()}
            for name in sorted(known)
        },
        "values": dict(sorted(values.items())),
        "colours": dict(sorted(colours().items())),
        "shapes": dict(sorted(shapes().items())),
        "classes": [*ordered(EntityClass), DOCUMENT],
        "relations": ordered(Predicate),
        "modalities": ordered(Modality),
    }


def variants(names: Iterable[str]) -> dict[str, str]:
    """Return the Simplified form of each Traditional character that may be typed to find ``names``.

    The table is OpenCC's.

    >>> variants(["乌海"])["烏"]
    '乌'
    """
    import opencc

    used = {char for name in names for char in name}
    table = Path(opencc.__file__).parent / "dictionary" / "TSCharacters.txt"
    found: dict[str, str] = {}
    for line in table.read_text(encoding="utf-8").splitlines():
        traditional, _, simplified = line.partition("\t")
        simple = simplified.split(" ")[0]
        if simple and simple != traditional and (simple in used or traditional in used):
            found[traditional] = simple
    return dict(sorted(found.items()))


#: GB 2312 sorts its 3,755 common characters by pinyin; where each initial letter begins
_INITIALS: Final = (
    (0xB0A1, "a"), (0xB0C5, "b"), (0xB2C1, "c"), (0xB4EE, "d"), (0xB6EA, "e"), (0xB7A2, "f"), (0xB8C1, "g"),
    (0xB9FE, "h"), (0xBBF7, "j"), (0xBFA6, "k"), (0xC0AC, "l"), (0xC2E8, "m"), (0xC4C3, "n"), (0xC5B6, "o"),
    (0xC5BE, "p"), (0xC6DA, "q"), (0xC8BB, "r"), (0xC8F6, "s"), (0xCBFA, "t"), (0xCDDA, "w"), (0xCEF4, "x"),
    (0xD1B9, "y"), (0xD4D1, "z"), (0xD7FA, "*"),
)  # fmt: skip
_STARTS: Final = tuple(start for start, _ in _INITIALS)


def initials(name: str) -> str:
    """Return the pinyin initials of ``name``; ``*`` for a rare character, whose initial may be any.

    >>> initials("新华化工"), initials("LNG项目"), initials("鑫")
    ('xhhg', 'lngxm', '*')
    """
    return "".join(_initial(char) for char in name if char.isalnum())


def _initial(char: str) -> str:
    if char.isascii():
        return char.lower()
    code = int.from_bytes(char.encode("gb2312", "replace"), "big")
    return _INITIALS[bisect_right(_STARTS, code) - 1][1] if code >= _STARTS[0] else "*"
