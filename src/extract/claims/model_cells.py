"""The models that a cell in a column of names lists, each with its whole name, and cells that hold only sizes or variants.

A known name is often the beginning of a longer one: the rows 甲-3 Small and 甲-3 Large are two models, though 甲-3 is all that is
known. So what stands between the marks of a list is one name, if it begins with a model and goes on with words of names. What is
a size, a version or a variant alone (7B, v4, base) names nothing without the name that it belongs to.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.claims.claim import EntityRef
from extract.claims.reading import CellReading, Reading
from extract.lang.language import Language, read_latin_rules
from extract.mentions.mention import Mention, Name
from extract.text import Span

_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_JOINTS = re.compile(r"\s*[、,;]\s*|\s+[/|+&·・]\s+|(?<![A-Za-z]-[A-Z])/(?!\d+-)|\s+(?:and|or)\s+")
_OWNER = re.compile(r"[\w.-]{2,30}/(?=[\w.-]*[\w]-?[\w.-]*$)")  # before the name of a repository
_NUMBER = r"(?:\d+x)?\d[\d,]*(?:\.\d+)?\s?[KkMBbT]?"
_SIZE = re.compile(rf"~?{_NUMBER}(?:-{_NUMBER})?")
_VERSION = re.compile(r"[vVrRkK]?\d+(?:\.(?:\d+|x))*")
_BARE = re.compile(rf"(?:{_VERSION.pattern}|{_NUMBER})(?:-[A-Za-z0-9.]+)*|[\W_]+|\w+=\S+")
# What a name goes on with behind one that is known: a size, a number, a word that begins with a capital letter or that a hyphen ties.
_MORE = re.compile(r"(?: ?[A-Z][A-Za-z0-9.]*| ?\d[\w.]*| (?P<variant>[a-z]+[0-9.]*)|[-_][\w.]+|/\d[\w-]*)")
_LATIN_VERSIONED = re.compile(r"[A-Z][A-Za-z]+[ -][vVrRkK]?\d[\w.-]*")
_VERSIONED = re.compile(r"[vVrR]?\d+(?:\.\d+)*(?:[ -][A-Za-z][\w.-]*)*")
# Behind the name of an architecture: what makes it that of one's own model, BERT 日本語版.
_OWN_KIND = re.compile(r" ?[^\x00-\x7f\u3041-\u3096、。,;:()][^\u3041-\u3096、。,;:()]{1,23}")
_MARKS = " *†‡`\"'「」『』“”"
_LONGEST = 40


def pieces(text: str) -> Iterator[Span]:
    """Yield the ranges of a cell's text between the marks of a list, without brackets behind and marks around."""
    open_text = _BRACKETS.sub(lambda match: " " * len(match[0]), text)
    start = 0
    for joint in (*_JOINTS.finditer(open_text), None):
        end = joint.start() if joint else len(open_text)
        if joint and "/" in joint[0] and _is_path(open_text, start, joint):
            continue
        piece = open_text[start:end]
        left = len(piece) - len(piece.lstrip(_MARKS))
        stripped = piece.strip(_MARKS)
        if stripped:
            yield Span(start + left, start + left + len(stripped))
        start = joint.end() if joint else end


def _is_path(text: str, start: int, joint: re.Match[str]) -> bool:
    """Return whether a stroke stands between an owner and a repository, as the only one of a text without spaces."""
    whole = text[start:].strip(_MARKS)
    owner, _, name = whole.partition("/")
    return (
        joint[0] == "/"
        and text.count("/") == 1
        and bool(re.fullmatch(r"[\w.-]+/[\w.-]+", whole))
        and ("-" in name or "_" in name)
        and not _BARE.fullmatch(name)
        and not re.search(r"\d", owner.split("-")[-1])
    )


def names_nothing(text: str) -> bool:
    """Return whether a text is a size, a number, a version or a word for a variant, which need a name before them."""
    variants = read_latin_rules()["variants"]
    parts = [each for each in re.split(r"[\s_-]+", text.casefold()) if each]
    return bool(_BARE.fullmatch(text)) or all(each in variants or _SIZE.fullmatch(each) for each in parts)


def holds_no_name(cell: CellReading) -> bool:
    """Return whether a cell lists only sizes, lengths and variants, or begins with them: 7B、7B-Chat [4096]."""
    for reading in cell.readings:
        found = list(pieces(reading.text))
        amounts = [mention.span for mention in reading.quantities]
        known = [
            name.span for name in reading.names_of("model") if isinstance(name.value, Name) and name.value.candidates
        ]
        bare = [
            (names_nothing(span.of(reading.text)) or any(each.covers(span) for each in amounts))
            and not any(each.covers(span) for each in known)
            for span in found
        ]
        if bare and not (bare[0] and 2 * sum(bare) >= len(bare)):
            return False
    return True


