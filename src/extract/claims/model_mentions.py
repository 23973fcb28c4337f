"""Which mentions name models: known names, and quotations that a word or the context calls a model."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from extract.claims.claim import EntityRef
from extract.claims.grammar import has_particles
from extract.claims.model_cells import is_architecture_name
from extract.claims.reader import Reader
from extract.claims.reading import CellReading, Reading
from extract.lang.language import Language, read_latin_rules
from extract.mentions.mention import Mention, Name
from extract.mentions.titles import marks_of
from extract.text import Span

ALIAS = re.compile(r"\s*\(([^()]{2,40})\)")
"""An alias in brackets right behind a name."""

LONGEST_NAME = 30
"""Characters; a longer quotation is no name."""

_WORK_MARKS = frozenset({"《》"})  # books, reports and papers stand in these
_LONGEST_UNKNOWN = 15  # characters of a quoted name that nothing but its verb calls a product
_SERVICES = frozenset({"application", "service"})
_BEFORE_HYPHEN = re.compile(r"(?<![A-Za-z0-9./_-])[A-Za-z][A-Za-z0-9.]*(?:-[A-Za-z0-9.]+)*-$")
_SIZE_BEHIND = re.compile(r" \d{1,4}(?:\.\d{1,2})?[BM](?![\w.-])")
_EDITION = re.compile(r"(?:\([^()]*\)|[\s\d.:-]+)+$")  # a year or a draft behind the title of a plan


def model_mentions(reading: Reading, reader: Reader, *, proven: bool, within: Span | None = None) -> list[Mention]:
    """Return the mentions of a reading that name models, in order, none within another.

    Args:
        reading: what to look through.
        reader: knows the names and the language.
        proven: whether the context already says that quoted names here are models.
        within: only mentions in this range.
    """
    if not reading.titles and not reading.names_of("model", "product"):
        return []
    found: list[Mention] = []
    for title in reading.titles:
        if (within is not None and not within.covers(title.span)) or is_work_title(title):
            continue
        if is_model_title(reading, title, reader) or (proven and may_be_model(title.text, reader.language)):
            found.append(title)
    for name in reading.names_of("model", within=within):
        if not any(title.outer.overlaps(name.span) for title in reading.titles) and not _is_within(reading, name):
            found.append(name)
    found = [_whole(reading, each) for each in sorted(found, key=lambda mention: mention.span)]
    found = [_with_size(reading, each, reader) for each in found]
    found = _joined_words(reading, found)
    for name in reading.names_of("product", within=within):
        if is_called_model(reading, name, reader.language) and not any(each.span.overlaps(name.span) for each in found):
            found.append(name)
    return sorted(found, key=lambda mention: mention.span)


def _whole(reading: Reading, mention: Mention) -> Mention:
    """Return a known name that stands in a longer one as that: Aoba-whisper-v1 holds the name of another model."""
    before = _BEFORE_HYPHEN.search(reading.text, 0, mention.span.start)
    if not before or not isinstance(mention.value, Name) or not mention.value.candidates:
        return mention
    span = Span(before.start(), mention.span.end)
    return replace(mention, span=span, text=span.of(reading.text), value=Name((), "model"))


def _with_size(reading: Reading, mention: Mention, reader: Reader) -> Mention:
    """Return a known name in Latin letters with the size behind it, which makes it that of one model: Abc 3 270M."""
    size = _SIZE_BEHIND.match(reading.text, mention.span.end)
    value = mention.value
    if not size or not isinstance(value, Name) or not value.candidates or not mention.text.isascii():
        return mention
    span = Span(mention.span.start, size.end())
    return replace(
        mention,
        span=span,
        text=span.of(reading.text),
        value=Name(reader.finder.candidates(span.of(reading.text)), "model"),
    )


def _joined_words(reading: Reading, found: list[Mention]) -> list[Mention]:
    """Return mentions with a word in Latin letters that follows a model's name as a part of it: Abc 3.1 Fast."""
    joined: list[Mention] = []
    for each in found:
        last = joined[-1] if joined else None
        is_new = (
            isinstance(each.value, Name) and not each.value.candidates and each.text.isalpha() and each.text.istitle()
        )
        if last and is_new and isinstance(last.value, Name) and reading.text[last.span.end : each.span.start] == " ":
            span = Span(last.span.start, each.span.end)
            joined[-1] = replace(last, span=span, text=span.of(reading.text), value=Name((), "model"))
        else:
            joined.append(each)
    return joined


