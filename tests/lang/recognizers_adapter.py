"""Our reader as an adapter of `recognizers_suite.py`: the conventions of the suite's cases stand here, not in the reader.

    python ../shared/specs/recognizers_suite.py --adapter tests/lang/recognizers_adapter.py

Numbers, percentages, ordinals, ranges, money, measures and ages are in `recognizers_numbers.py`; this file has dates.
"""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from recognizers_numbers import KINDS, read_kind

from extract.mentions import read_values
from extract.mentions.mention import DateValue, Mention, Quantity

_SECONDS = {
    "years": 365 * 86400,
    "months": 30 * 86400,
    "weeks": 7 * 86400,
    "days": 86400,
    "hours": 3600,
    "minutes": 60,
    "seconds": 1,
}


def extract(text: str, lang: str, reference: dt.datetime, kind: str | None = None) -> list[dict]:
    """Return the items of one case, as the suite's docstring describes them."""
    if kind in KINDS:
        return read_kind(text, lang, kind)
    mentions = read_values(text, lang=lang, reference=reference.date()).mentions
    items = (_temporal(mention) for mention in mentions)
    return [item for item in items if item is not None]


def _temporal(mention: Mention) -> dict | None:
    value = mention.value
    place = {"start": mention.span.start, "end": mention.span.end}
    if isinstance(value, DateValue):
        return place | _date(value)
    if isinstance(value, Quantity) and value.kind == "duration" and value.unit in _SECONDS:
        return place | {"type": "duration", "value": value.value * _SECONDS[value.unit]}
    return None


def _date(value: DateValue) -> dict:
    if value.earliest is not None and value.earliest == value.latest:
        return {"type": "date", "value": value.earliest}
    return {"type": "daterange", "from_": value.earliest, "to": value.latest, "to_inclusive": True}
