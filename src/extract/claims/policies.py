"""Policies: plans, laws and measures with their issuer and date, and the targets that a jurisdiction sets itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extract.claims.claim import EntityRef, PolicyClaim
from extract.claims.jurisdictions import labelled_place
from extract.claims.policy_documents import announced, with_scope
from extract.claims.policy_names import named_plans
from extract.claims.policy_targets import end_of_statement, labelled_targets, plan_targets, stated_targets
from extract.claims.reader import Reader
from extract.claims.reading import Reading, SectionReading
from extract.documents.document import BlockKind


def policy_claims(section: SectionReading, reader: Reader) -> Iterator[PolicyClaim]:
    """Yield the policies that a section announces, and the targets under the labels of jurisdictions and below plans."""
    unread = {BlockKind.SOURCE, BlockKind.HEADING, BlockKind.NOTE}
    readings = [reading for reading in section.readings if reading.statement.kind not in unread]
    announcements: list[PolicyClaim] = []
    for number, reading in enumerate(readings):
        plans = [*announced(reading, section, reader), *named_plans(reading, section, reader)]
        below = readings[number + 1 :]
        targets = list(plan_targets(plans[0], below, reader.language)) if len(plans) == 1 else []
        announcements += targets or plans
    yield from with_scope(announcements, section, reader.language)
    yield from _targets(section, readings, reader)


def _targets(section: SectionReading, readings: Sequence[Reading], reader: Reader) -> Iterator[PolicyClaim]:
    jurisdiction: tuple[EntityRef, int] | None = None
    heading = labelled_place(section.heading[-1], reader.language) if section.heading else None
    is_heading = bool(heading) and not section.heading[-1].text.endswith(":")
    if heading:
        jurisdiction = heading, section.heading[-1].statement.group
    read_on = 0
    for number, reading in enumerate(readings):
        if number < read_on:
            continue
        read_on = end_of_statement(readings, number, reader.language)
        lines = readings[number:read_on]
        labelled = labelled_place(reading, reader.language)
        if labelled and reading.text.rstrip(":") == labelled.name:
            jurisdiction, read_on = (labelled, reading.statement.group), number + 1
            is_heading = False
        elif labelled:
            yield from labelled_targets(lines, labelled, reader.language)
        elif stated := list(stated_targets(reading, reader.language)):
            yield from stated
        elif jurisdiction and reading.statement.group - jurisdiction[1] <= 1:
            yield from labelled_targets(lines, jurisdiction[0], reader.language, is_heading=is_heading)
        else:
            jurisdiction, read_on = None, number + 1
