"""Numbers that only a full-width comma parts: 隐层768，12个注意力头 are two, though a folded comma could group the digits of one."""

from __future__ import annotations

import re

from extract.segments import Statement

_JOINED = re.compile(r"[0-9]+(?:,[0-9]+)+")
_GROUPED = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+")


def parted_text(statement: Statement) -> str:
    """Return the cleaned text of a statement, of the same length, with 、 for such commas.

    Where the digits behind each comma are three, the comma may group them, as some write thousands: 1，234 stays.
    """
    text = statement.text
    if "," not in text or "，" not in statement.page_text:
        return text
    for number in _JOINED.finditer(text):
        if _GROUPED.fullmatch(number.group()):
            continue
        for place in range(number.start(), number.end()):
            if text[place] == "," and statement.raw(place, place + 1).of(statement.page_text) == "，":
                text = f"{text[:place]}、{text[place + 1 :]}"
    return text
