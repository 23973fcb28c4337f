"""Names that a text introduces by what stands around them.

In quotation marks beside "model", before or behind a word for what they are, in a column of models, or as the text of a link
that leads to a project of that name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from urllib.parse import urlsplit

from extract.lang.language import Language, load_language
from extract.mentions.han_names import HAN_NAME, find_sized, is_generic
from extract.mentions.latin_names import Form, extended, is_no_name, may_be_member, may_be_tuned
from extract.mentions.mention import Mention, Name
from extract.mentions.name_line import NameLine
from extract.mentions.titles import marks_of
from extract.text import Span

_RELEASED, _QUOTED, _BESIDE, _DEFINED, _COLUMN, _LINKED, _UNQUOTED = 0.75, 0.85, 0.72, 0.8, 0.72, 0.7, 0.65
_SERIAL = 0.78
_SERIES = re.compile(r"[A-Z][A-Za-z]+ [vV]?\d{1,2}\.\d{1,2} [A-Za-z]")
_SHORT = 12  # characters of a quoted name that a verb alone introduces
# Han or kana, a version, brackets.
_CELL = re.compile(
    r"[「『“]?(?P<name>[\u3040-\u30ff\u3400-\u9fff·・]{2,10})[」』”]? ?(?:[Vv]?\d+(?:\.\d+)*)?(?: ?\([^()]{1,40}\))?$"
)
_LONGEST = 30  # characters of a quoted name
_WORK = "《》"  # books, reports and papers stand in these
# An item of a cell: words in Latin letters that each begin like a name's, joined by spaces and dashes (Kaede Text G1 - Express).
_ITEM = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.+:-]*(?: (?:[-–] )?[A-Z0-9][A-Za-z0-9_.+:-]*)*(?<![_.:-])")
_CHIP = re.compile(r"[A-Z]{1,3}\d{2,4}[A-Z]{0,2}|RTX ?\d{4}")
_NOUNS = frozenset({"NOUN", "PROPN", "X"})
_HAN = re.compile(r"[\u3400-\u9fffァ-ヶー]")
_SENTENCE = re.compile(r"[。,、!?:;]")
_WORDS = re.compile(r"[A-Za-z\u3400-\u9fff](?:.*[A-Za-z0-9\u3400-\u9fff+])?")  # without pictures and marks around them
_WORDS_BEFORE = re.compile(r"(?<![A-Za-z0-9])(?:[A-Z][A-Za-z0-9.+-]* (?:[-–] )?){1,5}$")
LINKED = "names.link"
"""The rule of `find_linked`."""
WORDS = "names.model-words"
"""The rule of names of several words; one that begins with a known model's name is longer than that."""
CALLED_MODEL = "names.model-word"
"""The rule of names that nothing but a word for models beside them proves to be one."""
CALLED_PRODUCT = "names.called-product"
"""The rule of names that have the form of a model's and stand beside a word for a data set or software."""
_UPPER = re.compile(r"[A-Z]")
_MARKED = re.compile(r"[A-Z0-9]")


def find_quoted(line: NameLine) -> Iterator[Mention]:
    """Yield what stands in quotation marks beside a word that says what it is: 「甲」大模型, 大規模言語モデル「甲」."""
    for title in line.titles:
        text = title.text
        if (
            marks_of(title) == _WORK
            or len(text) > _LONGEST
            or _SENTENCE.search(text)
            or not re.search(r"[^\W\d_]", text)
        ):
            continue
        before, after = line.text[: title.outer.start].rstrip(), line.text[title.outer.end :].lstrip()
        for kind, behind, ahead in _kinds(line.language.code):
            if after.startswith(behind) or before.endswith(ahead):
                yield _mention(line, title.span, kind, "names.quoted", _QUOTED)
                break
        else:
            if (
                len(text) <= _SHORT
                and not before.endswith(line.language.words("releases", "other_things"))
                and _is_released(before, after, line.language)
                and _of_models(line.language, line.text)
            ):
                yield _mention(line, title.span, "model", "names.quoted-and-released", _RELEASED)


