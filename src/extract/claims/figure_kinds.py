"""Which words of a sentence name metrics of a model there: memory that it needs, a size that only says what kind it is of."""

from __future__ import annotations

import re

from extract.claims.figure_phrases import bracketed
from extract.claims.metric_kinds import OF_TABLES
from extract.claims.metrics import Metric, metric_words
from extract.claims.reading import Reading
from extract.lang.language import Language
from extract.mentions.mention import Mention, Quantity
from extract.text import Span

_NEED_REACH = 16  # characters around the word for memory in which a word of need stands
_KIND_REACH = 14  # characters between a size and the word for what is of that size


def sentence_metrics(reading: Reading, language: Language) -> list[Metric]:
    """Return the metric words of a sentence that are metrics there.

    Those that only a table states of a model stay if the words say that it needs so much, words for data of any kind if the
    sentence says that something learned from them.
    """
    text = reading.text
    found = metric_words(text, language)
    learns = any(word in text for word in language.words("figures", "learns"))
    return [
        each
        for each in found
        if (each.name not in OF_TABLES or (each.name == "gpu_memory" and _is_needed(text, each, language)))
        and (learns or each.span.of(text) not in language.words("figures", "any_data"))
    ]


def _is_needed(text: str, word: Metric, language: Language) -> bool:
    around = text[max(word.span.start - _NEED_REACH, 0) : word.span.end + _NEED_REACH]
    return bool(re.search(language.any_of("figures", "needs"), around))


def is_size_of_kind(reading: Reading, mention: Mention, value: Quantity, language: Language) -> bool:
    """Return whether a size in letters says of what size the model is that a sentence brings: 开源了7B模型, 33B完全オープンな日本語LLM.

    What a model is compared with or built on is not it, and neither is a class of models.
    A size alone in brackets right behind a name is that of its model.
    """
    if value.unit != "parameters" or not re.fullmatch(r"\d+(?:\.\d+)?B", mention.text):
        return False
    if bracketed(reading, reading.names_of("model"), mention) and re.match(r"[),]", reading.text[mention.span.end :]):
        return True
    rules = language.rules["figures"]
    before = reading.text[: mention.span.start]
    if re.search(rf"\d[BM]\s?(?:{language.any_of('grammar', 'joints')}|[、,/・])\s?$", before):
        return False  # the list is of one kind as a whole
    behind = re.sub(r"\([^()]{1,12}\)", "", reading.text[mention.span.end :])
    kind = re.match(rf"[^,。;、:()（）A-Z\d]{{0,{_KIND_REACH}}}?{language.any_of('figures', 'of_size')}", behind)
    if kind is None or behind.startswith(tuple(rules["magnitude_behind"])):
        return False
    clause = re.split(r"[,。;、]", before)[-1]
    rest = behind[kind.end() :]
    if any(
        name.span.end > len(before) - len(clause) for name in reading.names_of("model", within=Span(0, len(before)))
    ):
        return False
    # 甲は軽量な0.9Bモデルで、... says it of what the sentence is about.
    if re.match(rules["is_one"], rest):
        return not clause.endswith(tuple(rules["basis_before"]) or ("\0",))
    behind_clause = re.split(r"[,。;、]", behind)[0]
    if not any(word in clause + behind_clause for word in language.words("figures", "brings")):
        return False
    likened = clause.endswith(tuple(rules["basis_before"]) or ("\0",)) or rest.startswith(tuple(rules["basis_behind"]))
    return not likened and not any(word in clause for word in (*rules["basis_within"], *rules["other_models"]))
