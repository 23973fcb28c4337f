"""What the headings and folded parts above a block of a page say that it is: samples, a licence, thanks, how to cite."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from extract.documents.document import Block, BlockKind, Page, Role
from extract.text import Span, clean

_HEADINGS = frozenset({BlockKind.TITLE, BlockKind.HEADING})
_DETAILS = re.compile(r"<details\b[^<>]*>|</details\s*>", re.IGNORECASE)
_SUMMARY = re.compile(r"\s*<summary\b[^<>]*>(.{0,400}?)</summary\s*>", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"<[^<>]*>")
_EDGES = re.compile(r"^[\W\d_]+|[\W_]+$")
_LATIN_BEFORE = re.compile(r"^[\x00-\x7f]+(?=[^\x00-\x7f])")
_BRACKET_BEHIND = re.compile(r"[(\[][^()\[\]]*[)\]]\W*$")
_LONGEST_HEADING = 60  # characters; a longer one is a sentence
_BOLD = re.compile(r"(?:\*\*|__|<b>|<strong>)[^\n*]{1,40}(?:\*\*|__|</b>|</strong>)\s*[:：]?", re.IGNORECASE)
_BOLD_LEVEL = 7  # below all headings that are marked
_SHORT = 20  # characters of a line that stands for a heading
_LONGEST_INTRO = 80  # characters of a line above samples


class Shows(IntEnum):
    """How sure a heading is that a model's answers follow."""

    NOTHING = 0
    EXAMPLES = 1  # of any kind
    SAMPLES = 2


@dataclass(frozen=True)
class Scope:
    """Blocks under the same headings and in the same folded part.

    Attributes:
        blocks: their numbers.
        shows: what the headings say of them.
        role: of the text as such, None if the headings limit nothing.
        folded: whether it is a folded part (``details``) that a heading or its summary calls samples.
    """

    blocks: tuple[int, ...]
    shows: Shows = Shows.NOTHING
    role: Role | None = None
    folded: bool = False


@dataclass
class _Above:
    level: int
    shows: Shows
    role: Role | None


