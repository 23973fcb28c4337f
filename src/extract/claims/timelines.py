"""Timelines: names and dates that stand as labels beside each other, paired by place or, without a layout, by order.

A slide states a release by putting a date under a name. With a layout the pair is what stands closest; in bare text the
labels alternate, sometimes in the other order midway, and only neighbours can belong together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extract.claims.claim import EntityRef, Evidence, ReleaseClaim
from extract.claims.events import event_of, find_events
from extract.claims.headers import column_of
from extract.claims.model_mentions import model_mentions
from extract.claims.reader import Reader
from extract.claims.reading import Reading, SectionReading
from extract.claims.years import in_year
from extract.documents.document import BlockKind, Box
from extract.mentions.mention import DateValue, Mention
from extract.text import Span

_MARKS = r"[\s「」『』“”《》()〈〉・,、:;→~-]*"
_ALIAS = re.compile(r"\(([^()]{2,40})\)")
_FEWEST_PAIRS = 3  # so many pairs make a timeline where no legend or header says so
_TOGETHER, _NEIGHBOURS = 3, 1  # weight of a pair within one group and of a pair over a gap
_FEWEST_YEARS = 2  # so many years in line make an axis
_UNCERTAIN = 0.4  # of a date whose year the layout does not prove
_FARTHEST = 60.0  # points between the boxes of a name and its date; a slide's line is 10 to 20 points high


@dataclass(frozen=True)
class Label:
    """A name or a date that stands alone.

    Attributes:
        place: number of its statement in the section; labels of one statement share it.
        group: number of its group of lines.
        model: the model, if it is a name.
        date: the date, if it is one.
        box: the area on the page, where there is a layout.
        year: where the axis states the year of the date, if the label does not.
        certain: whether the year is stated by the label or by the part of the axis that it stands in.
    """

    place: int
    group: int
    evidence: Evidence
    model: EntityRef | None = None
    date: DateValue | None = None
    box: Box | None = None
    year: Evidence | None = None
    certain: bool = True


def timeline_claims(section: SectionReading, reader: Reader) -> Iterator[ReleaseClaim]:
    """Yield a release for each name and date of a timeline; what cannot be paired for sure is a candidate."""
    if not any(reading.dates for reading in section.readings):
        return
    axis = list(_axis(section))
    runs = [[_in_year_of(label, axis) for label in run] for run in _runs(section, reader)]
    labels = [label for run in runs for label in run]
    if not any(label.model for label in labels) or not any(label.date for label in labels):
        return
    has_layout = any(label.box for label in labels)
    pairs = _pairs_by_place(labels) if has_layout else [pair for run in runs for pair in _pairs_by_order(run)]
    said = _said_to_be_releases(section, reader)
    if not said and len(pairs) < _FEWEST_PAIRS:
        return
    event = _labelled_event(section, reader)
    for name, date, confidence in pairs:
        assert name.model is not None
        assert date.date is not None
        text = section.readings[name.place].text
        if name.place == date.place and find_events(text, Span(0, len(text)), reader.language):
            continue  # a sentence, which is read as such
        yield ReleaseClaim(
            model=name.model,
            event=event,
            date=date.date,
            evidence=(name.evidence, date.evidence, *((date.year,) if date.year else ())),
            rule="releases.timeline",
            confidence=(confidence if said else confidence - 0.2) if date.certain else _UNCERTAIN,
        )
    yield from _left_over(labels, pairs)


def _axis(section: SectionReading) -> Iterator[tuple[Box, int, Evidence]]:
    """Yield the years that stand alone on a page, each with the box that is drawn around it or else its own."""
    for reading in section.readings:
        box = reading.statement.box
        if not box or len(reading.dates) != 1 or not re.fullmatch(r"\d{4}", reading.dates[0].date.edtf):
            continue
        mention = reading.dates[0]
        if mention.date.inferred or re.search(r"\w", _without(reading.text, [mention.span])):
            continue
        place = reading.evidence(mention.span)
        page = section.section.page
        frames = page.frames_at(place.span) if page.number == place.page else ()
        yield page.frames[frames[0]].box if frames else box, int(mention.date.edtf), place


def _in_year_of(label: Label, axis: Sequence[tuple[Box, int, Evidence]]) -> Label:
    """Return a label whose date has no year of its own with that of the part of the axis that it stands in.

    Where there is an axis but no part of it reaches over or beside the label alone, the year is a guess.
    """
    if label.date is None or not label.date.inferred or not label.box or len(axis) < _FEWEST_YEARS:
        return label
    found = []
    for side in (0, 1):
        in_line = max(box[3 - side] for box, _, _ in axis) - min(box[1 - side] for box, _, _ in axis)
        size = max(box[3 - side] - box[1 - side] for box, _, _ in axis)
        middle = (label.box[side] + label.box[side + 2]) / 2
        if in_line <= 1.5 * size:
            found += [part for part in axis if part[0][side] <= middle < part[0][side + 2]]
    if len(found) != 1:
        return replace(label, certain=False)
    _, year, place = found[0]
    return replace(label, date=in_year(label.date, year), year=place)


def _left_over(labels: Sequence[Label], pairs: Sequence[tuple[Label, Label, float]]) -> Iterator[ReleaseClaim]:
    """Yield the one name and the one date that are left, if so: a reviewer may know, the text does not prove it."""
    used = {id(label) for pair in pairs for label in pair[:2]}
    names = [label for label in labels if label.model and id(label) not in used]
    dates = [label for label in labels if label.date and id(label) not in used]
    if len(names) == len(dates) == 1 and names[0].model and dates[0].date:
        yield ReleaseClaim(
            model=names[0].model,
            event="announced",
            date=dates[0].date,
            evidence=(names[0].evidence, dates[0].evidence),
            rule="releases.timeline-left-over",
            confidence=0.3,
        )


def _said_to_be_releases(section: SectionReading, reader: Reader) -> bool:
    """Return whether labels or headers of the section speak of models and of dates of release."""
    roles: set[str | None] = set()
    for reading in section.readings:
        text = reading.text
        if len(text) > 60 or reading.statement.kind in {BlockKind.TITLE, BlockKind.HEADING}:
            continue
        for role in ("model", "date"):
            if any(word in text for word in reader.language.words("headers", role) if len(word) > 2):
                roles.add(role)
    for table in section.tables:
        roles |= {column_of(table.header(column), reader.language) for column in range(table.columns)}
    return {"model", "date"} <= roles


def _labelled_event(section: SectionReading, reader: Reader) -> str:
    """Return the event that the header or legend of the dates tells (発表時期); without one, a date under a name announces it."""
    labels = [reading.text for reading in section.readings]
    labels += [table.header(column) for table in section.tables for column in range(table.columns)]
    words = [word for word in reader.language.words("headers", "date") if any(word in label for label in labels)]
    return next((event for word in words if (event := event_of(word, reader.language))), "announced")


def _runs(section: SectionReading, reader: Reader) -> Iterator[list[Label]]:
    """Yield the labels in runs; anything that is neither name nor date ends a run, for it parts what is around it."""
    run: list[Label] = []
    for place, reading in enumerate(section.readings):
        labels = _labels(place, reading, reader)
        if labels is None:
            if run:
                yield run
            run = []
            tail = _tail(place, reading, reader)
            if tail:
                yield tail
            continue
        alias = _ALIAS.match(reading.text)
        if alias and run and run[-1].model:
            run[-1] = replace(run[-1], model=replace(run[-1].model, aliases=(alias[1],)))
        run.extend(labels)
    if run:
        yield run


def _labels(place: int, reading: Reading, reader: Reader) -> list[Label] | None:
    """Return the labels of a statement that holds nothing else, or None; an alias in brackets alone gives none."""
    if reading.statement.kind not in {BlockKind.PARAGRAPH, BlockKind.LIST_ITEM}:
        return None
    text = reading.text
    alias = _ALIAS.match(text)
    models = [
        mention
        for mention in model_mentions(reading, reader, proven=len(text) <= 60)
        if not (alias and mention.span.end <= alias.end())
    ]
    dates = [mention for mention in reading.dates if _is_label_date(mention)]
    covered = _without(text, [*(mention.outer for mention in models), *(mention.span for mention in dates)])
    rest = _ALIAS.sub("", covered)
    if not re.fullmatch(rf"{_MARKS}{reader.language.any_of('releases', 'beside_labels')}?[\s()]*", rest):
        return None
    if not models and not dates:
        return [] if _ALIAS.fullmatch(text) else None
    if not models and len(dates) > 1:
        return None  # the ticks of an axis
    statement = reading.statement
    return [
        Label(
            place,
            statement.group,
            reading.evidence(mention.span),
            model=reader.model_ref(reading, mention),
            box=statement.box,
        )
        if mention in models
        else Label(place, statement.group, reading.evidence(mention.span), date=mention.date, box=statement.box)
        for mention in sorted((*models, *dates), key=lambda mention: mention.span)
    ]


def _tail(place: int, reading: Reading, reader: Reader) -> list[Label] | None:
    """Return the quoted model and the date that end a statement: the last cells of a row that came out as one line."""
    if not reading.titles or not reading.dates or reading.statement.kind is not BlockKind.PARAGRAPH:
        return None
    title, date = reading.titles[-1], reading.dates[-1]
    gap = _ALIAS.sub("", reading.text[title.outer.end : date.span.start])
    if date.span.end != len(reading.text) or gap.strip() or not _is_label_date(date):
        return None
    models = model_mentions(reading, reader, proven=True, within=title.outer)
    if not models:
        return None
    group, box = reading.statement.group, reading.statement.box
    return [
        Label(place, group, reading.evidence(models[-1].span), model=reader.model_ref(reading, models[-1]), box=box),
        Label(place, group, reading.evidence(date.span), date=date.date, box=box),
    ]


def _is_label_date(mention: Mention) -> bool:
    """Return whether a date can be that of a release; a year alone is the tick of an axis."""
    return mention.date.is_point and len(mention.date.edtf) > len("2023")


def _without(text: str, spans: Sequence[Span]) -> str:
    kept, position = [], 0
    for span in sorted(spans):
        kept.append(text[position : span.start])
        position = max(position, span.end)
    return "".join((*kept, text[position:]))


def _pairs_by_order(run: Sequence[Label]) -> list[tuple[Label, Label, float]]:
    """Pair neighbours, one name and one date each, so that the sum of weights is the greatest.

    Labels of one group weigh more than labels with a gap between them, because a box of a slide comes out as one group.
    Ties are broken in favour of the earlier pair.
    """
    best: list[tuple[int, list[int]]] = [(0, [])] * (len(run) + 2)
    for position in range(len(run) - 1, -1, -1):
        best[position] = best[position + 1]
        if position + 1 < len(run) and bool(run[position].model) != bool(run[position + 1].model):
            weight = _TOGETHER if run[position].group == run[position + 1].group else _NEIGHBOURS
            total = weight + best[position + 2][0]
            if total >= best[position][0]:
                best[position] = (total, [position, *best[position + 2][1]])
    pairs = []
    for position in best[0][1]:
        first, second = run[position], run[position + 1]
        name, date = (first, second) if first.model else (second, first)
        pairs.append((name, date, 0.9 if first.group == second.group else 0.7))
    return pairs


def _pairs_by_place(labels: Sequence[Label]) -> list[tuple[Label, Label, float]]:
    """Pair each name with the date that stands closest to it, the closest pairs first, each label once."""
    distances = sorted(
        (distance, i, j)
        for i, name in enumerate(labels)
        if name.model
        for j, date in enumerate(labels)
        if date.date and (distance := _distance(name, date)) <= _FARTHEST
    )
    used: set[int] = set()
    pairs = []
    for distance, i, j in distances:
        if i not in used and j not in used:
            used |= {i, j}
            pairs.append((labels[i], labels[j], 0.95 if distance < _FARTHEST / 2 else 0.75))
    return sorted(pairs, key=lambda pair: pair[0].place)


def _distance(name: Label, date: Label) -> float:
    """Return the gap between two boxes in points; below each other counts as nearer than beside each other."""
    if name.place == date.place:
        return 0.0
    if not name.box or not date.box or name.evidence.page != date.evidence.page:
        return float("inf")
    if name.box == date.box:
        return 0.5 * abs(name.place - date.place)
    across = max(name.box[0], date.box[0]) - min(name.box[2], date.box[2])
    down = max(name.box[1], date.box[1]) - min(name.box[3], date.box[3])
    return max(across, 0.0) * 2 + max(down, 0.0)