def is_called_model(reading: Reading, name: Mention, language: Language) -> bool:
    """Return whether a name that was taken for that of a product, but is not known, is followed by a word for models."""
    is_new = isinstance(name.value, Name) and not name.value.candidates
    return is_new and reading.text[name.span.end :].lstrip().startswith(language.words("names", "model_before"))


def _is_within(reading: Reading, name: Mention) -> bool:
    """Return whether a name is a part of something longer: of a file (read_foo.py), of an English title, of a path's owner.

    Or the name of a way to write a model down (llama-format).
    """
    before, behind = reading.text[: name.span.start], reading.text[name.span.end :]
    if name.text.rpartition("-")[2].casefold() in read_latin_rules()["formats"]:
        return True
    if re.search(r"\w_$", before) or re.match(r"_\w|\.(?:py|json|sh|md|ipynb|ya?ml)\b", behind):
        return True
    if name.text.isalpha() and re.search(r"[A-Z][a-z]+ $", before) and re.match(r" [A-Z][a-z]+ ?\)", behind):
        return True
    beside = next((each for each in reading.names if each.span.start == name.span.end + 1), None)
    other = beside is not None and getattr(beside.value, "entity_type", "") != "model"
    return behind.startswith("/") and other


def is_writing(reading: Reading, mention: Mention, language: Language) -> bool:
    """Return whether a word before a name says that it is a report, a demonstration or data: 技術レポート甲, 数据集乙."""
    before = reading.text[: mention.outer.start].rstrip(" :[「『“《")
    return before.endswith(language.words("releases", "writing_kinds"))


def is_model_title(reading: Reading, title: Mention, reader: Reader) -> bool:
    """Return whether a quotation names a model for sure: a known one, or said to be one by a word beside it."""
    text = title.text
    known = [name for name in reading.names_of("model") if title.span.covers(name.span)]
    if any(len(name.text) >= len(text) - 1 or name.span.start == title.span.start for name in known):
        return may_be_model(text, reader.language)
    if any(reader.finder.entity_type(each) == "model" for each in reader.finder.candidates(text)):
        return True
    after = reading.text[title.outer.end :].lstrip()
    before = reading.text[: title.outer.start].rstrip()
    beside = after.startswith(reader.language.words("names", "introducers")) or before.endswith(
        reader.language.words("names", "model_before")
    )
    return beside and may_be_model(text, reader.language)


def may_be_model(text: str, language: Language) -> bool:
    """Return whether a quotation could be a model's name at all: short, no sentence, no plan, law or report."""
    return (
        len(text) <= LONGEST_NAME
        and not re.search(r"[。,、!?:;]", text)
        and not _EDITION.sub("", text).endswith(
            (*language.words("policies", "documents"), *language.words("policies", "writings"))
        )
        and bool(re.search(r"[^\W\d_]", text))
    )


def may_be_released(reading: Reading, title: Mention, reader: Reader) -> bool:
    """Return whether the quoted object of a verb of release may count as a model though nothing calls it one.

    A known application or service may (an assistant is released like a model), an unknown name only where the statement
    speaks of AI; a chip, a framework or a plan may not.
    """
    known = reader.finder.candidates(title.text)
    if known:
        return reader.finder.category(known[0]) in _SERVICES
    in_words = len(title.text) > _LONGEST_UNKNOWN or has_particles(title.text, reader.language)
    return not in_words and may_be_model(title.text, reader.language) and bool(re.search(r"AI|LLM|GPT", reading.text))


def cell_models(cell: CellReading, reader: Reader) -> Iterator[EntityRef]:
    """Yield the models that a cell of a model column names: quoted, known, or the cell's text as it is."""
    text = cell.text
    if not text or not cell.readings:
        return
    reading = cell.readings[0]
    mentions = _without_aliases(reading.text, model_mentions(reading, reader, proven=True))
    if len(mentions) == 1 and (longer := _named_after(reading, mentions[0], reader)):
        yield longer
    elif len(mentions) == 2 and (whole := _of_kind(reading, mentions[0], mentions[1], reader)):
        yield whole
    elif mentions:
        aliases = tuple(alias for each in cell.readings for alias in ALIAS.findall(each.text))
        for mention in mentions:
            ref = reader.model_ref(reading, mention)
            yield replace(ref, aliases=aliases) if len(mentions) == 1 else ref
    elif len(cell.readings) == 1 and len(text) <= LONGEST_NAME and not reading.dates:
        bare = bare_name(reading)
        if bare and re.search(r"[^\W\d_]", bare.of(reading.text)):
            name = bare.of(reading.text)
            yield EntityRef(
                "model",
                name,
                reading.evidence(bare),
                reader.finder.candidates(name),
                aliases=tuple(ALIAS.findall(reading.text)),
            )


