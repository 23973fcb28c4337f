"""Which numbers are no figures although a metric's word stands near: thresholds, parts of names, conditions, other counts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from extract.claims.grammar import is_list_joint
from extract.claims.metric_kinds import OF_MODELS, RELATIVE
from extract.claims.metric_ties import is_loose
from extract.claims.metrics import Metric
from extract.claims.reading import Reading
from extract.lang.language import Language
from extract.mentions.mention import Bound, Mention, Quantity
from extract.text import Span

_OF_SIZE = frozenset({"parameters", "active_parameters"})
_THRESHOLDS = frozenset({Bound.AT_MOST, Bound.LESS_THAN})
_SHARED_UNITS = frozenset({"parameters", "tokens", "characters", "languages"})
_NOUNS = frozenset({"noun", "name", "rare", "person", "place", "organization"})
# What a count of these is of, if the word goes on: 12の業界標準ベンチマーク counts benchmarks.
_COUNTS = frozenset({"industries", "functions", "users", "active_users", "languages", "models"})
_UNKNOWN_NAME = re.compile(
    r"(?<![A-Za-z])[A-Z][A-Za-z]*(?:-[A-Za-z0-9.]+)+ $"
)  # what no list has, before its size: Foo-VL 34B
_NEAR_LENGTH = 3  # characters between a bare number and a word for context length behind it


def quantities_of(reading: Reading) -> Iterator[tuple[Mention, Quantity]]:
    """Yield the quantities of a statement that are no part of a name.

    Bare numbers of a list take the unit that only the last one has: 70亿和330亿参数, 3Bと7Bのパラメータ.
    """
    found = [(each, each.value) for each in reading.quantities if isinstance(each.value, Quantity)]
    for place, (mention, stated) in enumerate(found):
        reached = _reached(_in_hertz(stated), reading, mention.span.end)
        value = _of_items(reached, reading, mention.span.end)
        shared = _with_unit(value, [other for _, other in _list_behind(reading.text, found, place)])
        if not _is_of_name(reading, mention, shared) and not _is_reference(reading.text, mention.span):
            yield (mention if shared is stated else replace(mention, value=shared)), shared


def _in_hertz(value: Quantity) -> Quantity:
    """Return a frequency in hertz, anything else as it is."""
    if value.unit != "kilohertz":
        return value
    high = None if value.value_max is None else _thousandfold(value.value_max)
    return replace(value, value=_thousandfold(value.value), value_max=high, unit="hertz")


def _thousandfold(value: Decimal) -> Decimal:
    product = value * 1000
    return Decimal(int(product)) if product == product.to_integral_value() else product


def _reached(value: Quantity, reading: Reading, end: int) -> Quantity:
    """Return the second of two amounts as the value where the first one became it: 2Kから8K以上に拡張."""
    grown = tuple(reading.statement.language.rules["quantities"]["no_range_before"])
    if value.value_max is None or not reading.text.startswith(grown, end):
        return value
    return replace(value, value=value.value_max, value_max=None)


def _of_items(value: Quantity, reading: Reading, end: int) -> Quantity:
    """Return a number as a count where what it counts is what data consist of: 2.1B 图文对, 20億の画像テキストペア."""
    text, items = reading.text, reading.statement.language.words("figures", "data_items")
    if value.unit == "images":  # the noun behind the number may be only the first half of that word
        word = re.search(r"\w{1,4}$", text[:end])
        start = word.start() if word else end
        return replace(value, unit="items") if any(_is_at(item, text, start, end) for item in items) else value
    if value.unit != "parameters" or text[end - 1 : end] not in {"B", "b"}:
        return value
    return replace(value, unit="items") if text[end:].lstrip().startswith(items or ("\0",)) else value


def _is_at(item: str, text: str, start: int, end: int) -> bool:
    """Return whether a word begins in a range of a text and goes on behind it."""
    return any(text.startswith(item, place) and place + len(item) > end for place in range(start, end))


def _with_unit(value: Quantity, behind: Sequence[Quantity]) -> Quantity:
    """Return a bare number with the unit of the first counted number behind it in its list."""
    counted = next((other for other in behind if other.kind == "count" and other.unit in _SHARED_UNITS), None)
    if value.kind != "number" or counted is None:
        return value
    return replace(value, unit=counted.unit, kind=counted.kind)


def _list_behind(
    text: str, found: Sequence[tuple[Mention, Quantity]], place: int
) -> Iterator[tuple[Mention, Quantity]]:
    """Yield the quantities behind one as long as nothing but a word or sign of a list stands between each two."""
    for one, other in pairwise(found[place:]):
        if not re.fullmatch(r"\s*(?:[、,/・]|\w{1,2})\s*", text[one[0].span.end : other[0].span.start]):
            return
        yield other
        if other[1].kind != "number":
            return


def is_no_figure(reading: Reading, mention: Mention, language: Language) -> bool:
    """Return whether a quantity says which things are meant, of what another is a part, or what a later one grew from."""
    if reading.text.startswith(tuple(language.rules["figures"]["part_behind"]), mention.span.end):
        return True
    if re.search(r"\d\s?[×xX*]\s?$", reading.text[: mention.span.start]):
        return True  # a factor: 8×22B, 1024x1024
    if is_attributive(reading.text, mention, language) or _is_left_behind(reading, mention, language):
        return True
    is_named = any(name.outer.end == mention.span.start - 1 for name in reading.names)
    return not is_named and bool(_UNKNOWN_NAME.search(reading.text[: mention.span.start]))


def is_beside(reading: Reading, mention: Mention, value: Quantity, metric: Metric, language: Language) -> bool:
    """Return whether a quantity with a metric's word is still no figure of it: a threshold, a condition, another count."""
    text, rules = reading.text, language.rules["figures"]
    end = max(mention.span.end, metric.span.end)
    if metric.name in _OF_SIZE and text[: mention.span.start].rstrip().endswith(language.words("figures", "many")):
        return True
    if metric.name in _OF_SIZE and value.bound in _THRESHOLDS and not _is_largest(mention, language):
        return True
    if metric.name in OF_MODELS | {"dataset_size"} and _is_several(mention.text, language):
        return True
    if metric.name == "dataset_size" and _is_of_tokenizer(reading, mention, language):
        return True
    if metric.name == "gpu_memory" and _is_of_card(reading, mention, end, language):
        return True
    if metric.name == "context_length" and (
        value.bound in {Bound.MORE_THAN, Bound.LESS_THAN} or text.startswith(tuple(rules["condition_behind"]), end)
    ):
        return True
    if (
        metric.name == "context_length"
        and value.kind == "number"
        and metric.span.start - mention.span.end > _NEAR_LENGTH
    ):
        return True
    if metric.name in RELATIVE and text.startswith(language.words("grammar", "genitive"), mention.span.end):
        return metric.span.end <= mention.span.start
    if metric.name == "dataset_size" and _is_class(text, mention, language):
        return True
    if metric.name in OF_MODELS and _is_vague(reading, mention, metric, language):
        return True
    if metric.name in _COUNTS and _goes_on(reading, mention.span.end if value.unit == metric.name else end):
        return True
    if is_loose(value) and metric.span.end <= mention.span.start:
        behind = text[mention.span.end :].lstrip()
        return not behind.startswith((*rules["magnitude_behind"], *rules["data_items"])) and _goes_on(
            reading, mention.span.end
        )
    return False


