"""Results in sentences: benchmarks with their scores and gains in brackets, ``MMLU(73.8%, +5.8%)``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.claims.claim import FigureClaim
from extract.claims.reader import Reader
from extract.claims.reading import Reading, SectionReading
from extract.claims.result_metrics import exact, is_benchmark, metric_of_name
from extract.claims.told_results import subject_of_result, told_results
from extract.documents.document import BlockKind
from extract.mentions.mention import Mention
from extract.text import Span

_CONFIDENCE = 0.75
_LONGEST_BESIDE = 24  # characters between a benchmark and the bracket behind it: its full name in another one, a topic
_BRACKET = re.compile(r"\((?P<inside>[^()]{2,30})\)")
_GAIN = re.compile(r"[+＋](?P<number>\d{1,3}(?:\.\d{1,3})?)\s?%")
_SCORE = re.compile(r"(?P<number>\d{1,2}(?:\.\d{1,3})?)\s?(?P<unit>%)")
_WORD = re.compile(r"[A-Za-z]\w+|\d+(?:\.\d+)*")
_SKIPPED = frozenset({BlockKind.SOURCE, BlockKind.HEADING})


def result_lines(section: SectionReading, reader: Reader) -> Iterator[FigureClaim]:
    """Yield the scores and gains that the sentences of a section give in brackets behind the names of benchmarks.

    A number with a plus sign is a gain, one without it the score itself; both are of the model that the sentence is about.
    Scores that the words of a sentence tell are those of `extract.claims.told_results`.
    """
    for reading in section.readings:
        if reading.statement.kind in _SKIPPED or not re.search(r"\d", reading.text):
            continue
        for name in reading.names_of("product"):
            if is_benchmark(name, reader):
                found = list(_behind(reading, name, section, reader)) if "%" in reading.text else []
                yield from found or told_results(reading, name, section, reader)


def _behind(reading: Reading, name: Mention, section: SectionReading, reader: Reader) -> Iterator[FigureClaim]:
    text, sentence = reading.text, reading.statement.sentence_of(name.span)
    bracket = next(
        (
            each
            for each in _BRACKET.finditer(text, name.outer.end, sentence.end)
            if re.search(r"\d\s?%", each["inside"])
        ),
        None,
    )
    if bracket is None or bracket.start() - name.outer.end > _longest(text, name, bracket.start()):
        return
    subject = subject_of_result(reading, name, sentence, section, reader)
    if subject is None:
        return
    between = text[name.outer.end : bracket.start()]
    part = (
        []
        if re.search(r"[^\sA-Za-z0-9.-]", between)
        else [re.sub(r"\W", "_", word.casefold()) for word in _WORD.findall(between)]
    )
    metric = "_".join((metric_of_name(name), *part))
    position = bracket.start("inside")
    for item in re.split(r"([,、;/])", bracket["inside"]):
        stripped = item.strip()
        start = position + len(item) - len(item.lstrip())
        position += len(item)
        gain, score = _GAIN.fullmatch(stripped), _SCORE.fullmatch(stripped)
        found = gain or score
        if found:
            yield FigureClaim(
                subject=subject,
                metric="performance_gain" if gain else metric,
                metric_text=name.text,
                value=exact(found["number"]),
                unit="%",
                evidence=(
                    reading.evidence(Span(name.span.start, start + len(stripped))),
                    subject.evidence,
                ),
                rule="results.bracket",
                confidence=_CONFIDENCE,
            )


def _longest(text: str, name: Mention, bracket: int) -> int:
    """Return how far a bracket may stand behind a benchmark: no other bracket of numbers and no end of a clause between."""
    between = text[name.outer.end : bracket]
    return -1 if re.search(r"[,、;。%]", between) else _LONGEST_BESIDE
