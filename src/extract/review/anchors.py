"""Places of evidence on a page whose text is another one than when they were found: the same words in their new place."""

from __future__ import annotations

import re

from extract.datasets.schema import Row
from extract.ids import stable_id
from extract.sources.verdicts import line_key


def anchored(row: Row, text: str, other: str) -> Row | None:
    """Return a row of evidence with its place in another text of its page, None if the words do not stand there.

    Words that stand several times are those of an equal line, else the one of the same number if there are as many.

    Args:
        row: its offsets are those of `text`.
        text: the text of the page in which it was found.
        other: the text of the page in which it shall stand.
    """
    quote, start = row["quote"], row["start"]
    there = [found.start() for found in re.finditer(f"(?={re.escape(quote)})", other)]
    line = line_key(text, start, row["end"])
    alike = [each for each in there if line_key(other, each, each + len(quote)) == line]
    if len(alike) == 1:
        place = alike[0]
    else:
        here = [found.start() for found in re.finditer(f"(?={re.escape(quote)})", text)]
        if not there or len(here) != len(there):
            return None
        place = there[here.index(start)]
    moved = {**row, "start": place, "end": place + len(quote)}
    parts = (moved[name] for name in ("document_id", "page", "start", "end", "rule"))
    return {**moved, "evidence_id": stable_id("evidence", row["dataset"], row["row_id"], *parts)}
