"""One claim -> one candidate row, with a key made of what it says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from extract.claims.claim import (
    CellClaim,
    CitationClaim,
    Claim,
    DefinitionClaim,
    EntityRef,
    FigureClaim,
    HistoryClaim,
    NameClaim,
    PolicyClaim,
    RankingClaim,
    RelationClaim,
    ReleaseClaim,
)
from extract.datasets.dates import date_columns, is_year_unknown
from extract.datasets.schema import Row
from extract.entities.keys import script_key
from extract.entities.link import Linked
from extract.ids import plain_number, stable_id
from extract.mentions.mention import DateValue

Link = Callable[[EntityRef], Linked]

DISPLAY_NAMES = {
    "releases": {"model": "model_id", "organization": "organization_id"},
    "figures": {"subject": "subject_id"},
    "relations": {"subject": "subject_id", "object": "object_id"},
    "policies": {"jurisdiction": "jurisdiction_id"},
    "events": {"subject": "subject_id"},
    "rankings": {"item": "item_id"},
}
"""Columns that show the name of the entity whose id stands in another column."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A candidate row of one claim; the columns of `DISPLAY_NAMES` are filled when all names are known."""

    dataset: str
    row_id: str
    row: Row


def refs_of(claim: Claim) -> tuple[EntityRef, ...]:
    """Return the names that a claim uses."""
    match claim:
        case ReleaseClaim():
            found: tuple[EntityRef | None, ...] = (claim.model, claim.organization)
        case FigureClaim():
            found = (claim.subject,)
        case RelationClaim():
            found = (claim.subject, claim.object)
        case PolicyClaim():
            found = (claim.jurisdiction,)
        case RankingClaim():
            found = (claim.item,)
        case HistoryClaim():
            found = (claim.subject,)
        case DefinitionClaim() | NameClaim():
            found = (claim.entity,)
        case _:
            return ()
    return tuple(ref for ref in found if ref)


def dates_of(claim: Claim) -> tuple[DateValue, ...]:
    """Return the dates that a claim states."""
    found = (getattr(claim, name, None) for name in ("date", "as_of", "issued", "horizon"))
    return tuple(date for date in found if isinstance(date, DateValue))


def date_fault(claim: Claim) -> str:
    """Return why no row can be dated by what the claim says, or nothing."""
    for date in dates_of(claim):
        if is_year_unknown(date):
            return f"the date {date.edtf} has no year"
    if isinstance(claim, ReleaseClaim | HistoryClaim) and claim.date.earliest is None:
        return f"the date {claim.date.edtf} has no earliest day"
    return ""


def fact_of(claim: Claim, link: Link, document_id: str) -> Fact:
    """Return the row that `claim` states.

    Args:
        claim: what a place says.
        link: tells the entity of a name of the claim's document.
        document_id: the claim's document.
    """
    match claim:
        case ReleaseClaim():
            return _release(claim, link)
        case FigureClaim():
            return _figure(claim, link)
        case RelationClaim():
            return _relation(claim, link)
        case PolicyClaim():
            return _policy(claim, link)
        case HistoryClaim():
            return _event(claim, link)
        case DefinitionClaim():
            return _definition(claim, link, document_id)
        case CitationClaim():
            return _citation(claim, document_id)
        case RankingClaim():
            return _ranking(claim, link)
        case CellClaim():
            return _cell(claim, document_id)
    raise TypeError(f"no dataset holds a {type(claim).__name__}")


def _release(claim: ReleaseClaim, link: Link) -> Fact:
    model = link(claim.model)
    organization = link(claim.organization) if claim.organization else None
    is_ours = organization is not None and organization.entity_type == "organization"
    row_id = stable_id("release", model.entity_id, claim.event, claim.date.edtf)
    row = {
        "release_id": row_id,
        "model_id": model.entity_id,
        "version": model.version or None,
        "organization_id": organization.entity_id if organization and is_ours else None,
        "organization": claim.organization.name if claim.organization and not is_ours else None,
        "event": claim.event,
        **date_columns("date", claim.date),
    }
    return Fact("releases", row_id, row)


def _figure(claim: FigureClaim, link: Link) -> Fact:
    subject = link(claim.subject)
    as_of = claim.as_of.edtf if claim.as_of else None
    row_id = stable_id(
        "figure",
        subject.entity_id,
        claim.metric,
        as_of,
        plain_number(claim.value),
        None if claim.value_max is None else plain_number(claim.value_max),
        claim.unit,
        claim.bound.value,
        claim.per,
    )
    row = {
        "figure_id": row_id,
        **_entity_columns("subject", subject),
        "metric": claim.metric,
        "metric_text": claim.metric_text or None,
        "value": claim.value,
        "value_max": claim.value_max,
        "unit": claim.unit or None,
        "bound": claim.bound.value,
        "per": claim.per or None,
        **date_columns("as_of", claim.as_of),
    }
    return Fact("figures", row_id, row)


