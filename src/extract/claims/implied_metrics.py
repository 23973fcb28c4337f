"""Metrics that no word names: what a quantity measures by its unit and by what else its clause or sentence speaks of.

最大32,768トークンの長文を処理 states a context, 35,000時間の音声で学習 data, 24層のTransformer layers, 48kHzの音声 a sampling rate.
"""

from __future__ import annotations

import re

from extract.claims.gain_metrics import is_implied_gain
from extract.claims.metric_kinds import LEAST, MOST, UNIT_METRICS
from extract.claims.reading import Reading
from extract.claims.topics import is_circumstance, is_topic
from extract.lang.language import Language
from extract.mentions.mention import Bound, Mention, Quantity
from extract.text import Span

_MOST_CONTEXT = 2 * 10**7  # tokens: more of them are what a model learned from
_RECORDED_REACH = 16  # characters between hours and the word for what was recorded
_LEAST_TRAINING, _MOST_INFERENCE = 500, 1000  # steps
_FEWEST_SAMPLES, _MOST_SAMPLES = 50, 10**9
_PLAYED = frozenset({"seconds", "minutes", "hours"})
_CLAUSE = re.compile(r"[,、;。()!]")


def implied_metric(
    value: Quantity, mention: Mention, sentence: Span, reading: Reading, language: Language
) -> str | None:
    """Return the metric of a quantity that no word near it names, None if its unit and surroundings prove none.

    Args:
        value: the quantity.
        mention: where it stands.
        sentence: the sentence around it.
        reading: the line.
        language: its language.
    """
    implied = UNIT_METRICS.get(value.unit)
    if implied == "inference_speed" and not re.search(language.any_of("figures", "speeds"), sentence.of(reading.text)):
        return None
    if implied and mention.confidence == 1 and value.value >= LEAST[implied]:
        return implied
    if is_implied_gain(value, mention, sentence, reading, language):
        return "performance_gain"
    if value.unit in {"tokens", "characters"} and _is_context(value, mention, reading, language):
        return "context_length"
    if value.unit == "layers" and _is_of_network(value, mention, sentence, reading, language):
        return "layers"
    if _is_count_of_data(value, mention, sentence, reading, language):
        return "dataset_size"
    if value.unit == "hours" and _is_recorded(mention, sentence, reading, language):
        return "dataset_size"
    if value.unit == "hertz" and LEAST["sampling_rate"] <= value.value <= MOST["sampling_rate"]:
        is_audio = re.search(language.any_of("figures", "audio"), sentence.of(reading.text))
        is_given = re.search(language.any_of("figures", "given_sound"), clause_of(reading.text, mention.span))
        return "sampling_rate" if is_audio and not is_given else None
    if value.unit == "steps":
        return _of_steps(value, mention, sentence, reading, language)
    if value.kind == "duration" and _is_output(value, mention, reading, language):
        return "output_duration"
    if value.kind == "number" and _is_corpus(value, mention, reading.text, language):
        return "training_tokens"
    if value.kind == "number" and value.value >= LEAST["active_parameters"]:
        behind = reading.text[mention.span.end :].lstrip()
        return "active_parameters" if behind.startswith(language.words("figures", "active_behind")) else None
    return None


def _of_steps(value: Quantity, mention: Mention, sentence: Span, reading: Reading, language: Language) -> str | None:
    """Return what steps are of: a model's training, or the making of a picture; None if they are of instructions to a reader."""
    text = sentence.of(reading.text)
    if value.value >= _LEAST_TRAINING and _is_learned(mention, reading.text, language):
        return "training_steps"
    is_making = re.search(language.any_of("figures", "denoises"), text)
    return "inference_steps" if is_making and value.value <= _MOST_INFERENCE else None


def _is_learned(mention: Mention, text: str, language: Language) -> bool:
    """Return whether something learned for so many steps: 5万ステップ学習した, 训练了100万步; no step at which it broke."""
    learns = language.any_of("figures", "learns")
    behind = rf"\s?{language.any_of('grammar', 'genitive')}?(?:{language.any_of('figures', 'pretrains')})?{learns}"
    return bool(
        re.match(behind, text[mention.span.end :])
        or re.search(rf"{learns}{language.any_of('figures', 'done')}\s?$", text[: mention.span.start])
    )


