"""Our reader as an adapter of `recognizers_suite.py`: the conventions of the suite's cases stand here, not in the reader.

    python ../shared/specs/recognizers_suite.py --adapter tests/lang/recognizers_adapter.py

Numbers, percentages, ordinals, ranges, money, measures and ages are in `recognizers_numbers.py`; dates in `recognizers_dates.py`.
"""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from recognizers_dates import read_dates
from recognizers_numbers import KINDS, read_kind


def extract(text: str, lang: str, reference: dt.datetime, kind: str | None = None) -> list[dict]:
    """Return the items of one case, as the suite's docstring describes them."""
    if kind in KINDS:
        return read_kind(text, lang, kind)
    return read_dates(text, lang, reference, kind)
