"""Results that the words of a sentence tell: 在 MMLU 上达到 74.4%, MMLUで82.0を記録, C-Eval和GSM8K得分分别为70.1和65.2."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.claims.claim import EntityRef, FigureClaim
from extract.claims.figure_phrases import is_basis
from extract.claims.grammar import is_list_joint
from extract.claims.reader import Reader
from extract.claims.reading import Reading, SectionReading
from extract.claims.result_metrics import exact, is_benchmark, metric_of_name
from extract.claims.topics import is_topic
from extract.lang.language import Language
from extract.mentions.mention import Bound, Mention, Quantity
from extract.text import Span

_CONFIDENCE = 0.7
_REACH = 30  # characters between a benchmark and its score, without what stands in brackets
_BEHIND = 12  # characters behind a score in which words may say that it is a gain or a loss
_GAINED = re.compile(r"\s?\([+＋]\d")  # behind a rival, by how much it was surpassed
_VERSION = re.compile(r"[ -]?v\d+(?:\.\d+)*(?![\d%])|-\d{2,4}(?![\d.%])")
_PART = re.compile(r"(?: [A-Z][a-z]+){0,2}")
_NUMBER = re.compile(
    r"(?<![A-Za-z0-9_.@+\-±~～/])(?P<score>\d{1,3}(?:\.\d{1,3})?)(?![\d.,]*\d)(?!\s?%?\s?[~～/–-]\s?\d)"
)
_SETTING = re.compile(r"\([^()]*\)|(?:pass|avg|maj|cons)@\d+|\d+[- ]?shots?", re.IGNORECASE)
_MOST = 100  # percent or points


def told_results(reading: Reading, name: Mention, section: SectionReading, reader: Reader) -> Iterator[FigureClaim]:
    """Yield the score that a sentence tells of the model that it is about in a benchmark.

    Args:
        reading: the line.
        name: the benchmark in it.
        section: where the line stands: its model is meant if the line names none.
        reader: knows the names and the language.
    """
    text, language = reading.text, reader.language
    sentence = reading.statement.sentence_of(name.span)
    start = name.outer.end
    version = _VERSION.match(text, start) or _PART.match(text, start)
    start = version.end() if version else start
    number = _number(reading, name, start, sentence, reader)
    if number is None or (score := _NUMBER.match(text, number.start)) is None:
        return
    subject = subject_of_result(reading, name, sentence, section, reader)
    unit = "%" if text.startswith("%", number.end) or text.startswith(" %", number.end) else "points"
    value = exact(score["score"])
    is_sum = any(each in text[start : number.start] for each in language.words("results", "compared"))
    if subject is None or value > _MOST or is_sum:
        return
    part = re.sub(r"\W+", "_", text[name.outer.end : start].strip(" -").casefold())
    yield FigureClaim(
        subject=subject,
        metric="_".join(filter(None, (metric_of_name(name), part))),
        metric_text=name.text,
        value=value,
        unit=unit,
        bound=_bound(reading, number),
        evidence=(reading.evidence(Span(name.span.start, number.end)), subject.evidence),
        rule="results.told",
        confidence=_CONFIDENCE,
    )


def _number(reading: Reading, name: Mention, start: int, sentence: Span, reader: Reader) -> Span | None:
    """Return where the score of a benchmark stands behind it, in its clause or in its place of a list."""
    text, language = reading.text, reader.language
    listed = _listed(reading, name, reader)
    if len(listed) > 1:
        return _of_list(text, listed, name, sentence, language)
    stop = re.compile(r"[,;。、]").search(text, start, sentence.end)
    clause = text[start : stop.start() if stop else sentence.end]
    blank = _SETTING.sub(lambda match: " " * len(match[0]), clause)
    numbers = list(_NUMBER.finditer(blank))
    changed = len(numbers) > 1 and _changed(
        blank[numbers[0].start() : numbers[1].start()], blank[: numbers[0].start()], language
    )
    if changed:
        numbers = numbers[1:]  # 从54.9%提升至61.5%
    elif any(word in clause for word in language.words("figures", "respectively")):
        return None  # of its parts
    elif numbers and _says(blank[: numbers[0].start()] + blank[numbers[0].end() :][:_BEHIND], "gains", language):
        return None
    if not numbers:
        return None
    first = numbers[0]
    between = re.sub(r"\s+", " ", blank[: first.start()])
    named = any(start <= each.span.start < start + first.start() for each in reading.names)
    is_score = changed or _is_score(between, blank[first.end() :], first["score"], language)
    if named or len(between) > _REACH or not is_score:
        return None
    return Span(start + first.start(), start + first.end())


def _is_score(between: str, behind: str, written: str, language: Language) -> bool:
    """Return whether words before or behind a number say that it was reached, and none that it counts something."""
    if re.match(rf"\s?{language.any_of('results', 'counted')}", behind):
        return False
    marked = re.match(rf"\s?(?:%|{language.any_of('results', 'points')})", behind)
    reached = _says(between, "reached", language) or re.match(
        rf"\s?(?:%|{language.any_of('results', 'points')})?[^,;。、]{{0,8}}?{language.any_of('results', 'reached_behind')}",
        behind,
    )
    return bool(reached and (marked or "." in written))


def _says(text: str, key: str, language: Language) -> bool:
    return any(word in text for word in language.words("results", key))


def _changed(between: str, before: str, language: Language) -> bool:
    """Return whether a first number is what a second one took the place of."""
    rules = language.rules["figures"]
    grown = any(word in between for word in rules["from_behind"])
    return grown and (not rules["from_before"] or before.rstrip().endswith(tuple(rules["from_before"])))


def _listed(reading: Reading, name: Mention, reader: Reader) -> list[Mention]:
    """Return the benchmarks of the list that one stands in, in order."""
    names = [each for each in reading.names_of("product") if is_benchmark(each, reader)]
    place = names.index(name)
    first = last = place
    while first and is_list_joint(reading.text[names[first - 1].outer.end : names[first].outer.start], reader.language):
        first -= 1
    while last + 1 < len(names) and is_list_joint(
        reading.text[names[last].outer.end : names[last + 1].outer.start], reader.language
    ):
        last += 1
    return names[first : last + 1]


def _of_list(text: str, listed: list[Mention], name: Mention, sentence: Span, language: Language) -> Span | None:
    """Return the number that stands in a second list where a benchmark stands in the first one."""
    start = listed[-1].outer.end
    word = re.compile(language.any_of("figures", "respectively")).search(text, start, sentence.end)
    if word is None or word.start() - start > _REACH:
        return None
    end = re.compile(r"[;。]").search(text, word.end(), sentence.end)
    rest = text[word.end() : end.start() if end else sentence.end]
    if _says(text[start : word.end()] + rest, "gains", language):
        return None
    numbers = list(_NUMBER.finditer(rest))
    if len(numbers) != len(listed) or not all(
        "." in each["score"] or rest[each.end() :].startswith("%") for each in numbers
    ):
        return None
    found = numbers[listed.index(name)]
    return Span(word.end() + found.start(), word.end() + found.end())


def _bound(reading: Reading, number: Span) -> Bound:
    for mention in reading.quantities:
        if mention.span.covers(number) and isinstance(mention.value, Quantity) and mention.value.value_max is None:
            return mention.value.bound
    return Bound.EXACT


def subject_of_result(
    reading: Reading, benchmark: Mention, sentence: Span, section: SectionReading, reader: Reader
) -> EntityRef | None:
    """Return the model that a sentence with results is about: its topic, else the one named last, else that of the lines before."""
    for within in (Span(sentence.start, benchmark.span.start), Span(0, sentence.start)):
        models = [
            each
            for each in reading.names_of("model", within=within)
            if not is_basis(reading, each, reader.language) and not _GAINED.match(reading.text, each.outer.end)
        ]
        topics = [each for each in models if is_topic(reading, each, reader.language)]
        if topics or models:
            return reading.ref((topics or models)[-1])
    return section.model