def _is_largest(mention: Mention, language: Language) -> bool:
    """Return whether a size is said to be the largest of a family: 甲は最大68億パラメータ."""
    return mention.text.startswith(tuple(language.rules["quantities"]["bounds_before"]["at_most"]))


def _is_several(number: str, language: Language) -> bool:
    """Return whether a number only says about which place it is of: 数十亿, 何兆もの."""
    numbers = language.rules["numbers"]
    places = "".join([*numbers["small"], *numbers["large"]])
    return bool(re.search(rf"[{''.join(numbers['several'])}][{places}]", number))


def _is_class(text: str, mention: Mention, language: Language) -> bool:
    """Return whether a count of data only says of which order it is: 千万规模的对话数据."""
    places = "".join([*language.rules["numbers"]["small"], *language.rules["numbers"]["large"]])
    rest = re.split(rf"[{places}]+", mention.text)[-1] + text[mention.span.end :]
    more = language.rules["numbers"]["more"]
    classes = [word for word in language.words("figures", "magnitude_behind") if word not in more]
    return bool(re.search(rf"(?<!\d)[{places}]+$", mention.text)) and rest.startswith(tuple(classes))


def _is_of_card(reading: Reading, mention: Mention, end: int, language: Language) -> bool:
    """Return whether an amount of memory is that of a card: A100 80GB显存, 显存至少8GB的GPU."""
    if any(0 <= mention.span.start - name.span.end <= 1 for name in reading.names_of("product", "organization")):
        return True
    of = language.any_of("grammar", "genitive")
    sentence = reading.statement.sentence_of(mention.span).of(reading.text)
    several = re.search(language.any_of("figures", "several_cards"), sentence)
    if not several and re.search(language.any_of("figures", "runs_on"), sentence):
        return False  # 甲可以部署在16GB显存的GPU上
    return bool(re.match(rf"{of}[^,。;、]{{0,6}}{language.any_of('names', 'chips')}", reading.text[end:]))


def _is_of_tokenizer(reading: Reading, mention: Mention, language: Language) -> bool:
    """Return whether a sentence says that a tokenizer learned from the data."""
    sentence = reading.statement.sentence_of(mention.span).of(reading.text)
    return any(word in sentence for word in language.words("figures", "tokenizers"))


def is_of_data(reading: Reading, mention: Mention, sentence: Span, language: Language) -> bool:
    """Return whether a quantity is said of a data set that words before it in its sentence point to: 该数据集包含150亿token."""
    before = reading.text[sentence.start : mention.span.start]
    pointed = list(re.finditer(language.any_of("figures", "these_data"), before))
    end = sentence.start + pointed[-1].end() if pointed else 0
    return bool(pointed) and not any(end <= name.span.start < mention.span.start for name in reading.names_of("model"))