def _is_released(before: str, after: str, language: Language) -> bool:
    """Return whether a verb of release stands beside a quotation: 发布了“甲”, 「甲」を公開."""
    verbs = [word for kind in ("released", "announced", "open_sourced") for word in language.words("events", kind)]
    joint = language.words("names", "released_joint")
    if language.rules["releases"]["object_follows_verb"]:
        return _without(before, joint).endswith(tuple(verbs))
    return any(after.startswith(each) and after[len(each) :].startswith(tuple(verbs)) for each in joint)


def _without(before: str, joint: tuple[str, ...]) -> str:
    """Return a text without what may stand between a verb of release and its object (发布了)."""
    bare = before.rstrip()
    return next((bare.removesuffix(each).rstrip() for each in joint if bare.endswith(each)), bare)


def _of_models(language: Language, text: str) -> bool:
    return any(
        word in text for word in (*language.words("names", "large_model"), *language.words("names", "model_before"))
    )


def find_in_column(line: NameLine) -> Iterator[Mention]:
    """Yield the Han name that is all a cell in a column of models holds, but for a version or what stands in brackets."""
    in_models = line.header.strip().endswith(line.language.words("headers", "model"))
    cell = _CELL.match(line.text) if in_models else None
    if cell is None:
        return
    name = cell["name"]
    none = line.language.words("names", "no_name_cells")
    is_other = name in none or name.endswith(line.language.words("releases", "other_things"))
    if not is_other and not has_generic_word(name, line.language):
        yield _mention(line, Span(*cell.span("name")), "model", "names.model-column", _UNQUOTED)


def has_generic_word(name: str, language: Language) -> bool:
    """Return whether a name only says of which kind a model is."""
    return is_generic(name, language) or name in language.words("names", "introducers")


def find_named(line: NameLine) -> Iterator[Mention]:
    """Yield Latin names by their form, and by the words beside them that say what they are."""
    text, language = line.text, line.language
    in_models = line.header.strip().endswith(language.words("headers", "model"))
    for form in line.forms:
        span = form.span
        if form.entity_type == "model" and form.rule == "names.model-with-variant" and _is_called_product(line, span):
            yield _mention(line, span, "product", CALLED_PRODUCT, _QUOTED)
        elif form.entity_type == "model":
            yield _mention(
                line, Span(span.start, extended(text, span.end, language)), "model", form.rule, form.confidence
            )
        elif form.entity_type:
            yield _mention(line, span, form.entity_type, form.rule, form.confidence)
        elif may_be_tuned(form.text) and _is_released(text[: span.start].rstrip(), text[span.end :].lstrip(), language):
            yield _mention(
                line, Span(span.start, extended(text, span.end, language)), "model", "names.released", _RELEASED
            )
        elif series := _of_series(line, form):
            yield series
        elif not is_no_name(form.text) and (found := _by_words(line, form, in_models=in_models)):
            yield found
            if found.rule == "names.model-word" and (words := _WORDS_BEFORE.search(text, 0, span.start)):
                yield _mention(line, Span(words.start(), found.span.end), "model", WORDS, _BESIDE)


def _of_series(line: NameLine, form: Form) -> Mention | None:
    """Return a name whose first word is any word, but has a version and a variant behind it: Abc 3.5 Flash 模型."""
    if not _SERIES.match(line.text, form.span.start):
        return None
    span = Span(form.span.start, extended(line.text, form.span.end, line.language))
    before, after = line.text[: span.start].rstrip(), line.text[span.end :].lstrip()
    words = line.language.words("names", "model_before")
    is_called = after.startswith(words) or _is_released(before, after, line.language)
    if span.of(line.text)[-1].isdigit() or not is_called:
        return None
    return _mention(line, span, "model", WORDS, _SERIAL)


def _is_called_product(line: NameLine, span: Span) -> bool:
    """Return whether a word beside a name says that it is a data set, a benchmark or software: 评测集甲-Audio-100, 甲-SFT数据集."""
    before, after = line.text[: span.start].rstrip(), line.text[span.end :].lstrip()
    is_before = before.endswith(line.language.words("names", "product_words"))
    return is_before or after.startswith(line.language.words("relations", "dataset_nouns"))