def listed_models(cell: CellReading, language: Language) -> list[EntityRef]:
    """Return the models that a cell names for sure, in order, each with its whole name.

    Args:
        cell: a cell of a column of models.
        language: knows the words behind lists.
    """
    found: list[EntityRef] = []
    for reading in cell.readings:
        first = ""
        models: list[EntityRef | None] = []
        spans = [(span, _without_ending(reading.text, span, language)) for span in pieces(reading.text)]
        for span, whole in spans:
            models.append(_continued(reading, whole, first) or _model(reading, span, whole))
            first = first or (models[-1].name if models[-1] else whole.of(reading.text))
        if any(models):
            named = [each or _by_version(reading, whole) for each, (_, whole) in zip(models, spans, strict=True)]
            found.extend(each for each in named if each and all(each.name != other.name for other in found))
    return found


def _by_version(reading: Reading, span: Span) -> EntityRef | None:
    """Return the model that a piece names by a word and a version, beside others that are models for sure."""
    if not _LATIN_VERSIONED.fullmatch(span.of(reading.text)) or names_nothing(span.of(reading.text)):
        return None
    return EntityRef("model", span.of(reading.text), reading.evidence(span))


def _without_ending(text: str, span: Span, language: Language) -> Span:
    """Return a range without a word for more of its kind at its end: 甲-3 など, 甲-3 系列."""
    others = language.any_of("headers", "list_endings")
    return Span(span.start, span.start + len(re.sub(rf"\s*{others}$", "", span.of(text))))


def _continued(reading: Reading, span: Span, first: str) -> EntityRef | None:
    """Return the model that a piece names by what tells it from the first one of its list: 甲 V4 / V4-Pro, 甲-5 Sol / Luna."""
    text = span.of(reading.text)
    known = any(
        isinstance(each.value, Name) and each.value.candidates for each in reading.names_of("model", within=span)
    )
    stem = ""
    if not first or known:
        return None
    if _VERSIONED.fullmatch(text) and (versioned := re.match(r"(?P<stem>[^\d]*[A-Za-z][ -]?)[vVrR]?\d", first)):
        stem = versioned["stem"].removesuffix("v").removesuffix("V")
    elif re.fullmatch(r"[A-Z][a-z]+", text) and re.search(r"\d\S* [A-Z][a-z]+$", first):
        stem = first.rsplit(" ", 1)[0] + " "
    return EntityRef("model", stem + text, reading.evidence(span)) if stem else None


def _model(reading: Reading, span: Span, whole: Span) -> EntityRef | None:
    """Return the model that a piece of a list names; `whole` is the piece without what stands behind names."""
    text = reading.text
    names = [each for each in reading.names_of("model") if span.covers(each.span)]
    if not names or whole.end - whole.start > _LONGEST:
        return None
    owner = _OWNER.match(text, span.start, span.end)
    first = next((each for each in names if owner is None or each.span.start >= owner.end()), names[0])
    known = isinstance(first.value, Name) and first.value.candidates
    before = Span(span.start, first.outer.start)
    if (names_nothing(first.text) and not known) or not _may_stand_before(reading, before):
        return None
    if before.of(text).strip(_MARKS) and not owner and is_architecture_name(first.text):
        return None  # somebody's own model of a kind: 甲 BERT
    end = _end_of_name(text, first, whole)
    if end <= first.outer.end:
        if is_architecture_name(first.text) and _OWN_KIND.fullmatch(text, first.outer.end, whole.end):
            own = Span(first.span.start, whole.end)
            return EntityRef("model", own.of(text), reading.evidence(own))
        return reading.ref(first)
    name = Span(first.span.start, end)
    path = (text[span.start : end],) if owner else ()
    return EntityRef("model", name.of(text), reading.evidence(name), aliases=path)


def is_architecture_name(name: str) -> bool:
    """Return whether a name is also that of an architecture, without a version or a size: BERT, RoBERTa, GPT."""
    folded = name.casefold()
    rules = read_latin_rules()
    return folded in rules["model_words"] or (folded.isalpha() and any(stem in folded for stem in rules["model_stems"]))


def _may_stand_before(reading: Reading, span: Span) -> bool:
    """Return whether what stands before a name is none of it: nothing, its maker, the owner of its repository."""
    before = span.of(reading.text).strip(_MARKS)
    if not re.search(r"\w", before) or re.fullmatch(r"[\w.-]{2,30}/", before):
        return True
    makers = reading.names_of("organization", within=span)
    return bool(makers) and len(before) - sum(len(each.text) for each in makers) <= 1


def _end_of_name(text: str, first: Mention, whole: Span) -> int:
    """Return where a name ends that begins with a known one: at the end of its piece, if all of that is words of names."""
    rules = read_latin_rules()
    end = first.span.end
    while end < whole.end and (more := _MORE.match(text, end, whole.end)):
        word = more[0].strip(" _-").casefold()
        if word not in rules["variants"] and (more["variant"] or word in rules["no_models"]):
            break
        end = more.end()
    return end if end == whole.end else first.outer.end