def is_attributive(text: str, mention: Mention, language: Language) -> bool:
    """Return whether a quantity only says which models are meant: 10億パラメータ以上の大規模言語モデル, 10亿参数规模以上的大模型."""
    behind = text[mention.span.end : mention.span.end + 16]
    joint = re.match(rf"[^。、,;:\d]{{0,8}}{language.any_of('grammar', 'genitive')}", behind)
    value = mention.value
    or_more = any(word in behind[:8] for word in language.words("grammar", "or_more"))
    kind = re.match(language.any_of("names", "introducers"), behind[joint.end() :]) if joint else None
    if joint is None or kind is None or not isinstance(value, Quantity):
        return False
    if value.bound not in {Bound.EXACT, Bound.ABOUT} or or_more:
        return True
    # 甲は約60億パラメータのモデルです says it of 甲, 60億パラメータのモデルと比べ of others.
    rest = text[mention.span.end + joint.end() + kind.end() :]
    return rest.startswith(tuple(language.rules["figures"]["basis_behind"]))


def _is_left_behind(reading: Reading, mention: Mention, language: Language) -> bool:
    """Return whether a quantity is what a later one grew from: the 2K of 由2K扩展到32K, 2Kから32Kに."""
    rules = language.rules["figures"]
    before, behind = reading.text[: mention.span.start], reading.text[mention.span.end :]
    later = any(other.span.start > mention.span.end for other in reading.quantities)
    return later and (before.endswith(tuple(rules["from_before"])) or behind.startswith(tuple(rules["from_behind"])))


def _is_of_name(reading: Reading, mention: Mention, value: Quantity) -> bool:
    """Return whether a number stands in a name or, bare, right behind one (Ministral 3 3B): a version or a size in it."""
    for name in reading.names:
        if name.span.covers(mention.span) and name.span != mention.span:
            return True
        gap = reading.text[name.span.end : mention.span.start]
        if value.kind == "number" and name.span.end <= mention.span.start and gap in {"", " ", "-"}:
            return name.span.end > 0 and reading.text[name.span.end - 1].isascii()
    return False


def _is_reference(text: str, number: Span) -> bool:
    """Return whether a number in square brackets points to a list of works: 数据集[54]."""
    return text[: number.start].endswith("[") and text.startswith("]", number.end)


def _goes_on(reading: Reading, end: int) -> bool:
    """Return whether a noun stands at a place, to which what is before it belongs; a noun of action at the end is a verb."""
    tokens = reading.line.tokens
    if any(name.span.start >= end and reading.text[end : name.span.start] in {"", " "} for name in reading.names):
        return True
    place = next((number for number, token in enumerate(tokens) if token.end > end), len(tokens))
    if place < len(tokens) and tokens[place].start < end:
        return True  # the word itself goes on: 行业 in 行业标准
    if (
        place == len(tokens)
        or reading.text[end : tokens[place].start].strip()
        or len(tokens[place].text) == 1
        or tokens[place].tag not in _NOUNS
    ):
        return False
    return place + 1 < len(tokens) and tokens[place + 1].tag not in {"verb", "mark"}


def _is_vague(reading: Reading, mention: Mention, metric: Metric, language: Language) -> bool:
    """Return whether a number is a mere order of magnitude of which kind of model is meant: 千亿规模的参数."""
    rules, numbers = language.rules, language.rules["numbers"]
    places = "".join({*numbers["small"], *numbers["large"], *numbers["several"]})
    text, end = reading.text, max(mention.span.end, metric.span.end)
    number = (
        mention.text[: metric.span.start - mention.span.start]
        if metric.span.start > mention.span.start
        else mention.text
    )
    behind = text[mention.span.start + len(number) :]
    is_class = metric.span.start > mention.span.start and behind.startswith(tuple(rules["figures"]["magnitude_behind"]))
    if any(word in text[: mention.span.start].rpartition(",")[2] for word in rules["figures"]["generally"]):
        return True
    if not re.fullmatch(rf"[{places}]+[^\d]*", number):
        return is_class and not any(char in numbers["large"] for char in behind[:1]) and behind[:1] not in {"以"}
    return (
        is_class
        or bool(re.match(rf"[^。,、;]{{0,8}}{language.any_of('names', 'introducers')}", text[end:]))
        or text.startswith(tuple(rules["figures"]["magnitude_behind"]), end)
    )


def is_joined(reading: Reading, one: Span, other: Span, language: Language) -> bool:
    """Return whether two ranges of a statement are neighbours in a list."""
    return is_list_joint(reading.text[one.end : other.start], language)


def is_grown(reading: Reading, one: Span, other: Span, language: Language) -> bool:
    """Return whether the second of two amounts is what the first can be made: 支持8K的上下文,可扩展到32K."""
    text = reading.text
    between, behind = text[one.end : other.start], text[other.end :]
    if re.search(r"[;。\d]", between):
        return False
    words = language.words("figures", "grows_to")
    return between.rstrip().endswith(words or ("\0",)) or behind.startswith(
        language.words("figures", "grows_behind") or ("\0",)
    )
