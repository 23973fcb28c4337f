"""The number kinds of the suite, read by our reader and stated by the suite's conventions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from extract.mentions import read_values
from extract.mentions.mention import Bound, Quantity
from extract.mentions.quantity_patterns import QuantityPatterns
from extract.mentions.written import WrittenNumber, read_numbers
from extract.text import clean

KINDS = ("number", "percent", "ordinal", "range", "money", "quantity", "age")

# What may not stand behind a number of theirs: it is a percentage, or a length or volume of Japanese.
_PERCENT = re.compile(r"[ \u3000]*(?:[%％成折割]|パ[ \u3000]*ー)")
_NOT_BEHIND = {
    "ja": re.compile(r"(?:ミリ|センチ|デシ|キロ|メガ|ギガ)?(?:メートル|リットル|グラム|メーター)|ミリ|センチ"),
    "zh": re.compile("(?:美|日|欧|歐|港|澳)[元刀圆]"),
}
_MARKED_THOUSANDS = re.compile("(?<=[0-9０-９])、(?=[0-9０-９]{3}(?![0-9０-９]))")
_PLACES = "百千万萬亿億兆仟佰"


def read_kind(text: str, lang: str, kind: str) -> list[dict]:
    """Return the items of one kind in `text`."""
    if kind == "number":
        return _numbers(text, lang)
    if kind == "range":
        return _ranges(text, lang)
    return _ordinals(text, lang) if kind == "ordinal" else _amounts(text, lang, kind)


def _numbers(text: str, lang: str) -> list[dict]:
    if lang == "ja":
        text = _MARKED_THOUSANDS.sub(",", text)
    return [
        {"start": number.span.start, "end": number.span.end, "type": "number", "value": _value(text, number)}
        for number in read_numbers(text, lang=lang)
        if number.shape != "percent" and _is_number(text, lang, number)
    ]


def _is_number(text: str, lang: str, number: WrittenNumber) -> bool:
    written, end = number.span.of(text), number.span.end
    if written.strip(_PLACES) == "" and len(written) == 1:
        return False
    if lang == "zh" and len(written) > 1:
        return not _PERCENT.match(text, end)
    return not _PERCENT.match(text, end) and not _NOT_BEHIND[lang].match(text, end)


def _value(text: str, written: WrittenNumber) -> Decimal:
    """The number; of a vague one (一百二十几亿) what stands before "some"."""
    low, high, _ = written.number
    if low == high or written.span.of(text)[:1] in "几幾数數何":
        return low
    return low - (high - low) / 8


# ---- ranges: two bounds, or two ends; what counts is the bare number with the word of its bound, without its unit.
_JOINT = re.compile("[ 、,，]*(?:并且|而且|且|并|但|が|か|で|、)?[ ]*")
_EQUAL_BEFORE, _EQUAL_AFTER = re.compile("等于$"), re.compile("に等しい")
_BETWEEN = re.compile("[和与與跟と]|から|到|至")
_SEPARATOR = re.compile(" ?[~〜–—-] ?|到|至|から")
_CLOSE = re.compile("之间|之間|の間|间|間")
_ORDINAL_BEFORE, _ORDINAL_AFTER = re.compile("第$"), re.compile("番目")
_THAN, _COMPARED = re.compile("比$"), re.compile("[大高多小低少]")
_TELEPHONE = re.compile(r"[+＋]?[0-9]+(?:[-−/][0-9]+){2,}")
_CLOSED = {Bound.AT_LEAST, Bound.AT_MOST}
_LOWER = {Bound.AT_LEAST, Bound.MORE_THAN}
_UPPER = {Bound.AT_MOST, Bound.LESS_THAN}


@dataclass(frozen=True)
class _End:
    """A number of a range with the words of its bound; a plain one has no bound."""

    start: int
    end: int
    value: Decimal
    bound: Bound | None = None


@cache
def _bounds(lang: str) -> tuple[re.Pattern[str], re.Pattern[str], QuantityPatterns]:
    patterns = QuantityPatterns(lang)
    words = sorted(patterns.bounds, key=len, reverse=True)
    before = "|".join(" ?".join(map(re.escape, word)) for word in words)
    before += "|[<＜] ?=|[>＞] ?="
    after = "|".join(map(re.escape, sorted(patterns.after, key=len, reverse=True)))
    return re.compile(f"(?:{before}) ?$"), re.compile(after), patterns


def _ranges(text: str, lang: str) -> list[dict]:
    """Two bounds or two ends that stand beside each other, or one bound alone."""
    cleaned = clean(text)
    telephone = [range(*found.span()) for found in _TELEPHONE.finditer(cleaned.text)]
    ends = [
        _end(cleaned.text, lang, number)
        for number in read_numbers(cleaned.text, lang=lang)
        if not any(number.span.start in taken for taken in telephone)
    ]
    items, at = [], 0
    while at < len(ends):
        pair = _pair(cleaned.text, ends[at], ends[at + 1]) if at + 1 < len(ends) else None
        item = pair or _alone(ends[at])
        at += 2 if pair else 1
        if item:
            place = cleaned.raw_span(item.pop("start"), item.pop("end"))
            items.append(item | {"start": place.start, "end": place.end, "type": "range"})
    return items


def _end(text: str, lang: str, number: WrittenNumber) -> _End:
    before, after, patterns = _bounds(lang)
    start, end = number.span
    value = number.number.low
    if ordinal := _ORDINAL_BEFORE.search(text[:start]):
        start = ordinal.start()
    if ordinal := _ORDINAL_AFTER.match(text, end):
        end = ordinal.end()
    if lang == "zh" and (number.number.more or number.number.low != number.number.high):
        return _End(start, end, _value(text, number), Bound.MORE_THAN)
    if behind := after.match(text, end):
        bound = patterns.after[behind.group()]
        if bound is Bound.AT_LEAST and lang == "zh" and behind.group() == "以上":
            bound = Bound.MORE_THAN
        if bound is not Bound.ABOUT:
            return _End(start, behind.end(), value, bound)
    if (ahead := _THAN.search(text[:start])) and (behind := _COMPARED.match(text, end)):
        return _End(
            ahead.start(), behind.end(), value, Bound.MORE_THAN if behind.group() in "大高多" else Bound.LESS_THAN
        )
    if _EQUAL_AFTER.match(text, end):
        return _End(start, end + 4, value, Bound.EXACT)
    if ahead := before.search(text[:start]):
        word = ahead.group().replace(" ", "")
        bound = {"<=": Bound.AT_MOST, ">=": Bound.AT_LEAST}.get(word) or patterns.bounds[word]
        if bound is not Bound.ABOUT:
            return _End(ahead.start(), end, value, bound)
    if equal := _EQUAL_BEFORE.search(text[:start]):
        return _End(equal.start(), end, value, Bound.EXACT)
    return _End(start, end, value)


def _pair(text: str, first: _End, second: _End) -> dict | None:
    between = text[first.end : second.start]
    close = _CLOSE.match(text, second.end)
    end = close.end() if close else second.end
    ends = first.bound is None and second.bound not in {*_LOWER, Bound.EXACT} and first.value < second.value
    if ends and ((close and _BETWEEN.fullmatch(between)) or _SEPARATOR.fullmatch(between)):
        start = first.start - (close is not None and text[: first.start].endswith("在"))
        return _item(start, end, first.value, second.value, hi_closed=second.bound is Bound.AT_MOST)
    low, high = (first, second) if first.bound in _LOWER else (second, first)
    if low.bound in _LOWER and high.bound in _UPPER and low.value < high.value and _JOINT.fullmatch(between):
        return _item(
            first.start, end, low.value, high.value, lo_closed=low.bound in _CLOSED, hi_closed=high.bound in _CLOSED
        )
    return None


def _alone(end: _End) -> dict | None:
    if end.bound is None:
        return None
    closed = end.bound in _CLOSED
    low, high = (end.value if end.bound not in side else None for side in (_UPPER, _LOWER))
    exact = end.bound is Bound.EXACT
    return _item(end.start, end.end, low, high, lo_closed=closed or exact, hi_closed=closed or exact)


def _item(
    start: int, end: int, lo: Decimal | None, hi: Decimal | None, lo_closed: bool = True, hi_closed: bool = False
) -> dict:
    return {
        "start": start,
        "end": end,
        "lo": lo,
        "hi": hi,
        "lo_closed": lo_closed and lo is not None,
        "hi_closed": hi_closed and hi is not None,
    }


# ---- amounts: percentages, ordinals, money, measures and ages; the words of a bound are no part of theirs.
_LIST = re.compile("[~〜～–—-]|から|到|至|(?<=[0-9])/(?=[0-9])")
_PREFIXES = ((10**9, "giga"), (10**6, "mega"), (10**3, "kilo"), (1, ""))
_SYMBOLS = {"$": "Dollar", "£": "Pound"}
_THOUSANDTHS = re.compile("[百千万萬仟佰]+ *分 *之")
_TALL, _BORN = re.compile("大(?=的)"), re.compile("生まれ|出生")
_RELATIVE = re.compile(
    "最後から(?P<n>[^、。]+?)(?:つ前(?:のもの|のこと)?|番目)|(?P<word>最後|最初|次のもの|前のもの|次|前(?=の)|現在のこと|ファースト)"
)
_RELATIVE_VALUES = {"最後": "end+0", "最初": "1", "次": "current+1", "前": "current-1", "現": "current+0", "フ": "1"}
_BLOCKS, _CLAUSE_END = re.compile("块$"), re.compile(r"\s*(?:$|[,.，。、!！?？])")


def _amounts(text: str, lang: str, kind: str) -> list[dict]:
    """Return the amounts of a kind; both ends of a range are one of their own."""
    items: list[dict] = []
    for first, last, quantity in _quantities(text, lang):
        start, end = _bare(text, lang, first, last)
        found = _AMOUNTS[kind](text, start, end, quantity)
        if found:
            items.append({"start": start, "end": end, "type": kind} | found)
    if kind == "money":
        items += _other_money(text, lang, items)
    return items


def _quantities(text: str, lang: str) -> list[tuple[int, int, Quantity]]:
    """Every quantity, those of a range one by one: what joins them is read as a stop."""
    for mention in read_values(text, lang=lang).mentions:
        value = mention.value
        if isinstance(value, Quantity) and value.value_max is not None:
            start, end = mention.span
            joined = _LIST.sub(lambda found: "。" * len(found.group()), text[start + 1 : end])
            text = text[: start + 1] + joined + text[end:]
    mentions = read_values(text, lang=lang).mentions
    return [(*mention.span, mention.value) for mention in mentions if isinstance(mention.value, Quantity)]


def _bare(text: str, lang: str, start: int, end: int) -> tuple[int, int]:
    """The span without the words of its bounds."""
    patterns = _bounds(lang)[2]
    words = sorted({*patterns.bounds, "打"}, key=len, reverse=True)
    if lead := re.match("(?:" + "|".join(map(re.escape, words)) + ") *", text[start:end]):
        start += lead.end()
    words = sorted(patterns.after, key=len, reverse=True)
    if tail := re.search("(?:" + "|".join(map(re.escape, words)) + ")$", text[start:end]):
        end = start + tail.start()
    return start, end


def _percent(text: str, start: int, end: int, quantity: Quantity) -> dict | None:
    if _THOUSANDTHS.match(text, start) and quantity.kind == "number":
        return {"value": quantity.value * 100}
    if quantity.kind != "percent" or quantity.value_max is not None:
        return None
    return {"value": quantity.value}


def _money(text: str, start: int, end: int, quantity: Quantity) -> dict | None:
    if quantity.unit == "items" and _BLOCKS.search(text[:end]) and _CLAUSE_END.match(text, end):
        return {"value": quantity.value, "unit": "CNY"}
    if quantity.kind != "money":
        return None
    return {"value": quantity.value, "unit": _SYMBOLS.get(text[start], quantity.unit)}


def _measure(text: str, start: int, end: int, quantity: Quantity) -> dict | None:
    """Data in the largest unit that leaves a whole number; pounds are weights here."""
    if quantity.kind == "money" and text[start:end].endswith("ポンド"):
        return {"value": quantity.value, "unit": "pound"}
    if quantity.kind == "data":
        size, prefix = next(each for each in _PREFIXES if quantity.value >= each[0])
        return {"value": quantity.value / size, "unit": prefix + ("byte" if quantity.unit == "B" else quantity.unit)}
    if quantity.kind != "measure":
        return None
    return {"value": quantity.value, "unit": quantity.unit.replace("-", " ")}


def _age(text: str, start: int, end: int, quantity: Quantity) -> dict | None:
    """A span of time is an age where the text says so: 90天大的, 生まれ."""
    if quantity.unit == "years of age":
        return {"value": quantity.value, "unit": "year"}
    if quantity.kind != "duration":
        return None
    item = {"value": quantity.value, "unit": quantity.unit.removesuffix("s")}
    if old := _TALL.match(text, end):
        return item | {"end": old.end()}
    return item if _BORN.search(text[:start]) else None


_AMOUNTS = {"percent": _percent, "money": _money, "quantity": _measure, "age": _age}


def _other_money(text: str, lang: str, known: list[dict]) -> list[dict]:
    """Currencies without an amount, and amounts in spoken numbers (にひゃく ドル)."""
    if lang != "ja":
        return []
    units, items = _bounds(lang)[2].units, []
    spoken = {
        number.span.end: number for number in read_numbers(text, lang=lang) if "ぁ" <= text[number.span.start] <= "ん"
    }
    for word in re.finditer("[一-龥]?[ァ-ヶー・]+|[一-龥]+元", text):
        start, end = word.span()
        unit = units.get(word.group())
        if unit is None or unit.kind != "money" or any(item["start"] < end and start < item["end"] for item in known):
            continue
        number = spoken.get(len(text[:start].rstrip()))
        value = number.number.low if number else None
        items.append(
            {
                "start": number.span.start if number else start,
                "end": end,
                "type": "money",
                "value": value,
                "unit": unit.unit,
            }
        )
    return items


def _ordinals(text: str, lang: str) -> list[dict]:
    """Ordinals, and the words that count from the end or from here, which are no values of ours."""
    items: list[dict] = []
    if lang == "ja":
        for found in _RELATIVE.finditer(text):
            value = _relative(found)
            if value:
                items.append({"start": found.start(), "end": found.end(), "type": "ordinal", "value": value})
    for start, last, quantity in _quantities(text, lang):
        end = last
        if quantity.kind == "ordinal" and not any(item["start"] < end and start < item["end"] for item in items):
            if text[start:end].startswith(("第", "だい")):
                end -= len(text[start:end]) - len(text[start:end].rstrip("位番目"))
            items.append({"start": start, "end": end, "type": "ordinal", "value": quantity.value})
    return items


def _relative(found: re.Match[str]) -> str | None:
    if found["word"]:
        return _RELATIVE_VALUES.get(found["word"][:2]) or _RELATIVE_VALUES[found["word"][:1]]
    numbers = read_numbers(found["n"], lang="ja")
    if not numbers:
        return None
    before = numbers[0].number.low - ("番目" in found.group())
    return f"end-{before}"
