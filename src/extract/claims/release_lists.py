"""Lists of models whose event and date stand in the statement above them: Released on 5 March: Abc-7B, Abc-13B."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.claims.claim import ReleaseClaim
from extract.claims.events import Event, find_events, is_point
from extract.claims.makers import makers_before
from extract.claims.model_mentions import model_mentions
from extract.claims.news_dates import leading_pattern, nearest_date
from extract.claims.reader import Reader
from extract.claims.reading import Reading
from extract.documents.document import BlockKind
from extract.mentions.mention import Mention
from extract.text import Span

SEPARATE = frozenset({"open_sourced", "planned"})
"""Events that stand beside another one of the same day."""

_LONGEST_LINE = 80  # characters of a line over a list; a longer one is prose
_BULLET = re.compile(r"\s*[*+-]\s")
_HEADS = re.compile(r"(?:\s?\([^()]*\)|\s?\[[^\[\]]*\]+|\s?\[\[[^\[\]]*\]\])*\s?(?:[:,]|$)")


def introduction(
    reading: Reading, dated: tuple[Mention, Reading] | None, reader: Reader
) -> tuple[Event, Mention, Reading] | None:
    """Return event and date of a statement that leaves models, or more of them, to the list below it.

    It ends with a colon, or it tells the release of models and names none. `dated` is what dates it if it does not itself.
    """
    dates = [m for m in reading.dates if is_point(reading.text, m, reader.language)] or ([dated[0]] if dated else [])
    whole = Span(0, len(reading.text))
    events = find_events(reading.text, whole, reader.language) if dates else []
    if not events:
        return None
    if not reading.text.endswith(":"):
        kinds = re.search(reader.language.any_of("names", "introducers"), reading.text)
        named = model_mentions(reading, reader, proven=False)
        return None if named or not kinds or events[-1].kind == "planned" else (events[-1], dates[0], reading)
    if dated and not reading.dates:
        return None if model_mentions(reading, reader, proven=False) else (events[-1], dates[0], reading)
    includes = reader.language.any_of("releases", "includes")
    if model_mentions(reading, reader, proven=False) and not re.search(includes, reading.text[events[-1].span.end :]):
        return None
    return events[-1], nearest_date(reading.text, dates, events[-1].span, whole), reading


def goes_on(reading: Reading, introduction: Reading) -> bool:
    """Return whether an item belongs to the statement that leaves models to a list; without a colon, if it has no date of its own."""
    one, above = reading.statement, introduction.statement
    if one.kind is not BlockKind.LIST_ITEM or introduction.text.endswith(":"):
        return one.kind is BlockKind.LIST_ITEM
    return not reading.dates and (above.kind is not BlockKind.LIST_ITEM or one.level > above.level)


def parent_item(reading: Reading, reader: Reader) -> tuple[Event, Mention, Reading] | None:
    """Return event and date of an item or a line of news that says in general what the items under it name."""
    text = reading.text
    is_line = reading.statement.kind is BlockKind.PARAGRAPH and len(text) <= _LONGEST_LINE
    if not is_line and reading.statement.kind is not BlockKind.LIST_ITEM:
        return None
    dates = [m for m in reading.dates[:1] if re.fullmatch(leading_pattern(reader.language), text[: m.span.start])]
    if not dates or not is_point(text, dates[0], reader.language):
        return None
    events = [each for each in find_events(text, Span(0, len(text)), reader.language) if each.kind not in SEPARATE]
    return (events[0], dates[0], reading) if events else None


def is_under(reading: Reading, parent: Reading) -> bool:
    """Return whether a list item stands under another one or a line."""
    one, other = reading.statement, parent.statement
    if one.kind is other.kind is BlockKind.PARAGRAPH:
        line = one.page_text[: one.raw(0, len(one.text)).start].rpartition("\n")[2]
        return one.group == other.group and bool(_BULLET.match(line))  # a list in HTML, where it is no list
    is_item = one.kind is BlockKind.LIST_ITEM
    return is_item and (one.level > other.level or other.kind is BlockKind.PARAGRAPH)


def from_item(
    reading: Reading, event: Event, date: Mention, introduction: Reading, reader: Reader, *, labelled: bool = False
) -> Iterator[ReleaseClaim]:
    """Yield the release of the model that a list item begins with, for a list whose introduction has verb and date.

    Where `labelled`, the name must be a heading of what follows: behind it and brackets there is a colon, a comma or nothing.
    """
    models = [m for m in model_mentions(reading, reader, proven=False) if not reading.text[: m.outer.start].strip()]
    if labelled:
        models = [m for m in models if _HEADS.match(reading.text, m.outer.end)]
    makers = makers_before(introduction, Span(0, event.span.start), reader)
    for mention in models[:1]:
        yield ReleaseClaim(
            model=reader.model_ref(reading, mention),
            event=event.kind,
            date=date.date,
            organization=makers[0] if makers else None,
            evidence=(reading.evidence(mention.span), introduction.whole()),
            rule="releases.list",
            confidence=0.75,
        )
