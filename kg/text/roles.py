"""What each line is on its page: title, heading, caption or paragraph."""

from __future__ import annotations

from collections import Counter

from kg.model import BlockRole
from kg.text.cues import compiled, cues
from kg.text.joining import Style, is_open
from kg.text.lines import Line, ends_sentence

_STOPS = frozenset("\u3002\uff1b;\uff01\uff1f!?")
_COMMAS = frozenset("\uff0c,\uff1a:")
_TITLE_LONGEST = 70
_OFTEN = 3
_WITH_COMMA_LONGEST = 30
_LONG_NEXT = 45
_CAPTION_UNDER_PICTURE = 60


def assign_roles(lines: list[Line], style: Style) -> None:
    """Set the role of every kept line that has none yet, except plain paragraphs, which stay ``None``."""
    rule = cues()
    kept = [line for line in lines if not line.drop]
    _captions(lines)
    often = {text for text, count in Counter(line.text for line in kept).items() if count >= _OFTEN}
    titled = False
    for i, line in enumerate(kept):
        if line.role is not None:
            continue
        following = kept[i + 1] if i + 1 < len(kept) else None
        before = kept[i - 1] if i else None
        if line.level:
            line.role = BlockRole.TITLE if line.level == 1 and not titled else BlockRole.HEADING
            titled = titled or line.level == 1
        elif compiled(rule.headings.subtitle).fullmatch(line.text) or compiled(rule.headings.notes).fullmatch(
            line.text
        ):
            line.role = BlockRole.HEADING
        elif i == 0 and following is not None and _is_title(line):
            line.role = BlockRole.TITLE
            titled = True
        elif following is not None and _is_heading(line, before, following, style):
            # what stands under every picture is no heading
            line.role = BlockRole.CAPTION if line.text in often else BlockRole.HEADING


def _captions(lines: list[Line]) -> None:
    starts = compiled(cues().captions.pattern).match
    picture = False
    for line in lines:
        if line.drop:
            # a placeholder of a picture names itself; what stands under it is its caption
            picture = line.drop == "furniture" and not line.text[:1].isdigit() and _is_picture(line.text)
            continue
        if line.role is None and not line.level:
            short = len(line.text) <= cues().captions.longest
            under = picture and len(line.text) <= _CAPTION_UNDER_PICTURE and not ends_sentence(line.text)
            if (short and starts(line.text)) or under:
                line.role = BlockRole.CAPTION
        picture = False


def _is_picture(text: str) -> bool:
    image = next(rule for rule in cues().lines if rule.id == "image")
    return bool(compiled(image.pattern).fullmatch(text))


def _is_title(line: Line) -> bool:
    text = line.text
    return not _goes_on(text) and (
        4 <= len(text) <= _TITLE_LONGEST
        and not ends_sentence(text)
        and text[-1] not in "\uff0c,\u3001"
        and not (_STOPS & set(text))
        and not _stands_alone(text)
        and not compiled(cues().headings.numbered).match(text)
        and not compiled(cues().headings.section).fullmatch(text)
    )


def _goes_on(text: str) -> bool:
    return is_open(text) or text.endswith((*cues().joins.always, *cues().joins.open_ends))


def _stands_alone(text: str) -> bool:
    rule = cues().headings
    return bool(compiled(rule.address).fullmatch(text) or compiled(rule.date).fullmatch(text))


def _is_heading(line: Line, before: Line | None, following: Line, style: Style) -> bool:
    text, rule = line.text, cues().headings
    if (
        ends_sentence(text)
        or text[-1] in "\uff0c,\u3001\uff1a:"
        or _stands_alone(text)
        or not _has_words(text)
    ):
        return False
    if _goes_on(text):
        return False
    if style.width and len(text) >= 0.8 * style.width:
        return False
    if compiled(rule.chapter).match(text):
        return len(text) <= rule.longest
    characters = set(text)
    if _STOPS & characters:
        return False
    if compiled(rule.numbered).match(text):
        return len(text) <= rule.longest_numbered
    if len(text) > rule.longest or line.item or following.role in {BlockRole.CAPTION, BlockRole.BYLINE}:
        return False
    if before is not None and before.role is None and not ends_sentence(before.text):
        return False
    if _COMMAS & characters and (len(text) > _WITH_COMMA_LONGEST or len(following.text) < _LONG_NEXT):
        return False
    return len(following.text) > len(text) and (
        ends_sentence(following.text) or len(following.text) >= _LONG_NEXT
    )


def _has_words(text: str) -> bool:
    return sum(1 for c in text if c.isalpha()) >= 2