def _relation(claim: RelationClaim, link: Link) -> Fact:
    subject, linked_object = link(claim.subject), link(claim.object)
    row_id = stable_id(
        "relation",
        subject.entity_id,
        claim.predicate,
        linked_object.entity_id,
        script_key(claim.qualifier),
        claim.date.edtf if claim.date else None,
    )
    row = {
        "relation_id": row_id,
        **_entity_columns("subject", subject),
        "predicate": claim.predicate,
        **_entity_columns("object", linked_object),
        "qualifier": claim.qualifier or None,
        **date_columns("date", claim.date),
    }
    return Fact("relations", row_id, row)


def _policy(claim: PolicyClaim, link: Link) -> Fact:
    jurisdiction = link(claim.jurisdiction).entity_id if claim.jurisdiction else None
    issued = claim.issued.edtf if claim.issued else None
    row_id = stable_id("policy", jurisdiction, script_key(claim.title), script_key(claim.target), issued)
    row = {
        "policy_id": row_id,
        "jurisdiction_id": jurisdiction,
        "title": claim.title or None,
        "issuer": claim.issuer or None,
        **date_columns("issued", claim.issued),
        **date_columns("horizon", claim.horizon),
        "target": claim.target or None,
        "scope": claim.scope or None,
    }
    return Fact("policies", row_id, row)


def _event(claim: HistoryClaim, link: Link) -> Fact:
    subject = link(claim.subject) if claim.subject else None
    # What an event of a kind is called differs from text to text; of other events the text is all that tells them apart.
    named = "" if claim.event != "history" else script_key(claim.text)
    row_id = stable_id("event", subject.entity_id if subject else None, claim.event, claim.date.edtf, named)
    row = {
        "event_id": row_id,
        "event": claim.event,
        **(_entity_columns("subject", subject) if subject else {"subject_id": None, "subject_type": None}),
        **date_columns("date", claim.date),
        "text": claim.text,
    }
    return Fact("events", row_id, row)


def _definition(claim: DefinitionClaim, link: Link, document_id: str) -> Fact:
    row_id = stable_id("definition", document_id, script_key(claim.term), script_key(claim.definition))
    entity = link(claim.entity) if claim.entity else None
    row = {
        "definition_id": row_id,
        "document_id": document_id,
        "term": claim.term,
        "definition": claim.definition,
        "full_name": claim.full_name or None,
        **(_entity_columns("entity", entity) if entity else {"entity_id": None, "entity_type": None}),
    }
    return Fact("definitions", row_id, row)


def _citation(claim: CitationClaim, document_id: str) -> Fact:
    authors = [script_key(author) for author in claim.authors]
    named = script_key(claim.title) or script_key(claim.publisher)
    row_id = stable_id("citation", document_id, named, authors, claim.year)
    row = {
        "citation_id": row_id,
        "document_id": document_id,
        "authors": list(claim.authors),
        "year": claim.year or None,
        "title": claim.title or None,
        "publisher": claim.publisher or None,
        "language": claim.language or None,
    }
    return Fact("citations", row_id, row)


def _ranking(claim: RankingClaim, link: Link) -> Fact:
    item = link(claim.item)
    as_of = claim.as_of.edtf if claim.as_of else None
    row_id = stable_id("ranking", script_key(claim.list_name), as_of, item.entity_id, claim.rank)
    row = {
        "ranking_id": row_id,
        "list": claim.list_name,
        "rank": claim.rank,
        **_entity_columns("item", item),
        "score": claim.score,
        "unit": claim.unit or None,
        "tier": claim.tier or None,
        **date_columns("as_of", claim.as_of),
    }
    return Fact("rankings", row_id, row)


def _cell(claim: CellClaim, document_id: str) -> Fact:
    table_id = stable_id("table", document_id, claim.table)
    row_id = stable_id("cell", table_id, claim.row, claim.column)
    row = {
        "cell_id": row_id,
        "table_id": table_id,
        "document_id": document_id,
        "page": claim.page,
        "caption": claim.caption or None,
        "row": claim.row,
        "column": claim.column,
        "row_header": claim.row_header or None,
        "column_header": claim.column_header or None,
        "text": claim.text,
    }
    return Fact("tables", row_id, row)


def _entity_columns(column: str, linked: Linked) -> Row:
    return {f"{column}_id": linked.entity_id, f"{column}_type": linked.entity_type}