def _by_words(line: NameLine, form: Form, *, in_models: bool) -> Mention | None:
    text, span, language = line.text, form.span, line.language
    if len(form.text) < 2 or not _MARKED.search(form.text):
        return None
    if in_models:
        run = _ITEM.match(text, span.start)
        is_item = span.start <= 2 or text[: span.start].rstrip()[-1:] in "、,/("
        if run and is_item:
            return _mention(line, Span(*run.span()), "model", "names.model-column", _COLUMN)
        if not is_item and text[: span.start].isascii():
            return None  # a word of the item before
    end = extended(text, span.end, language)
    before, after = text[: span.start].rstrip(), text[end:].lstrip()
    for kind, behind, ahead in _kinds(language.code):
        led = _led(before, kind, language)
        if after.startswith(behind) or (led.endswith(ahead) and _HAN.match(led[-1])):
            whole = Span(span.start, end) if kind == "model" else span
            return _mention(line, whole, kind, f"names.{kind}-word", _BESIDE)
    if _CHIP.fullmatch(form.text) and re.match(rf"[xX×*] ?\d|{_any(language, 'chips')}", after):
        return _mention(line, span, "product", "names.chip", _BESIDE)
    if re.match(language.rules["names"]["definition"], text[end:]):
        return _mention(line, Span(span.start, end), "model", "names.definition", _DEFINED)
    if may_be_member(form.text) and _UPPER.search(form.text) and _is_released(before, after, language):
        return _mention(line, Span(span.start, end), "model", "names.released", _RELEASED)
    return None


def _led(before: str, kind: str, language: Language) -> str:
    """Return a text before a model's name without what ties a word for models to it: 事前学習モデルである|甲."""
    ties = language.words("names", "leads_to") if kind == "model" else ()
    return next((before.removesuffix(each) for each in ties if before.endswith(each)), before)


def find_linked(line: NameLine) -> Iterator[Mention]:
    """Yield the texts of links that lead to a project or site of the same name: [甲](https://example.org/owner/甲)."""
    for link, address in line.links:
        word = _WORDS.search(link.of(line.text))
        if not word:
            continue
        span = Span(link.start + word.start(), link.start + word.end())
        text = span.of(line.text)
        if is_no_name(text) or not 2 < len(text) <= _LONGEST or not _UPPER.search(text):
            continue
        parts = urlsplit(address)
        names = [parts.path.rstrip("/").rsplit("/", 1)[-1], *(parts.hostname or "").split(".")[:-1]]
        if _bare(text) in {_bare(name) for name in names} - {"", "www", "github", "blog", "docs"}:
            yield _mention(line, span, "product", LINKED, _LINKED)


def find_unquoted(line: NameLine) -> Iterator[Mention]:
    """Yield Han names between a verb of release and a word for a large model: 发布了甲乙大模型.

    What only says of which kind the model is (行业大模型) is no name, and no run of words that holds a verb or a joint is.
    """
    text, language = line.text, line.language
    yield from find_sized(line)
    for word in re.finditer(_any(language, "large_model"), text):
        start, clear = word.start(), True
        for token in reversed(line.tokens):
            if token.start >= word.start():
                continue
            if token.end != start or token.pos not in _NOUNS:
                break
            start, clear = token.start, clear and not is_generic(text[token.start : token.end], language)
            if _begins_after(text[:start], language):
                break
        name = text[start : word.start()]
        if clear and HAN_NAME.fullmatch(name) and _begins_after(text[:start], language):
            yield _mention(line, Span(start, word.start()), "model", "names.before-large-model", _UNQUOTED)


def _begins_after(before: str, language: Language) -> bool:
    """Return whether a name may begin behind this: right behind a verb of release."""
    return _without(before, language.words("names", "released_joint")).endswith(language.words("events", "released"))


@cache
def _kinds(language_code: str) -> tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...]:
    """Return for each type the words that stand behind a name of it, and those that stand before one."""
    language = load_language(language_code)
    products = language.words("names", "product_words")
    models = language.words("names", "introducers"), language.words("names", "model_before")
    return (("product", products, products), ("model", *models))


def _any(language: Language, key: str) -> str:
    return language.any_of("names", key)


def _bare(name: str) -> str:
    return re.sub(r"[^0-9a-z\u3400-\u9fff]", "", name.casefold())


def _mention(line: NameLine, span: Span, kind: str, rule: str, confidence: float) -> Mention:
    return Mention(span, span.of(line.text), Name((), kind), rule, confidence)
