"""The number kinds of the suite, read by our reader and stated by the suite's conventions."""

from __future__ import annotations

from extract.mentions import read_values
from extract.mentions.mention import Quantity
from extract.mentions.written import read_numbers

KINDS = ("number", "percent", "ordinal", "range", "money", "quantity", "age")


def read_kind(text: str, lang: str, kind: str) -> list[dict]:
    """Return the items of one kind in `text`."""
    if kind == "number":
        return _numbers(text, lang)
    items = []
    for mention in read_values(text, lang=lang).mentions:
        value = mention.value
        if isinstance(value, Quantity):
            place = {"start": mention.span.start, "end": mention.span.end}
            items.append(place | {"type": kind, "value": value.value, "unit": value.unit})
    return items


def _numbers(text: str, lang: str) -> list[dict]:
    return [
        {"start": number.span.start, "end": number.span.end, "type": "number", "value": number.number.low}
        for number in read_numbers(text, lang=lang)
        if number.shape != "percent"
    ]
