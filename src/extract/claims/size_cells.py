"""Cells of sizes and lengths: several sizes of one model, what of a size is at work, words and notes beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from extract.claims.figure_checks import quantities_of
from extract.claims.model_cells import pieces
from extract.claims.reading import Reading
from extract.lang.language import Language, read_latin_rules
from extract.mentions.mention import Mention, Quantity
from extract.text import Span

SIZES = frozenset({"parameters", "active_parameters", "context_length"})
"""The metrics of which a model, or a family of models, may have several values in one cell."""

_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_LIST = re.compile(r"[\s、,/|・~-]*")
_WORD = re.compile(r"[^\W\d_]+")
_GROWTH = re.compile(r"-+>|[→⇒]")  # what the second value takes the place of the first for: 32K -> 128K
_SIGNS = re.compile(r"[≈±+<>≤≥:*†‡。.]")
_VARIANT = re.compile(r"(?P<size>\d+(?:\.\d+)?[BT])(?![A-Za-z])")
_SHORTEST, _LONGEST = 1000, 10**7  # tokens of a context; more are those that a model learned from
_BILLION = 10**9


def sizes_in(reading: Reading, name: str, header: str, language: Language) -> list[tuple[str, Mention, Quantity]]:
    """Return the sizes that a cell lists, each with its metric; nothing if its text says more than that.

    Args:
        reading: the text of the cell.
        name: the metric of its column, one of `SIZES`.
        header: the column's header, which may say that the second number is what is at work of the first.
        language: its language.
    """
    if _GROWTH.search(reading.text):
        return []
    inside = [match.span() for match in _BRACKETS.finditer(reading.text)]
    values = [
        (mention, _in_parameters(mention, value) if name != "context_length" else value)
        for mention, value in quantities_of(reading)
        if not any(start <= mention.span.start < end for start, end in inside)
    ]
    if not values or not _is_list(reading, [mention for mention, _ in values], language):
        return []
    metrics = _metrics(reading, values, name, header, language)
    if not metrics:
        return []
    noted = [] if name != "parameters" or len(values) > 1 else _noted_active(reading, inside, language)
    return [(metric, *value) for metric, value in zip(metrics, values, strict=True)] + noted


def _noted_active(
    reading: Reading, brackets: Sequence[tuple[int, int]], language: Language
) -> list[tuple[str, Mention, Quantity]]:
    """Return what is at work of a size, where the only number of a note in brackets says that: 14.3B (激活2.7B)."""
    for start, end in brackets:
        noted = [
            (mention, _in_parameters(mention, value))
            for mention, value in quantities_of(reading)
            if start <= mention.span.start < end
        ]
        said = reading.text[start:end].casefold()
        if len(noted) == 1 and any(word in said for word in _active_words(language)):
            return [("active_parameters", *noted[0])]
    return []


def _active_words(language: Language) -> frozenset[str]:
    return frozenset({*language.words("figures", "active_words"), "active", "activated"})


def variant_sizes(reading: Reading) -> list[tuple[str, Mention, Quantity]]:
    """Return the sizes in a list of variants of one model, each once: 7B、7B-Chat、70B [4096]."""
    found: list[tuple[str, Mention, Quantity]] = []
    for span in pieces(reading.text):
        size = _VARIANT.match(span.of(reading.text))
        place = Span(span.start, span.start + size.end("size")) if size else span
        value = next((value for mention, value in _quantities(reading) if mention.span == place), None)
        if value is None or any(value.value == other.value for _, _, other in found):
            continue
        found.append(("parameters", Mention(place, place.of(reading.text), value, "figures.variant", 1.0), value))
    return found


def bare_length(reading: Reading) -> list[tuple[str, Mention, Quantity]]:
    """Return the context length that is all that a cell of features says: 32,000トークン."""
    values = [(mention, value) for mention, value in quantities_of(reading) if value.unit == "tokens"]
    if len(values) != 1 or values[0][0].outer != Span(0, len(reading.text)):
        return []
    mention, value = values[0]
    return [("context_length", mention, value)] if _SHORTEST <= value.value <= _LONGEST else []


def _quantities(reading: Reading) -> Iterator[tuple[Mention, Quantity]]:
    for mention in reading.quantities:
        if isinstance(mention.value, Quantity):
            value = _in_parameters(mention, mention.value)
            if value.kind != "data":
                yield mention, value


def _in_parameters(mention: Mention, value: Quantity) -> Quantity:
    """Return a number with a B behind it as so many billions, where it was taken for bytes: 3.2 B."""
    billions = re.fullmatch(r"\W*(\d+(?:\.\d+)?)\s?[Bb]", mention.text)
    if value.kind != "data" or not billions:
        return value
    whole = Decimal(billions[1]) * _BILLION
    exact = Decimal(int(whole)) if whole == whole.to_integral_value() else whole.normalize()
    return replace(value, value=exact, unit="parameters", kind="count")


def _is_list(reading: Reading, mentions: Sequence[Mention], language: Language) -> bool:
    """Return whether a text is nothing but values, the marks of a list, notes in brackets and words that say what sizes are."""
    text = list(reading.text)
    for start, end in (
        *(match.span() for match in _BRACKETS.finditer(reading.text)),
        *(each.outer for each in mentions),
    ):
        text[start:end] = " " * (end - start)
    rest = "".join(text)
    allowed = {*read_latin_rules()["size_words"], *language.words("figures", "size_words")}
    known = all(word.casefold() in allowed for word in _WORD.findall(rest))
    return known and bool(_LIST.fullmatch(_SIGNS.sub("", _WORD.sub("", rest))))


def _metrics(
    reading: Reading, values: Sequence[tuple[Mention, Quantity]], name: str, header: str, language: Language
) -> list[str]:
    """Return the metric of each value, nothing if which of them is what is not said.

    Sizes that grow are those of several models. Of two that fall the second may be what is at work of the first, if a word beside
    it or the header says so, or it is a mixture of experts.
    """
    if name != "parameters" or len(values) == 1:
        return [name] * len(values)
    active = _active_words(language)
    beside = _beside(reading, [mention for mention, _ in values])
    at_work = [any(word in text.casefold() for word in active) for text in beside]
    if any(at_work):
        return ["active_parameters" if each else name for each in at_work]
    falls = len(values) == 2 and values[0][1].value > values[1][1].value
    if falls:
        said = any(word in header.casefold() for word in active) or "moe" in reading.text.casefold()
        return [name, "active_parameters"] if said else []
    return [name] * len(values)


def _beside(reading: Reading, mentions: Sequence[Mention]) -> Iterator[str]:
    """Yield the text around each value, up to the mark of a list before and behind it."""
    for mention in mentions:
        before = re.split(r"[、,/|+]", reading.text[: mention.outer.start])[-1]
        yield before + " " + re.split(r"[、,/|+]", reading.text[mention.outer.end :])[0]