class Headings:
    """Reads headings by the words of a language.

    Args:
        rules: the section ``asides`` of the language's rules.
        joints: pattern of the words that join the parts of a heading.
    """

    def __init__(self, rules: Mapping[str, Any], joints: Sequence[str]) -> None:
        self._whole = {_folded(word): Role.DOUBTFUL for word in rules["back_matter"]}
        self._whole |= {_folded(word): Role.LICENCE for word in rules["licences"]}
        behind = f"(?:{_any(rules['examples_behind'])})?"
        self._samples = re.compile(rf"(?:{_any(rules['samples'])}){behind}$", re.IGNORECASE)
        self._examples = re.compile(rf"(?:{_any(rules['examples'])}){behind}$", re.IGNORECASE)
        self._joints = re.compile(rf"[&/、,·|;]|\band\b|{'|'.join(map(re.escape, joints))}")

    def shows(self, text: str) -> Shows:
        """Return what a heading or summary says that follows."""
        if len(text) > _LONGEST_HEADING:
            return Shows.NOTHING
        bare = _EDGES.sub("", _BRACKET_BEHIND.sub("", unicodedata.normalize("NFKC", text)))
        if self._samples.search(bare):
            return Shows.SAMPLES
        return Shows.EXAMPLES if self._examples.search(bare) else Shows.NOTHING

    def announces(self, line: str) -> bool:
        """Return whether a line says that samples follow: it ends with a colon, or is as short as a heading of samples."""
        line = line.strip(" *_")
        if len(line) > _LONGEST_INTRO:
            return False
        ends_with_colon = line.endswith((":", "："))
        if not ends_with_colon and not _is_short(line):
            return False
        shows = self.shows(line[-_LONGEST_HEADING:])
        return shows is not Shows.NOTHING if ends_with_colon else shows is Shows.SAMPLES

    def role(self, text: str) -> Role | None:
        """Return what a heading says that its text is, if it says nothing else; the first of its parts counts."""
        if len(text) > _LONGEST_HEADING:
            return None
        roles = [self._role(part) for part in self._joints.split(unicodedata.normalize("NFKC", text))]
        return next((role for role in roles if role), None) or self._role(unicodedata.normalize("NFKC", text))

    def _role(self, part: str) -> Role | None:
        bare = _EDGES.sub("", _BRACKET_BEHIND.sub("", part))
        return self._whole.get(_folded(bare)) or self._whole.get(_folded(_LATIN_BEFORE.sub("", bare)))

    def scopes(self, page: Page) -> Iterator[Scope]:
        """Yield the scopes of a page in order; each heading stands in the one that it opens."""
        folds = list(_folded_parts(page.text))
        above: list[_Above] = []
        held: list[int] = []
        fold: Span | None = None
        for number, block in enumerate(page.blocks):
            inside = next((span for span, _ in reversed(folds) if span.start <= block.lines[0].start < span.end), None)
            heads = block.kind in _HEADINGS or self._heads_in_bold(page, block, above)
            if held and (heads or inside != fold):
                yield self._scope(held, above, fold, folds)
                held = []
            fold = inside
            if heads:
                above = self._under(above, block, page)
            held.append(number)
        if held:
            yield self._scope(held, above, fold, folds)

    def _heads_in_bold(self, page: Page, block: Block, above: Sequence[_Above]) -> bool:
        """Return whether a paragraph is one short line in bold that says what follows, or ends what such a line began."""
        if block.kind is not BlockKind.PARAGRAPH or len(block.lines) > 1:
            return False
        line = block.lines[0].of(page.text)
        if not _BOLD.fullmatch(line):
            return False
        text = line.strip(" *_:：")
        says = self.role(text) is not None or self.shows(text) is Shows.SAMPLES
        return says or (bool(above) and above[-1].level == _BOLD_LEVEL and not line.rstrip("*_").endswith((":", "：")))

    def _under(self, above: list[_Above], block: Block, page: Page) -> list[_Above]:
        level = 0 if block.kind is BlockKind.TITLE else block.level if block.kind is BlockKind.HEADING else _BOLD_LEVEL
        text = clean(page.text, block.lines, page.markup).text
        kept = [each for each in above if each.level < level]
        if block.kind is BlockKind.TITLE:
            return [_Above(level, Shows.NOTHING, None)]
        role = self.role(text.rstrip(":"))
        if role is None and level < _BOLD_LEVEL and any(each.role for each in kept):
            role = Role.DOUBTFUL  # a heading of its own below that of a licence
        return [*kept, _Above(level, self.shows(text), role)]

    def _scope(
        self, held: list[int], above: list[_Above], fold: Span | None, folds: Sequence[tuple[Span, str]]
    ) -> Scope:
        shows = max((each.shows for each in above), default=Shows.NOTHING)
        role = next((each.role for each in reversed(above) if each.role), None)
        summaries = [summary for span, summary in folds if fold is not None and span.covers(fold)]
        in_samples = shows is Shows.SAMPLES or any(self.shows(each) is Shows.SAMPLES for each in summaries)
        shows = max([shows, *map(self.shows, summaries)])
        role = next((found for each in reversed(summaries) if (found := self.role(each))), role)
        return Scope(tuple(held), shows, role, folded=fold is not None and in_samples)


def _is_short(line: str) -> bool:
    return len(line) <= _SHORT and not line.endswith(("。", ".", "！", "？", "!", "?"))


def _folded_parts(text: str) -> Iterator[tuple[Span, str]]:
    """Yield the folded parts of a Markdown page with their summaries, the outer ones before those within them."""
    opened: list[int] = []
    found: list[tuple[Span, str]] = []
    for tag in _DETAILS.finditer(text) if "<details" in text.lower() else ():
        if not tag[0].startswith("</"):
            opened.append(tag.end())
        elif opened:
            start = opened.pop()
            summary = _SUMMARY.match(text, start)
            found.append((Span(start, tag.start()), " ".join(_TAG.sub("", summary[1]).split()) if summary else ""))
    yield from sorted(found, key=lambda each: (each[0].start, -each[0].end))


def _any(words: Sequence[Any]) -> str:
    return "|".join(re.escape(word) for word in sorted(map(str, words), key=lambda word: (-len(word), word)))


def _folded(words: Any) -> str:
    return re.sub(r"\s+", " ", str(words)).strip().casefold()
