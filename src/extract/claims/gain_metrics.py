"""Gains that no word for performance names: by how much a model is better than another, or than it was.

优于甲 33%, 既存のモデルを12%上回る, (Python +57%、C++ +71%), 在乙上提升20%. What grew must not be a cost, a time or money.
"""

from __future__ import annotations

import re

from extract.claims.reading import Reading
from extract.lang.language import Language
from extract.mentions.mention import Mention, Quantity
from extract.text import Span

_REACH = 48  # characters between a word of superiority and the percentage behind it: the names of what is surpassed
_LIST = re.compile(r"(?:[、,]\s?[+]?\d+(?:\.\d+)?%)*")


def is_implied_gain(value: Quantity, mention: Mention, sentence: Span, reading: Reading, language: Language) -> bool:
    """Return whether a percentage says by how much a model surpasses others or its former self.

    Args:
        value: the quantity.
        mention: where it stands.
        sentence: the sentence around it.
        reading: the line.
        language: its language.
    """
    if value.unit != "%" or value.per:
        return False
    text = reading.text
    before, behind = text[sentence.start : mention.span.start], text[mention.span.end : sentence.end]
    clause = _clause(before) + re.split(r"[,、;(]", behind)[0]
    if re.search(language.any_of("figures", "no_gains"), clause):
        return False
    if before.endswith("+"):
        return bool(re.search(language.any_of("figures", "gains"), before))
    surpasses = language.rules["figures"]["surpasses"]
    rest = behind[_end_of_list(behind) :]
    if _is_of_amount(before, mention, reading, language):
        return False
    if re.match(surpasses["behind"], rest) or re.search(rf"{surpasses['before']}[^,;。()]{{1,{_REACH}}}$", before):
        return _is_compared(before, reading, sentence, language)
    grew = re.match(surpasses["grew_behind"], rest) or re.search(rf"{surpasses['grew_before']}\s?$", before)
    return bool(grew) and _is_of_ability(clause, reading, sentence, language)


def _clause(before: str) -> str:
    return re.split(r"[,;。(:]|(?<!\d)、", before)[-1]


def _end_of_list(behind: str) -> int:
    """Return where the percentages end that a list goes on with: 12.03%、5.04%上回る."""
    listed = _LIST.match(behind)
    return listed.end() if listed else 0


def _is_of_amount(before: str, mention: Mention, reading: Reading, language: Language) -> bool:
    """Return whether a clause that begins with what is surpassed follows an amount, which is what is larger: 1.4万亿,超过甲40%."""
    clause = _clause(before)
    start = mention.span.start - len(clause)
    surpasses = re.match(rf"\s?{language.rules['figures']['surpasses']['before']}", clause)
    return bool(surpasses) and any(0 < start - each.span.end + 1 <= 2 for each in reading.quantities)


def _is_compared(before: str, reading: Reading, sentence: Span, language: Language) -> bool:
    """Return whether a sentence names a model, or models of a kind, before its number: what is surpassed."""
    until = Span(sentence.start, sentence.start + len(before))
    named = reading.names_of("model", within=until)
    return bool(named) or bool(re.search(language.any_of("names", "model_before"), before))


def _is_of_ability(clause: str, reading: Reading, sentence: Span, language: Language) -> bool:
    """Return whether a clause speaks of an ability or its sentence of a benchmark."""
    scored = any(name.text.isascii() for name in reading.names_of("product", within=sentence))
    return scored or bool(re.search(language.any_of("figures", "abilities"), clause))
