"""Changes for people: on a terminal, and as Markdown for a pull request. What sources say is not trusted in either.

A terminal acts on control characters, and marks of writing direction show text in another order than it has; none of them is
printed. In Markdown everything from a source stands in a code span, where links, pictures, HTML and names of people do nothing.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

from extract.review.change import ACCEPTED, ADDED, CHANGED, EDITED, KINDS, PENDING, REJECTED, REKEYED, REMOVED, Change

_MARKS = {ADDED: ("+", "32"), REMOVED: ("-", "31"), CHANGED: ("~", "33"), REKEYED: ("=", "36")}
_VALUE_LENGTH = 120
_MARKDOWN_ROWS = 100
"""Rows of one dataset in Markdown: a pull request holds 65,536 characters; the files have all."""
_HIDDEN = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")


def plain(text: str, length: int = _VALUE_LENGTH) -> str:
    """Return a text as one line that a terminal only shows, cut at `length`."""
    line = harmless(re.sub(r"\s+", " ", text))
    return line if len(line) <= length else f"{line[: length - 1]}…"


def harmless(text: str) -> str:
    """Return a text whose characters a terminal only shows: of control, direction and invisible ones the line feed stays."""
    return "".join("\ufffd" if char != "\n" and unicodedata.category(char) in _HIDDEN else char for char in text)


def summary(changes: Sequence[Change]) -> str:
    """Return how many changes there are of each kind, such as ``3 changes: 1 added, 2 changed; 1 accepted``."""
    told = f"{len(changes):,} change{'' if len(changes) == 1 else 's'}" + (f": {_kinds(changes)}" if changes else "")
    counted = Counter(change.status for change in changes)
    decided = ", ".join(f"{counted[status]:,} {status}" for status in (ACCEPTED, REJECTED, EDITED) if counted[status])
    return f"{told}; {decided}" if decided else told


def _kinds(changes: Sequence[Change]) -> str:
    counted = Counter(change.kind for change in changes)
    return ", ".join(f"{counted[kind]:,} {kind}" for kind in KINDS if counted[kind])


def text_lines(changes: Sequence[Change], *, colour: bool) -> Iterator[str]:
    """Give the lines to print, grouped by dataset, kind and row.

    Args:
        changes: in the order of `find_changes`.
        colour: whether the terminal may be told to colour.
    """

    def painted(text: str, code: str) -> str:
        return f"\033[{code}m{text}\033[0m" if colour else text

    for dataset, of_dataset in groupby(changes, key=lambda each: each.dataset):
        listed = list(of_dataset)
        yield painted(f"{dataset}: {_kinds(listed)}", "1")
        rows: dict[tuple[str, str], list[Change]] = {}  # one that took the place of two has changes under two labels
        for change in listed:
            rows.setdefault((change.kind, change.row_id), []).append(change)
        for (kind, _), columns in rows.items():
            mark, code = _MARKS[kind]
            whole = columns[0] if columns[0].field is None else None
            yield painted(f"  {mark} {plain(columns[0].label)}", code) + (_remark(whole) if whole else "")
            yield from dict.fromkeys(_column(change) for change in columns if change.field)
        yield ""
    yield summary(changes)


def markdown(changes: Sequence[Change], before: str, after: str) -> str:
    """Return the changes as Markdown.

    Args:
        changes: in the order of `find_changes`.
        before: what the published version is called.
        after: what the candidate is called.
    """
    lines = [f"# Changes from {_code(before)} to {_code(after)}", "", f"{summary(changes)}.", ""]
    counted = Counter((change.dataset, change.kind) for change in changes)
    if changes:
        lines += [f"| dataset | {' | '.join(KINDS)} |", f"|---|{'---:|' * len(KINDS)}"]
        for dataset in dict.fromkeys(change.dataset for change in changes):
            lines.append(f"| {dataset} | {' | '.join(f'{counted[dataset, kind]:,}' for kind in KINDS)} |")
    for dataset, of_dataset in groupby(changes, key=lambda each: each.dataset):
        listed = list(of_dataset)
        lines += ["", f"## {dataset}", ""]
        lines += ["| kind | row | column | before | after | cause | status |", "|---|---|---|---|---|---|---|"]
        for change in listed[:_MARKDOWN_ROWS]:
            is_row = change.field is None
            cells = (change.label, change.field, None if is_row else change.before, None if is_row else change.after)
            told = " | ".join("" if cell is None else _code(cell) for cell in cells)
            cause = (change.cause or "").replace("_", " ")
            lines.append(f"| {change.kind} | {told} | {cause} | {change.status} |")
        if len(listed) > _MARKDOWN_ROWS:
            lines += ["", f"And {len(listed) - _MARKDOWN_ROWS:,} more."]
    return "\n".join(lines) + "\n"


def _remark(change: Change) -> str:
    """Return the cause of a change and what is decided of it, as an addition to its line."""
    told = [change.cause.replace("_", " ")] if change.cause else []
    if change.status != PENDING:
        told.append(f"{change.status} by {plain(change.reviewer)}" if change.reviewer else change.status)
    if change.note:
        told.append(plain(change.note))
    return f"  [{', '.join(told)}]" if told else ""


def _column(change: Change) -> str:
    return f"      {change.field}: {_shown(change.before)} -> {_shown(change.after)}{_remark(change)}"


def _shown(value: str | None) -> str:
    return "nothing" if value is None else plain(value)


def _code(text: str) -> str:
    """Return a code span that holds a text literally, in a table too."""
    line = plain(text).replace("|", "\\|") or " "
    fence = "`" * (max((len(run) for run in re.findall("`+", line)), default=0) + 1)
    space = " " if line.startswith("`") or line.endswith("`") else ""
    return f"{fence}{space}{line}{space}{fence}"
