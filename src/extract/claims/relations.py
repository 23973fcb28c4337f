"""Relations: who developed what, who holds or held which role, who founded what, which chip and framework a maker uses."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.claims.claim import EntityRef, RelationClaim
from extract.claims.headers import columns_by_role
from extract.claims.reading import Reader, Reading, SectionReading, TableReading, in_brackets
from extract.documents.document import BlockKind
from extract.lang.language import Language
from extract.mentions.mention import DateValue, Mention, Name
from extract.text import Span

_PERSON = re.compile(
    r"(?P<name>[\u3400-\u9fff\u30a1-\u30fc・A-Z][\u3400-\u9fff\u30a1-\u30fc・A-Za-z ]{1,19})\((?P<inside>(?:[^()]|\([^()]*\)){2,60})\)"
)
_LABEL = re.compile(r"(?P<label>[^:;。、]{2,30})\s*[:;]\s*(?P<text>\S.*)")
_LONGEST_PERSON = 12
_LONGEST_ITEM = 20
_REACH = 40  # characters between an organization and who holds a role in it


def relation_claims(section: SectionReading, reader: Reader) -> Iterator[RelationClaim]:
    """Yield the relations of a section's sentences, labels and tables (a model's maker by its row is with the releases)."""
    for table in section.tables:
        yield from _roles_from_table(table, reader.language)
    for reading in section.readings:
        if reading.statement.kind in {BlockKind.SOURCE, BlockKind.HEADING}:
            continue
        yield from _roles_in_brackets(reading, reader.language)
        yield from _roles_before_name(reading, reader.language)
        yield from _developed(reading, reader.language)
        yield from _used(reading, section, reader)
    yield from _labelled(section, reader.language)


def _roles_from_table(table: TableReading, language: Language) -> Iterator[RelationClaim]:
    roles = columns_by_role(table, language)
    if "role" not in roles or "person" not in roles:
        return
    for row in table.body_rows():
        person, role = table.at(row, roles["person"]), table.at(row, roles["role"])
        if person and role and len(person.readings) == 1 and role.readings and len(person.text) <= _LONGEST_PERSON:
            subject = _person(person.readings[0], Span(0, len(person.text)))
            for reading in role.readings:
                yield from _roles_of(
                    subject, reading, Span(0, len(reading.text)), language, "relations.role-column", 0.9
                )


def _roles_in_brackets(reading: Reading, language: Language) -> Iterator[RelationClaim]:
    for match in _PERSON.finditer(reading.text):
        inside = Span(*match.span("inside"))
        if any(word in match["inside"] for word in language.words("relations", "role")):
            yield from _roles_of(
                _person(reading, Span(*match.span("name"))),
                reading,
                inside,
                language,
                "relations.role-brackets",
                0.85,
            )


def _roles_before_name(reading: Reading, language: Language) -> Iterator[RelationClaim]:
    """Yield the roles that stand right before or behind a known person: 百度创始人、董事长兼首席执行官李彦宏, 由张宏江担任理事长."""
    words = language.words("relations", "role")
    roles = "|".join(map(re.escape, words))
    joints = "|".join(map(re.escape, language.words("relations", "role_joints")))
    copulas = "|".join(map(re.escape, language.words("relations", "copulas")))
    for person in reading.names_of("person"):
        before = reading.text[: person.span.start]
        chain = re.search(rf"(?:(?:{roles})(?:{joints})?)+(?:{copulas})?$", before)
        holders = [o for o in reading.names_of("organization") if chain and o.span.end <= chain.start() + 2]
        if (
            chain
            and holders
            and re.fullmatch(rf"(?:の|的|\([^()]*\)|社)?", before[holders[-1].span.end : chain.start()])
        ):
            yield from _held(reading, person, holders[-1], re.findall(roles, chain[0]), chain.start(), language)
        behind = re.match(
            rf"(?:{'|'.join(map(re.escape, language.words('relations', 'takes_office')))})?({roles})",
            reading.text[person.span.end :],
        )
        named = [o for o in reading.names_of("organization") if o.span.end <= person.span.start]
        if behind and named and not chain and _near(reading.text, named[-1].span.end, person.span.start):
            yield from _held(reading, person, named[-1], [behind[1]], person.span.start, language, end=behind.end())


def _near(text: str, start: int, end: int) -> bool:
    """Return whether two places are in one sentence and not far apart."""
    return end - start <= _REACH and "。" not in text[start:end]


def _held(
    reading: Reading,
    person: Mention,
    organization: Mention,
    roles: list[str],
    start: int,
    language: Language,
    end: int = 0,
) -> Iterator[RelationClaim]:
    former = language.words("relations", "former")
    was = reading.text[organization.span.end : start].startswith(former) or reading.text[
        : organization.span.start
    ].endswith(former)
    span = Span(min(organization.span.start, start), person.span.end + end)
    for role in dict.fromkeys(roles):
        yield from _role_claims(
            reading.ref(person), reading.ref(organization), role, former=was, language=language,
            evidence_of=(reading, span), rule="relations.role-apposition", confidence=0.85,
        )  # fmt: skip


def _person(reading: Reading, span: Span) -> EntityRef:
    known = [m for m in reading.names_of("person") if span.covers(m.span)]
    return reading.ref(known[0]) if known else EntityRef("person", span.of(reading.text), reading.evidence(span))


def _roles_of(
    subject: EntityRef, reading: Reading, within: Span, language: Language, rule: str, confidence: float
) -> Iterator[RelationClaim]:
    """Yield each organization and role of a description such as 元X社技術責任者、Y創始者."""
    words, former_words = language.words("relations", "role"), language.words("relations", "former")
    position = within.start
    organization: EntityRef | None = None
    for part in re.split(r"([、,;])", within.of(reading.text)):
        span = Span(position, position + len(part))
        position = span.end
        text = span.of(reading.text)
        former = next((word for word in former_words if text.startswith(word)), None)
        role = next((word for word in words if text.endswith(word)), None)
        if role is None:
            continue
        body = Span(span.start + len(former or ""), span.end - len(role))
        organization = _organization(reading, body, language) or organization
        if organization:
            yield from _role_claims(
                subject,
                organization,
                text[len(former or "") :][-(len(role)) :],
                former=bool(former),
                language=language,
                evidence_of=(reading, span),
                rule=rule,
                confidence=confidence,
            )


def _organization(reading: Reading, span: Span, language: Language) -> EntityRef | None:
    known = [m for m in reading.names_of("organization", "product") if span.overlaps(m.span)]
    if known:
        return reading.ref(known[0], "organization")
    text = re.sub(r"\(.*?\)|(?:社|の)$", "", span.of(reading.text)).strip()
    del language
    if not 2 <= len(text) <= _LONGEST_ITEM or not re.match(r"[^\W\d]", text):
        return None
    start = reading.text.index(text, span.start)
    return EntityRef("organization", text, reading.evidence(Span(start, start + len(text))))


def _role_claims(
    subject: EntityRef,
    organization: EntityRef,
    role: str,
    *,
    former: bool,
    language: Language,
    evidence_of: tuple[Reading, Span],
    rule: str,
    confidence: float,
) -> Iterator[RelationClaim]:
    reading, span = evidence_of
    evidence = (reading.evidence(span), subject.evidence)
    yield RelationClaim(
        subject=subject,
        predicate="formerly_at" if former else "role_at",
        object=organization,
        qualifier=role,
        evidence=evidence,
        rule=rule,
        confidence=confidence,
    )
    if role in language.words("relations", "founder"):
        yield RelationClaim(
            subject=organization,
            predicate="founded_by",
            object=subject,
            evidence=evidence,
            rule=rule,
            confidence=confidence,
        )


def _developed(reading: Reading, language: Language) -> Iterator[RelationClaim]:
    """Yield maker and model of a clause such as "X が開発した Y" or "X 研发的 Y"."""
    for word in language.words("releases", "developed"):
        for match in re.finditer(re.escape(word), reading.text):
            makers = [m for m in reading.names_of("organization") if m.span.end <= match.start() <= m.span.end + 12]
            made = [m for m in reading.names_of("model", "product") if match.end() <= m.span.start <= match.end() + 24]
            if makers and made:
                maker, model = makers[-1], made[0]
                date = _date_before(reading, maker)
                yield RelationClaim(
                    subject=reading.ref(model),
                    predicate="developed_by",
                    object=reading.ref(maker),
                    date=date,
                    evidence=(reading.evidence(Span(maker.span.start, model.span.end)),),
                    rule="relations.developed",
                    confidence=0.85,
                )


def _used(reading: Reading, section: SectionReading, reader: Reader) -> Iterator[RelationClaim]:
    """Yield the chip or framework that a sentence says is used: 芯片为昇腾, 训练使用飞桨框架, MindSporeを採用.

    The user is the model or organization named last before it, other than the product's own name, else what the section is about.
    """
    language = reader.language
    verbs = "|".join(map(re.escape, language.words("relations", "uses")))
    for product in reading.names_of("product"):
        predicate = _PREDICATES.get(_category(product, reader))
        if predicate is None:
            continue
        labels = "|".join(map(re.escape, language.words("relations", "labels", predicate)))
        before, behind = reading.text[: product.span.start], reading.text[product.outer.end :]
        said = (
            re.search(rf"(?:{labels})(?:为|是|は|に|:|采用|使用)$", before)
            or re.search(rf"(?:{verbs})(?:了|{labels})?$", before)
            or re.match(rf"(?:{labels})?(?:を|で)?(?:{verbs})", behind)
        )
        if not said:
            continue
        sentence = next(each for each in reading.statement.sentences() if each.covers(product.span))
        users = [
            each
            for each in reading.names_of("model", "organization", within=Span(sentence.start, product.span.start))
            if not in_brackets(reading.text, each.span)
        ]
        models = [each for each in users if isinstance(each.value, Name) and each.value.entity_type == "model"]
        subject = reading.ref((models or users)[-1]) if users else (section.model or section.subject)
        if models == [] and section.model:
            subject = section.model
        if subject:
            yield _use(subject, predicate, reading.ref(product), "relations.used", 0.7)


_PREDICATES = {"chip": "uses_chip", "framework": "uses_framework"}


def _category(mention: Mention, reader: Reader) -> str:
    value = mention.value
    return reader.finder.category(value.candidates[0]) if isinstance(value, Name) and value.candidates else ""


def _date_before(reading: Reading, mention: Mention) -> DateValue | None:
    values = [
        d.value for d in reading.dates if d.span.end <= mention.span.start and d.span.end > mention.span.start - 15
    ]
    return values[-1] if values and isinstance(values[-1], DateValue) else None


def _labelled(section: SectionReading, language: Language) -> Iterator[RelationClaim]:
    """Yield the chips and frameworks of the section's subject: named behind a label, before it, or on its row of a diagram."""
    subject = section.subject
    if subject is None or subject.entity_type not in {"organization", "model"}:
        return
    for predicate in ("uses_chip", "uses_framework"):
        words = language.words("relations", "labels", predicate)
        for reading in section.readings:
            match = _LABEL.match(reading.text)
            if match and match["label"].strip().endswith(words):
                for item in _items(reading, Span(*match.span("text"))):
                    yield _use(subject, predicate, item, "relations.label", 0.85)
            elif reading.text in words:
                for beside in _on_row(section, reading):
                    for item in _items(beside, Span(0, len(beside.text))):
                        yield _use(subject, predicate, item, "relations.diagram-row", 0.85)
            elif reading.text.endswith(words) and len(reading.text) <= _LONGEST_ITEM:
                for name in reading.names_of("product"):
                    if name.span.start == 0:
                        yield _use(subject, predicate, reading.ref(name), "relations.label-behind", 0.75)