def _is_output(value: Quantity, mention: Mention, reading: Reading, language: Language) -> bool:
    """Return whether a time is the longest that a model can speak, sing or show at once: 最長60分の音声を生成."""
    clause = clause_of(reading.text, mention.span)
    if value.unit not in _PLAYED or value.per or not re.search(language.any_of("figures", "plays"), clause):
        return False
    is_longest = value.bound is Bound.AT_MOST or re.search(language.any_of("figures", "longest"), clause)
    return bool(is_longest) and not re.search(language.any_of("figures", "given"), clause)


def clause_of(text: str, span: Span) -> str:
    """Return what stands around a range up to the marks before and behind it."""
    before, behind = _CLAUSE.split(text[: span.start])[-1], _CLAUSE.split(text[span.end :])[0]
    return before + text[span.start : span.end] + behind


def _is_context(value: Quantity, mention: Mention, reading: Reading, language: Language) -> bool:
    """Return whether so many tokens are what a model can read at a time."""
    if not LEAST["context_length"] <= value.value <= _MOST_CONTEXT or value.per or value.value % 1:
        return False
    clause = clause_of(reading.text, mention.span)
    if value.unit == "characters" and not re.search(language.any_of("figures", "long_texts"), clause):
        return False
    return bool(re.search(language.any_of("figures", "reads"), clause)) and not re.search(
        language.any_of("figures", "writes"), clause
    )


def _is_corpus(value: Quantity, mention: Mention, text: str, language: Language) -> bool:
    """Return whether a number with a T is the size in tokens of what a model learned from: 在2.8T中英文为主的语料上预训练."""
    if not mention.text.endswith("T") or value.value < LEAST["training_tokens"]:
        return False
    corpus, learns = language.any_of("figures", "corpora"), language.any_of("figures", "learns")
    return bool(
        re.match(rf"[^,、;。\d]{{0,{_RECORDED_REACH}}}{corpus}[^,、;。\d]{{0,8}}{learns}", text[mention.span.end :])
    )


def _is_of_network(value: Quantity, mention: Mention, sentence: Span, reading: Reading, language: Language) -> bool:
    """Return whether so many layers are those of a whole network that the sentence speaks of."""
    text = reading.text
    if not LEAST["layers"] < value.value <= MOST["layers"] or value.value_max is not None:
        return False
    is_part = re.search(
        rf"{language.any_of('figures', 'network_part')}\s?$", text[: mention.span.start]
    ) or text.startswith(language.words("figures", "network_part_behind"), mention.span.end)
    return not is_part and bool(re.search(language.any_of("figures", "network"), sentence.of(text)))


def _is_count_of_data(value: Quantity, mention: Mention, sentence: Span, reading: Reading, language: Language) -> bool:
    """Return whether a sentence says of how many questions or samples a named set of data consists: 甲数据集包含164个编程问题."""
    if (
        value.unit not in {"items", "", "sentences"}
        or not _FEWEST_SAMPLES <= value.value < _MOST_SAMPLES
        or value.value % 1
    ):
        return False
    text = reading.text
    before, behind = text[sentence.start : mention.span.start], text[mention.span.end : sentence.end]
    within = Span(sentence.start, mention.span.start)
    consists = language.rules["figures"]["consists"]
    named = [
        each
        for each in reading.names_of("product", "model", within=within)
        if not is_circumstance(reading, each, language)
        and not re.search(consists["parts"], text[sentence.start : each.outer.start])
    ]
    is_one = len({each.text for each in named}) == 1 or any(is_topic(reading, each, language) for each in named)
    if not is_one or reading.names_of("model", within=within):
        return False
    return bool(
        (re.match(consists["samples"], behind) or re.search(consists["counter"], mention.text))
        and (re.search(consists["before"], before) or re.search(consists["behind"], behind))
    )


def _is_recorded(mention: Mention, sentence: Span, reading: Reading, language: Language) -> bool:
    """Return whether hours are those of the recordings that something learned from or consists of."""
    text = reading.text
    recorded = language.any_of("figures", "recorded")
    before = text[sentence.start : mention.span.start]
    behind = text[mention.span.end : mention.span.end + _RECORDED_REACH]
    if not re.search(language.any_of("figures", "learns_from"), sentence.of(text)):
        return False
    return bool(re.match(rf"[^,、;。\d]*?{recorded}", behind) or re.search(rf"{recorded}[^;。\d]*$", before))
