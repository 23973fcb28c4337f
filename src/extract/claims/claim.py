"""A claim: what one place of one document says; subject, predicate, object or value, qualifiers and evidence."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from extract.mentions.mention import Bound, DateValue
from extract.text import Span

ENTITY_TYPES = ("organization", "person", "model", "product", "place", "other")


@dataclass(frozen=True, slots=True)
class Evidence:
    """A place that states a claim: the page and the span whose text is the quote."""

    page: int
    span: Span


@dataclass(frozen=True, slots=True)
class EntityRef:
    """A name as a document uses it, before it is linked.

    Attributes:
        entity_type: one of `ENTITY_TYPES`; ``other`` is a subject that is no entity of ours (a country, a market).
        name: as written, cleaned.
        evidence: where this name stands.
        candidates: ids of known entities that bear the name, best first; empty for a name not known.
        version: of a model, else empty.
        aliases: other names that the same place gives, as written.
    """

    entity_type: str
    name: str
    evidence: Evidence
    candidates: tuple[str, ...] = ()
    version: str = ""
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What every claim has.

    Attributes:
        evidence: the places that together state it; never empty, the first is the quote that a reader wants.
        rule: what found it.
        confidence: 0 to 1; below `datasets.build.PUBLISH_FROM` it is a candidate for a reviewer, not a fact.
    """

    evidence: tuple[Evidence, ...]
    rule: str
    confidence: float

    def __post_init__(self) -> None:
        if not self.evidence:
            raise ValueError(f"a claim of rule {self.rule} has no evidence")


@dataclass(frozen=True, slots=True, kw_only=True)
class NameClaim(Claim):
    """A known entity is named here; it states no fact but that."""

    entity: EntityRef


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseClaim(Claim):
    """One event in a model's life."""

    model: EntityRef
    event: str  # announced, released, upgraded, open_sourced, planned
    date: DateValue
    organization: EntityRef | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureClaim(Claim):
    """One stated quantity of a subject."""

    subject: EntityRef
    metric: str
    metric_text: str
    value: Decimal
    unit: str
    value_max: Decimal | None = None
    bound: Bound = Bound.EXACT
    per: str = ""
    as_of: DateValue | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationClaim(Claim):
    """One stated link between two entities, or (category) between an entity and a word."""

    subject: EntityRef
    predicate: str
    object: EntityRef
    qualifier: str = ""
    date: DateValue | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyClaim(Claim):
    """One policy, plan, law or target."""

    jurisdiction: EntityRef | None
    title: str
    issuer: str = ""
    issued: DateValue | None = None
    horizon: DateValue | None = None
    target: str = ""
    scope: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DefinitionClaim(Claim):
    """What a document says that a term means; `full_name` is what it says that the term is short for."""

    term: str
    definition: str
    full_name: str = ""
    entity: EntityRef | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryClaim(Claim):
    """A dated event that is no release.

    Attributes:
        event: ``established`` (of an organization), ``startup`` (of a person), ``history`` (anything else).
        subject: whose event it is, None if the text names nobody.
    """

    event: str
    text: str
    date: DateValue
    subject: EntityRef | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CitationClaim(Claim):
    """A work that the document names as its source."""

    authors: tuple[str, ...]
    year: str
    title: str
    publisher: str
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RankingClaim(Claim):
    """One place on a ranked list."""

    list_name: str
    rank: int
    item: EntityRef
    score: Decimal | None = None
    unit: str = ""
    tier: str = ""
    as_of: DateValue | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CellClaim(Claim):
    """One cell of a table found in the document; `table` counts the document's tables from 1."""

    table: int
    page: int
    caption: str
    row: int
    column: int
    row_header: str
    column_header: str
    text: str