def _named_after(reading: Reading, mention: Mention, reader: Reader) -> EntityRef | None:
    """Return the model that a cell names after a known one and whoever made it of that: 甲BERT, 乙社 RoBERTa."""
    bare = bare_name(reading)
    if (
        bare is None
        or mention.outer.start == bare.start
        or mention.outer.end != bare.end
        or bare.end - bare.start > LONGEST_NAME
    ):
        return None
    makers = {maker for each in reader.model_ref(reading, mention).candidates for maker in reader.finder.makers(each)}
    before = Span(bare.start, mention.outer.start)
    named = {each for name in reading.names_of("organization", within=before) for each in reading.ref(name).candidates}
    name = bare.of(reading.text)
    if (
        named & makers
        or not (makers or is_architecture(mention))
        or not re.fullmatch(r"[^\W_](?:[\w .&+-]*[^\W_])?", name)
    ):
        return None
    return EntityRef(
        "model",
        name,
        reading.evidence(bare),
        reader.finder.candidates(name),
        aliases=tuple(ALIAS.findall(reading.text)),
    )


def _of_kind(reading: Reading, name: Mention, kind: Mention, reader: Reader) -> EntityRef | None:
    """Return the model that a cell names by a family and an architecture, with a space between them: 甲 GPT."""
    bare = bare_name(reading)
    text = reading.text
    if bare != Span(name.outer.start, kind.outer.end) or text[name.outer.end : kind.outer.start] != " ":
        return None
    whole = bare.of(text)
    is_known = isinstance(name.value, Name) and bool(name.value.candidates)
    if is_known or not is_architecture(kind):
        return None
    return EntityRef("model", whole, reading.evidence(bare), reader.finder.candidates(whole))


def is_kind(reading: Reading, mention: Mention, language: Language) -> bool:
    """Return whether a name only says of which kind a model is: 日本語BERTモデル, a bare architecture with a word before it."""
    if not is_architecture(mention):
        return False
    before, behind = reading.text[: mention.span.start], reading.text[mention.span.end :].lstrip()
    joined = re.search(r"[\u3400-\u9fff\u30a1-\u30ff]$", before) and not before.endswith(
        language.words("grammar", "joints")
    )
    return bool(joined) and behind.startswith(language.words("names", "introducers"))


def is_architecture(mention: Mention) -> bool:
    """Return whether a name is also that of an architecture, without a version or a size: BERT, RoBERTa, GPT."""
    return is_architecture_name(mention.text)


def is_work_title(title: Mention) -> bool:
    """Return whether a quotation is the title of a book, report or paper by its marks."""
    return marks_of(title) in _WORK_MARKS


def _without_aliases(text: str, mentions: list[Mention]) -> list[Mention]:
    """Leave out the names that stand in brackets right behind another one: they are its aliases."""
    aliases = [match.span(1) for mention in mentions if (match := ALIAS.match(text, mention.outer.end))]
    return [m for m in mentions if not any(start <= m.span.start and m.span.end <= end for start, end in aliases)]


def bare_name(reading: Reading) -> Span | None:
    """Return the range of a short text up to its alias in brackets, or None if nothing stands before it."""
    match = ALIAS.search(reading.text)
    end = match.start() if match else len(reading.text)
    stripped = reading.text[:end].rstrip()
    start = len(stripped) - len(stripped.lstrip())
    return Span(start, len(stripped)) if stripped.strip() else None


def alias_behind(text: str, mention: Mention) -> tuple[str, ...]:
    """Return the alias in brackets right behind a mention, if it has letters and is short."""
    match = ALIAS.match(text, mention.outer.end)
    return (match[1].strip(),) if match and re.search(r"[^\W\d_]", match[1]) and len(match[1]) <= LONGEST_NAME else ()