def _on_row(section: SectionReading, label: Reading) -> Iterator[Reading]:
    """Yield the readings whose box stands on the row of a label's box, to the right of it."""
    box = label.statement.box
    for reading in section.readings:
        other = reading.statement.box
        if box and other and reading is not label and other[0] >= box[2]:
            overlap = min(box[3], other[3]) - max(box[1], other[1])
            if overlap > 0.5 * min(box[3] - box[1], other[3] - other[1]):
                yield reading


def _items(reading: Reading, within: Span) -> Iterator[EntityRef]:
    """Yield what a label lists: quoted names, known products, or the words between commas if there are few."""
    quoted = [title for title in reading.titles if within.covers(title.span)]
    known = list(reading.names_of("product", within=within))
    for mention in quoted:
        inside = [name for name in known if mention.span.covers(name.span)]
        yield reading.ref(inside[0]) if inside else reading.ref(mention, "product")
    loose = [name for name in known if not any(title.outer.covers(name.span) for title in quoted)]
    for name in loose:
        yield reading.ref(name)
    if not quoted and not loose:
        text = within.of(reading.text)
        bare = re.sub(r"\s*\([^()]*\)\s*$|など$|等$", "", text).strip()
        if 1 < len(bare) <= _LONGEST_ITEM and not re.search(r"[。をにはがでた]", bare):
            start = reading.text.index(bare, within.start)
            alias = re.search(r"\(([^()]{2,30})\)\s*$", text)
            yield EntityRef(
                "product",
                bare,
                reading.evidence(Span(start, start + len(bare))),
                aliases=(alias[1].strip(),) if alias else (),
            )


def _use(subject: EntityRef, predicate: str, item: EntityRef, rule: str, confidence: float) -> RelationClaim:
    return RelationClaim(
        subject=subject,
        predicate=predicate,
        object=item,
        evidence=(item.evidence,),
        rule=rule,
        confidence=confidence,
    )
