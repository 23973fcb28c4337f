"""Names of data that models learn from, as a line proves them: a data set's known name, one beside a word for data, a quotation.

A name alone says little: 甲-1 may be a model or what it learned from. In a line that speaks of training it is data where a word
for data stands right beside it (コーパス甲-1, 甲数据集), where its own last word says so (甲Corpus), where it links to a page of
data, or where the names files have it as such.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from extract.claims.claim import EntityRef
from extract.claims.reader import Reader
from extract.claims.reading import Reading
from extract.lang.language import Language, read_latin_rules
from extract.mentions.latin_names import is_no_name
from extract.mentions.mention import Mention, Name
from extract.text import Span

DATA = "names.data"
"""The rule of a mention that names data for sure."""

_CONFIDENCE = 0.75
_KINDS = frozenset({"dataset", "benchmark"})  # of known products: what is measured with is learned from too
_LATIN = r"(?<![A-Za-z0-9_./-])[A-Za-z][A-Za-z0-9]*(?:[-_./+]+[A-Za-z0-9]+)*(?![A-Za-z0-9_])"
_HAN = "\u30a1-\u30ff\u3400-\u9fff々"  # katakana and Han characters, which a compound is made of
_PARTS = re.compile(r"[+,、;|]|\s/\s")
# An item of a list of data: some letters of the Latin script, no sentence, no amount.
_ITEM = re.compile(r"(?=.*[A-Za-z])(?!.*[\u3040-\u309f])[^\W_](?:[\w ./-]{0,38}\w)?")
_OWNED = re.compile(r"[\w.-]+/(?P<name>[\w.-]{4,})")  # of a hub: its owner is no part of the name
_AMOUNT = re.compile(r"(?:^|[^\x00-\x7f]|\s)\d[\d.,]*\s?[KMGTBkmgtb]?i?[Bb]?\s?(?:[Tt]okens?|[^\x00-\x7f]*|%)$")
_VERSION = re.compile(r" [vV]?\d+(?:\.\d+)+(?![A-Za-z0-9%])")  # behind a known name: Common Voice 8.0
_LONGEST_TITLE = 40  # characters of a quotation that names data
_LONGEST_HEAD = 12  # characters of the compound before a name


def with_data(reading: Reading, reader: Reader, *, told: bool = False) -> Reading:
    """Return a line that speaks of training with its names of data as products whose rule is `DATA`; other lines as they are.

    Args:
        reading: the line.
        reader: knows the names and the language.
        told: whether a label or header already says that the line is about data of training.
    """
    language = reader.language
    if not told and not re.search(language.any_of("relations", "learns"), reading.text):
        return reading
    found: list[Mention] = []
    for mention in (*_titles(reading, language), *_named(reading, reader), *_beside_noun(reading, reader)):
        if not any(mention.span.overlaps(each.span) for each in found):
            found.append(mention)
    if not found:
        return reading
    found += _listed_beside(reading, found, language)
    kept = [name for name in reading.names if not any(name.span.overlaps(each.span) for each in found)]
    return replace(reading, names=tuple(sorted((*kept, *found), key=lambda each: each.span)))


def listed_data(reading: Reading, within: Span, reader: Reader, *, in_cell: bool = False) -> Iterator[EntityRef]:
    """Yield the data that a part of a line lists where a label or a header says that it names data: 甲-1、乙 (約1,800万文).

    Args:
        reading: the line.
        within: the part.
        reader: knows the names and the language.
        in_cell: whether it is a cell, where a few words with a name in Latin letters are a name too (日本語Wikipedia).
    """
    told = with_data(reading, reader, told=True)
    text = re.sub(r"\([^()]*\)", lambda match: " " * len(match[0]), within.of(reading.text))
    if "。" in text:
        return  # a sentence, not a list
    cuts = re.compile(rf"{_PARTS.pattern}|(?<=\S)\s?{reader.language.any_of('grammar', 'joints')}\s?(?=\S)")
    start = 0
    for cut in (*cuts.finditer(text), None):
        part = Span(start, cut.start() if cut else len(text))
        start = cut.end() if cut else start
        if data := _item(told, part.shifted(within.start), in_cell=in_cell):
            yield data


def _item(reading: Reading, part: Span, *, in_cell: bool) -> EntityRef | None:
    """Return the data that one item of a list names, None if it says what kind of data it is or how large it is."""
    text = re.sub(r"\([^()]*\)", lambda match: " " * len(match[0]), part.of(reading.text))
    name = re.sub(r"\s*\[\d+\]$", "", text.strip(" *†「」『』“”。.")).rstrip()
    language = reading.statement.language
    name = re.sub(rf"(?<=[A-Za-z\d])\s?(?![A-Za-z]){language.any_of('relations', 'data_languages')}$", "", name)
    start = part.start + text.find(name)
    span = Span(start, start + len(name))
    known = [each for each in reading.names_of("product", within=span) if each.span == span]
    if known:
        return reading.ref(known[0])
    if not _ITEM.fullmatch(name) or _AMOUNT.search(name) or is_no_name(name) or not (in_cell or name.isascii()):
        return None
    if name.rsplit(".", 1)[-1].casefold() in read_latin_rules()["files"] or not re.search(r"[A-Z0-9]|[a-z][-_/]", name):
        return None
    if owned := _OWNED.fullmatch(name):
        span, name = Span(start + owned.start("name"), span.end), owned["name"]
    return EntityRef("product", name, reading.evidence(span))


def _titles(reading: Reading, language: Language) -> Iterator[Mention]:
    """Yield the quotations that end with a word for data: 「甲コーパス」."""
    for title in reading.titles:
        nouns = language.words("relations", "dataset_nouns")
        if title.text.endswith(nouns) and title.text not in nouns and len(title.text) <= _LONGEST_TITLE:
            yield _data(title.span, title.text)


def _named(reading: Reading, reader: Reader) -> Iterator[Mention]:
    """Yield the names that are data by knowledge, by the word behind them, by their own last word or by their link."""
    for mention in reading.names_of("product", "model", "organization"):
        candidates = mention.value.candidates if isinstance(mention.value, Name) else ()
        is_product = isinstance(mention.value, Name) and mention.value.entity_type == "product"
        if is_product and candidates:
            if reader.finder.category(candidates[0]) in _KINDS:
                version = _VERSION.match(reading.text, mention.span.end)
                span = Span(mention.span.start, version.end() if version else mention.span.end)
                part = _with_language(reading, span, reader.language)
                whole = replace(mention, span=span, text=span.of(reading.text), rule=DATA)
                yield whole if part == span else _data(part, part.of(reading.text))
        elif called := _called_data(reading, mention, reader.language, known=bool(candidates)):
            yield _data(called, called.of(reading.text))
        elif is_product and (_ends_as_data(mention.text) or _links_to_data(reading, mention)):
            yield _data(mention.span, mention.text)


def _called_data(reading: Reading, mention: Mention, language: Language, *, known: bool) -> Span | None:
    """Return the place of a name that a word for data follows, with that word where it is a part of the name."""
    text, span = reading.text, mention.span
    if ending := re.compile(rf"\s?{language.any_of('relations', 'dataset_ends')}").match(text, span.end):
        head = re.search(rf"[{_HAN}]{{0,{_LONGEST_HEAD}}}$", text[: span.start])
        return Span(span.start - len(head[0]) if head else span.start, ending.end())
    noun = re.compile(rf"\s?{language.any_of('relations', 'dataset_nouns')}").match(text, span.end)
    if noun is None:
        return None
    return Span(span.start, noun.end()) if known else span  # 甲データセット of a known model 甲 is not the model


def _with_language(reading: Reading, span: Span, language: Language) -> Span:
    """Return the place of a name with the word before it that says of which language its part is: 日本語Wikipedia."""
    before = reading.text[: span.start]
    part = re.search(rf"(?<![A-Za-z]){language.any_of('relations', 'data_languages')}\s?$", before)
    return Span(part.start(), span.end) if part else span


def _listed_beside(reading: Reading, found: list[Mention], language: Language) -> list[Mention]:
    """Return the Latin names that no rule proves, but that are listed with names of data: 甲、乙およびCC-100."""
    joint = rf"\s?(?:{language.any_of('grammar', 'joints')}|[、,/・+])\s?"
    before, behind = re.compile(rf"(?P<name>{_LATIN}){joint}$"), re.compile(rf"{joint}(?P<name>{_LATIN})")
    more: list[Mention] = []
    reached = [each.span for each in found]
    while reached:
        span = reached.pop()
        for match in (before.search(reading.text[: span.start]), behind.match(reading.text, span.end)):
            data = _data(Span(*match.span("name")), match["name"]) if match else None
            if data and _may_be_listed(reading, data, [*found, *more]):
                more.append(data)
                reached.append(data.span)
    return more


def _may_be_listed(reading: Reading, data: Mention, found: list[Mention]) -> bool:
    known = any(
        data.span.overlaps(each.span) for each in (*reading.names_of("model", "organization", "product"), *found)
    )
    return not known and not is_no_name(data.text) and bool(re.search(r"[A-Z]{2}|[A-Z].*[a-z]|\d", data.text))


def _beside_noun(reading: Reading, reader: Reader) -> Iterator[Mention]:
    """Yield the Latin names that a word for data stands right before or behind: コーパス甲-1, 数据集甲_v1.0, 甲-乙データセット."""
    ends = reader.language.any_of("relations", "dataset_nouns")
    for match in re.finditer(rf"(?P<name>{_LATIN})\s?{ends}", reading.text):
        if re.search(r"[-_\d]|[a-z][A-Z]", match["name"]) and not is_no_name(match["name"]):
            named = reading.names_of("product", "model", "organization")
            if not any(each.span.overlaps(Span(*match.span("name"))) for each in named):
                yield _data(Span(*match.span("name")), match["name"])
    nouns = reader.language.any_of("relations", "data_before")
    for match in re.finditer(rf"{nouns}\s?[「『“(]?\s?(?P<name>{_LATIN})", reading.text):
        name = match["name"]
        if is_no_name(name) or not re.search(r"[A-Z0-9]|[a-z][-_/]", name):
            continue
        known = reader.finder.candidates(name)
        of_type = tuple(each for each in known if reader.finder.entity_type(each) == "product")
        yield replace(_data(Span(*match.span("name")), name), value=Name(of_type, "product"))


def _ends_as_data(name: str) -> bool:
    last = re.split(r"[-_ /]", re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name))[-1].casefold()
    return last in read_latin_rules()["data_endings"]


def _links_to_data(reading: Reading, mention: Mention) -> bool:
    """Return whether the page links a name to one of a hub's data sets."""
    place = reading.statement.raw(*mention.span)
    return bool(
        re.match(r"[`*]*\]\(https?://[^()\s]+/datasets/", reading.statement.page_text[place.end : place.end + 80])
    )


def _data(span: Span, text: str) -> Mention:
    return Mention(span, text, Name((), "product"), DATA, _CONFIDENCE)
