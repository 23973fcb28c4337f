"""Whether a metric's word and a quantity near it belong together: what stands between them and around them."""

from __future__ import annotations

import re

from extract.claims.grammar import is_list_joint
from extract.claims.metric_kinds import GAINS, RELATIVE, TIED_METRICS
from extract.claims.reading import Reading
from extract.lang.language import Language
from extract.mentions.mention import Mention, Quantity
from extract.text import Span

_DATA_REACH = 14  # characters between a number and the word for data behind it: 20万条高质量多轮对话数据
_TIED = 6  # characters between a metric's word and a number that says nothing of its own
_IN_BRACKET = 4  # characters between a bracket behind a metric's word and the number in it
_QUOTES = (("「", "」"), ("『", "』"), ("“", "”"))
_PARTS = frozenset({"vision_parameters", "language_parameters", "active_parameters"})
_GAIN_REACH = 40  # characters between a percentage and the word of growth behind it, where sentences list several


def belongs(name: str, word: Span, mention: Mention, value: Quantity, reading: Reading, language: Language) -> bool:
    """Return whether nothing between or around a metric's word and a number parts the two.

    Args:
        name: the metric.
        word: where its word stands.
        mention: the quantity.
        value: its value.
        reading: the line of both.
        language: its language.
    """
    text, number = reading.text, mention.span
    rules = language.rules["figures"]
    if value.unit != "tokens" and _is_unit_of_rate(text, word, language):
        return False
    if text.startswith(tuple(rules["compared_behind"]), word.end) or text[: word.start].endswith(
        tuple(rules["no_metric_behind"])
    ):
        return False
    before = word.end <= number.start
    if name in _PARTS and not before and re.search(r"[,、]", text[number.end : word.start]):
        return False  # 有10亿参数,其中激活参数2.4亿
    between = text[word.end : number.start] if before else text[number.end : word.start]
    if before and (grown := _left_behind(between, language)):
        between, word = between[grown:], Span(word.start, word.end + grown)
    if before and between.startswith(tuple(rules["part_behind"])):
        return False  # 128個のエキスパートのうち8個
    if before and between.strip() and is_list_joint(between, language):
        return False  # the word belongs to the number before it: 7个数据集和5个...
    if "%" in between and not re.search(r"[,、]", between):
        return False  # 従業員の55%にあたる3万人 is no number of employees
    if name in RELATIVE and re.search(r"[,、]", between):
        return False
    if name == "accuracy" and _depth(text, number.start):
        return False
    reach = _DATA_REACH if name == "dataset_size" and not before else _TIED
    if (is_loose(value) or name in TIED_METRICS) and not _is_tied(word, number, text, reach):
        return False
    if name == "accuracy" and any(each in between for each in rules["losses"]):
        return False
    if _is_quoted(text, word.start) != _is_quoted(text, number.start):
        return False
    if _depth(text, word.start) != _depth(text, number.start) and not (
        before and re.fullmatch(rf"[^()]{{0,2}}\([^()]{{0,{_IN_BRACKET}}}", between)
    ):
        return False
    if name == "dataset_size" and value.kind == "number" and (before or mention.text.endswith("T")):
        return False  # 1T语料: so many tokens or bytes, and no items
    if name == "dataset_size" and not before and mention.text.endswith(tuple(rules["general_counters"])):
        return False
    return name not in GAINS or is_gain(word, number, value, text, language)


def _left_behind(between: str, language: Language) -> int:
    """Return how much of what stands before a number is the amount that it grew from: 从4K扩展到了 of 上下文长度从4K扩展到了192K."""
    rules = language.rules["figures"]
    amount = r"\d[\d.,]*\s?[A-Za-z%\u3400-\u9fff]{0,3}?"
    grown = re.match(
        rf"[^\d,;。]{{0,3}}{language.any_of('figures', 'from_before') if rules['from_before'] else ''}\s?{amount}"
        rf"{language.any_of('figures', 'from_behind')}",
        between,
    )
    return grown.end() if grown else 0


def is_gain(word: Span, number: Span, value: Quantity, text: str, language: Language) -> bool:
    """Return whether a percentage or multiple beside a word for performance says how much it grew: no level, no loss."""
    rules = language.rules["figures"]
    between = text[word.end : number.start] or text[number.end : word.start]
    if re.search(r"[,、]", between) or (word.start > number.end and len(between) > _TIED):
        return False
    behind = re.split(r"[。;]", text[number.end :])[0]
    own = text[min(word.start, number.start) : number.start] + re.split(r"[,、]", behind)[0]
    if any(each in own for each in rules["losses"]) or any(
        each in text[: number.start] for each in rules["conditions"]
    ):
        return False
    if value.kind != "percent":
        return True
    if text[: number.start].endswith(tuple(rules["level_before"])) or behind.startswith(tuple(rules["level_behind"])):
        return False
    return any(each in own + behind[:_GAIN_REACH] for each in rules["gains"])


def is_loose(value: Quantity) -> bool:
    """Return whether a quantity says little of what it counts: a bare number, or so many "items"."""
    return value.kind == "number" or value.unit in {"items", "kinds"}


def _is_unit_of_rate(text: str, word: Span, language: Language) -> bool:
    """Return whether a metric's word only says for each of what something is: トークンあたり320億, 每个token激活21B."""
    each, behind = language.words("prices", "each"), language.words("prices", "each_behind")
    counters = language.words("prices", "counters")
    before = text[: word.start].rstrip()
    before = next((before[: -len(counter)] for counter in counters if before.endswith(counter)), before)
    return text.startswith(behind or ("\0",), word.end) or before.endswith(each or ("\0",))


def _is_tied(word: Span, number: Span, text: str, reach: int) -> bool:
    """Return whether only a particle, a copula, a word of amount or a bracket stands between a metric's word and a number."""
    left, right = sorted((word, number))
    between = re.sub(r"^\([^()]*\d[^()]*\)", "", text[left.end : right.start])  # 24億(2.4B)のパラメータ
    return between == "(" or (len(between) <= reach and not re.search(r"[、,;。()\d]", between))


def _depth(text: str, position: int) -> int:
    """Return in how many open round brackets a position stands."""
    return text.count("(", 0, position) - text.count(")", 0, position)


def _is_quoted(text: str, position: int) -> bool:
    """Return whether a position stands in quotation marks."""
    return any(text.rfind(one, 0, position) > text.rfind(other, 0, position) for one, other in _QUOTES)
