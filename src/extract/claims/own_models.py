"""The model that a page is about, where neither the sentence nor a heading names it as a model: by the page's title.

A title such as 青禾Chat says nothing of what it names. It is a model's if the title goes on so (青禾Chat:医疗大模型), if the page
calls it one (青禾Chat是一个大语言模型, 青禾Chat系列模型), or if the sentence that leaves it out speaks of a model (由甲开发的大模型).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from extract.claims.claim import EntityRef, Evidence
from extract.documents.document import BlockKind, Page
from extract.lang.language import Language
from extract.mentions.latin_names import is_no_name
from extract.sources.sites import Sites
from extract.text import Span

_TITLES = 3  # headings of a page among which its title is looked for
_LATIN = r"[A-Za-z][A-Za-z0-9]*(?:[-‑._+][A-Za-z0-9]+)*(?: [vV]?\d+(?:\.\d+)*)?"
_HAN = r"[\u3040-\u30ff\u3400-\u9fff]{1,8}(?:[·•-][\u3040-\u30ff\u3400-\u9fff]{1,8})?"
_MARKUP = re.compile(r"<[^>]*>|!\[[^\]]*\]\([^)]*\)|\]\([^)]*\)+|[*#`\[\]]+|__|^[^\w\s(]+\s*")
# The name, another one in brackets, and what follows it: an end, a colon, a stroke.
_NUMBERED = r"(?:[-‑ ]?[vV]?\d+(?:\.\d+)+)?"
_NAME = rf"(?P<name>(?:{_HAN})?{_LATIN}|{_HAN}{_NUMBERED})"
_TITLE = re.compile(rf"{_NAME}\s*(?:[(（](?P<alias>[^()（）]{{2,24}})[)）])?\s*(?P<rest>$|[:：,，|｜—–].*|[-]\s.*)")
_BEHIND = r"[*_`)）」』”\]]{0,4}\s*(?:[(（][^()（）\n]{1,40}[)）])?[*_`]{0,4}\s*"
_SHORTEST, _LONGEST = 2, 30


class PageModel:
    """The model that a page is about, and what else it calls a model: asked for each line, worked out once a page.

    Args:
        page: the page.
        language: its language.
        sites: know the addresses of models' pages.
    """

    def __init__(self, page: Page, language: Language, sites: Sites) -> None:
        self._page = page
        self._language = language
        self._sites = sites
        self._made = re.compile(rf"{_NAME}(?:\s?\([^()]{{2,24}}\))?\s?{language.rules['names']['made_of_it']}")
        self._called: dict[str, bool] = {}

    def own(self, *, said: bool = False) -> EntityRef | None:
        """Return the model that the title of the page names, None if it names nothing that the page calls a model.

        Args:
            said: whether the sentence that is asked for says by itself that it speaks of a model.
        """
        return self._titled if said or self._is_model else None

    def called_at_start(self, text: str) -> Span | None:
        """Return the name with which a sentence about who made it begins, if elsewhere the page calls it a model: 甲由乙公司开发."""
        match = self._made.match(text)
        if match is None or (match["name"].isascii() and is_no_name(match["name"])):
            return None
        name, language = match["name"], self._language
        if name.startswith(language.words("aliases", "pointing")) or name in _kinds(language):
            return None  # 本模型由, 模型由
        if name not in self._called:
            self._called[name] = self._is_called_model(name, "")
        return Span(*match.span("name")) if self._called[name] else None

    @cached_property
    def _title(self) -> tuple[Span, str] | None:
        """The first name with which a title begins and what follows it."""
        found = (_name_in(self._page, line, self._language) for line in _title_lines(self._page))
        return next((each for each in found if each is not None), None)

    @cached_property
    def _titled(self) -> EntityRef | None:
        if self._title is None:
            return None
        span, _ = self._title
        return EntityRef("model", span.of(self._page.text), Evidence(self._page.number, span))

    @cached_property
    def _is_model(self) -> bool:
        if self._title is None:
            return False
        span, rest = self._title
        return self._is_called_model(span.of(self._page.text), rest)

    def _is_called_model(self, name: str, rest: str) -> bool:
        """Return whether a title or the text of its page, with the addresses in it, says that a name is a model's."""
        model = self._language.any_of("names", "model_before")
        if re.search(f"{model}$", name) or re.search(f"{model}$", rest.strip()) or name.casefold() in self._linked:
            return True
        said = rf"(?<![A-Za-z0-9]){re.escape(name)}{_BEHIND}(?:{self._language.rules['names']['called_model']})"
        return bool(re.search(said, self._page.text))

    @cached_property
    def _linked(self) -> frozenset[str]:
        return self._sites.models_in(self._page.text)


def _kinds(language: Language) -> tuple[str, ...]:
    """Return the words that say what a model is and name none."""
    return (*language.words("names", "introducers"), *language.words("names", "model_before"))


def _title_lines(page: Page) -> Iterator[Span]:
    # By identity: a set would hash the kind of each block, which takes most of the time of this.
    titles = [each for each in page.blocks if each.kind is BlockKind.TITLE or each.kind is BlockKind.HEADING]
    first = [block for block in titles if block.level <= 1] or titles
    for block in first[:_TITLES]:
        yield from block.lines


def _name_in(page: Page, line: Span, language: Language) -> tuple[Span, str] | None:
    """Return the name with which a title begins and what follows it, None if it begins with a sentence."""
    raw = line.of(page.text)
    bare = _MARKUP.sub(lambda match: " " * len(match.group()), raw)
    start = next((match.start() for match in re.finditer(r"[\w(]", bare)), len(bare))
    match = _TITLE.match(bare.rstrip(), start)
    if match is None or not _SHORTEST <= len(match["name"]) <= _LONGEST:
        return None
    name = match["name"]
    kinds = language.any_of("names", "large_model")
    is_latin = bool(re.search(r"[A-Za-z]", name))
    if is_latin and (is_no_name(name) or not (re.search(r"[A-Z0-9]", name) or not match["rest"])):
        return None
    is_joined = bool(re.search("[·•-]", name)) and not match["rest"]
    is_proven = is_joined or re.search(r"[A-Za-z]", match["alias"] or "") or re.search(rf"{kinds}$|\d$", name)
    if not is_latin and not is_proven:
        return None  # a heading of Han characters alone may be any word
    span = Span(line.start + match.start("name"), line.start + match.end("name"))
    return span, match["rest"]
