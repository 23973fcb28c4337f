"""Modalities: what kinds of data a model takes in and gives out, as the text says of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from extract.claims.claim import EntityRef, Evidence, RelationClaim
from extract.claims.figure_phrases import is_basis
from extract.claims.grammar import is_list_joint
from extract.claims.reader import Reader
from extract.claims.reading import Reading, SectionReading
from extract.claims.topics import is_circumstance
from extract.documents.document import BlockKind
from extract.lang.language import Language
from extract.mentions.mention import Mention
from extract.text import Span

MODALITIES = ("text", "image", "audio", "video", "code", "3d")
"""The objects of the relation ``modality``."""

_NAMED, _CARRIED, _SECTION = 0.8, 0.65, 0.6
_SKIPPED = frozenset({BlockKind.SOURCE, BlockKind.TITLE, BlockKind.HEADING, BlockKind.CODE})
_REACH = 30  # characters between a name and what is said of it
_MOST_LISTED = 11  # modalities behind the first of a list
_MOST_BETWEEN = 8  # of them, between a name and the word that it can do something
_LONGEST_DEFINITION = 40  # characters between a model's name and what it is called
_INPUT, _OUTPUT = "input", "output"
_TAG = re.compile(r"^pipeline_tag: *[\"']?(?P<value>[a-z-]+)[\"']? *$", re.MULTILINE)
_TAGGED = {"text": "text", "image": "image", "video": "video", "audio": "audio", "speech": "audio", "3d": "3d"}
FRONT = re.compile(r"---\n(?P<fields>.*?)\n---\n", re.DOTALL)
"""The fields in YAML above a model page."""


def tagged_claims(sections: Sequence[SectionReading]) -> Iterator[RelationClaim]:
    """Yield the modalities of the task that the fields above a model page name (``pipeline_tag: image-to-video``).

    The tags are those of huggingface.co/tasks.
    """
    for section in sections[:1]:
        front = FRONT.match(section.section.page.text)
        field = _TAG.search(section.section.page.text, 0, front.end()) if front else None
        taken, _, given = field["value"].rpartition("-to-") if field else ("", "", "")
        if not taken or section.model is None:
            continue
        place = Evidence(section.section.page.number, Span(*field.span("value")) if field else Span(0, 1))
        for side, words in ((_INPUT, taken), (_OUTPUT, given)):
            for word in words.split("-"):
                if word in _TAGGED:
                    yield _claim(place, section.model, _TAGGED[word], side, _SECTION)


def modality_claims(section: SectionReading, reader: Reader) -> Iterator[RelationClaim]:
    """Yield what the sentences of a section say that a named model takes in and gives out."""
    words = _words(reader.language.code)
    for reading in section.readings:
        if reading.statement.kind not in _SKIPPED and words.may_be_in(reading.text):
            yield from _of_statement(reading, section, words, reader.language)


@cache
def _words(code: str) -> _Words:
    from extract.lang.language import load_language

    return _Words(load_language(code))


class _Words:
    """The words of a language for modalities, as patterns."""

    def __init__(self, language: Language) -> None:
        rules = language.rules["modalities"]
        self._by_word = {word: modality for modality in MODALITIES for word in rules["words"][modality]}
        word = "(?:" + "|".join(map(re.escape, sorted(self._by_word, key=len, reverse=True))) + ")"
        more = language.any_of("modalities", "more")
        joint = rf"\s?(?:{language.any_of('grammar', 'joints')}|[、,/・+]|{language.any_of('modalities', 'joints')})\s?"
        self._word = re.compile(word)
        counted = rf"(?:{language.any_of('modalities', 'counters')})?"
        items = rf"{counted}{word}(?:{more})?(?:{joint}{counted}{word}(?:{more})?){{0,{_MOST_LISTED}}}"
        tied = rf"\s?(?:{language.any_of('grammar', 'joints')}|[/+]|{language.any_of('modalities', 'joints')})\s?"
        pair = rf"{counted}{word}(?:{more})?(?:{tied}{counted}{word}(?:{more})?){{0,{_MOST_LISTED}}}"
        places = {"{list}": rf"(?P<list>{items})", "{input}": rf"(?P<input>{pair})", "{output}": rf"(?P<output>{pair})"}
        self._said = [
            (side, re.compile(_filled(pattern, places)))
            for side in (_INPUT, _OUTPUT, "both")
            for pattern in rules["said"][side]
        ]
        nouns = language.any_of("modalities", "systems")
        self._tasks = [
            (
                re.compile(
                    rf"{re.escape(task)}(?:(?!{word})[^,。;、]){{0,6}}?{nouns}(?!{language.any_of('grammar', 'genitive')})"
                ),
                tuple(sides.get("input", ())),
                tuple(sides.get("output", ())),
            )
            for task, sides in rules["tasks"].items()
        ]
        task = "(?:" + "|".join(map(re.escape, sorted(rules["tasks"], key=len, reverse=True))) + ")"
        joint = rf"(?:{language.any_of('grammar', 'joints')}|[、,/])"
        self._able = [
            re.compile(pattern.replace("{tasks}", rf"(?P<tasks>{task}(?:{joint}{task}){{0,{_MOST_LISTED}}})(?!{word})"))
            for pattern in rules["able"]
        ]
        self._task = re.compile(task)
        self._sides = rules["tasks"]
        self._any = re.compile("|".join([word, *map(re.escape, rules["tasks"])]))
        self._denied = re.compile(
            f"{language.any_of('relations', 'negations')}|{language.any_of('modalities', 'negations')}"
        )
        self._things = re.compile(language.any_of("modalities", "things") + "$")
        self._no_statement = language.words("modalities", "not_before")

    def may_be_in(self, text: str) -> bool:
        """Return whether a text has any of the words."""
        return bool(self._any.search(text))

    def found_in(self, text: str, clause: Span) -> Iterator[tuple[Span, str, str]]:
        """Yield where a clause speaks of a modality, which one, and whether it goes in or comes out."""
        for side, pattern in self._said:
            for match in pattern.finditer(text, clause.start, clause.end):
                if self._is_denied(text, clause, match):
                    continue
                span = Span(*match.span())
                for group, stated in (("list", side), ("input", _INPUT), ("output", _OUTPUT)):
                    if group in pattern.groupindex and match[group]:
                        for word in self._word.findall(match[group]):
                            yield span, self._by_word[word], stated if stated in {_INPUT, _OUTPUT} else ""

    def able_in(self, text: str, clause: Span) -> Iterator[tuple[Span, str, str]]:
        """Yield the modalities of the tasks that a clause says that a model can do."""
        for pattern in self._able:
            for match in pattern.finditer(text, clause.start, clause.end):
                for task in () if self._is_denied(text, clause, match) else self._task.findall(match["tasks"]):
                    for side in (_INPUT, _OUTPUT):
                        for modality in self._sides[task].get(side, ()):
                            yield Span(*match.span()), modality, side

    def task_in(self, text: str, clause: Span) -> Iterator[tuple[Span, str, str]]:
        """Yield the modalities of what a clause calls a thing: a model for speech recognition."""
        position = clause.start
        for pattern, taken, given in self._tasks:
            match = pattern.search(text, position, clause.end)
            if match is None or self._is_denied(text, clause, match):
                continue
            for side, modalities in ((_INPUT, taken), (_OUTPUT, given)):
                for modality in modalities:
                    yield Span(*match.span()), modality, side
            return

    def _is_denied(self, text: str, clause: Span, match: re.Match[str]) -> bool:
        """Return whether words around a match deny it, speak of something else or say only how or when."""
        comma = max(text.rfind(",", clause.start, match.start()), text.rfind("、", clause.start, match.start()))
        ends = [at for mark in ",。;" if (at := text.find(mark, match.end(), clause.end)) >= 0]
        return bool(
            self._denied.search(text, max(comma, clause.start), min(ends, default=clause.end))
            or self._things.search(text[clause.start : match.start()])
            or text.startswith(self._no_statement, match.end())
        )


def _filled(pattern: str, places: dict[str, str]) -> str:
    for place, items in places.items():
        pattern = pattern.replace(place, items)
    return pattern


def _of_statement(
    reading: Reading, section: SectionReading, words: _Words, language: Language
) -> Iterator[RelationClaim]:
    carried: list[Mention] = []
    for clause in reading.statement.sentences:
        named = [
            name
            for name in reading.names_of("model", "product", within=clause)
            if not is_basis(reading, name, language) and not is_circumstance(reading, name, language)
        ]
        since: dict[int, int] = {}  # where what is left to read before a statement begins
        read_to = clause.start
        for span, modality, side in sorted(set(words.found_in(reading.text, clause))):
            start = since.setdefault(span.start, read_to)
            read_to = max(read_to, span.end)
            before = [name for name in named if name.outer.end <= span.start]
            subjects, confidence = _subjects(reading, before, carried, section, Span(start, span.start), language)
            for subject in subjects:
                yield _claim(reading.evidence(span), subject, modality, side, confidence)
        for span, modality, side in dict.fromkeys(words.able_in(reading.text, clause)):
            models = [name for name in named if name.outer.end <= span.start and name in reading.names_of("model")]
            for name in models[-1:] if models and span.start - models[-1].outer.end <= _MOST_BETWEEN else ():
                yield _claim(reading.evidence(span), reading.ref(name), modality, side, _NAMED)
        for span, modality, side in dict.fromkeys(words.task_in(reading.text, clause)):
            for name in _called(reading, named, span, language):
                place = Span(min(name.span.start, span.start), max(name.span.end, span.end))
                yield _claim(reading.evidence(place), reading.ref(name), modality, side, _NAMED)
        carried = named or carried


def _subjects(
    reading: Reading,
    before: list[Mention],
    carried: list[Mention],
    section: SectionReading,
    rest: Span,
    language: Language,
) -> tuple[list[EntityRef], float]:
    """Return whose modalities a place states: the names before it, those of the sentence before, what the section is about."""
    if before and rest.end - max(before[-1].outer.end, rest.start) > _REACH:
        return [], 0
    if before:
        return [reading.ref(each) for each in _listed(reading, before, language)], _NAMED
    unread = re.sub(language.rules["modalities"]["fillers"], "", rest.of(reading.text))
    if re.search(language.rules["modalities"]["another"], unread):
        return [], 0
    if carried:
        return [reading.ref(each) for each in _listed(reading, carried, language)], _CARRIED
    about = (
        section.subject if section.subject and section.subject.entity_type in {"model", "product"} else section.model
    )
    return ([about] if about and about.entity_type == "model" else []), _SECTION


def _listed(reading: Reading, names: list[Mention], language: Language) -> list[Mention]:
    """Return the last of several names with those that it is listed with."""
    first = len(names) - 1
    while first > 0 and is_list_joint(reading.text[names[first - 1].outer.end : names[first].outer.start], language):
        first -= 1
    return names[first:]


def _called(reading: Reading, named: list[Mention], task: Span, language: Language) -> list[Mention]:
    """Return the names that are said to be what a task names: 甲是文生图模型, 文生图模型甲, - 甲: 文生图模型."""
    text = reading.text
    behind = [
        name
        for name in named
        if name.outer.start >= task.end and re.fullmatch(r"[\s:“「『《(]*", text[task.end : name.outer.start])
    ]
    if behind:
        return behind[:1]
    before = [name for name in named if name.outer.end <= task.start]
    if not before:
        return []
    between = text[before[-1].outer.end : task.start]
    calls = re.match(language.rules["modalities"]["calls"], between)
    uses = re.search(language.any_of("modalities", "uses"), between)
    if not calls or uses or len(between) > _LONGEST_DEFINITION or re.search(r"[。;]", between):
        return []
    return _listed(reading, before, language)


def _claim(place: Evidence, subject: EntityRef, modality: str, side: str, confidence: float) -> RelationClaim:
    return RelationClaim(
        subject=subject,
        predicate="modality",
        object=EntityRef("other", modality, place),
        qualifier=side,
        evidence=(place, subject.evidence),
        rule="relations.modality",
        confidence=confidence,
    )
