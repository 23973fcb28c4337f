"""Sample dialogues within a page: lines that begin with who speaks, and tables of questions and answers.

A page about a chat model shows what it answers. Two structures tell such a sample from a list of facts with labels: a line of
who asks (``User:``) is followed by one of who answers, and neither says a mere number. Labels of a question and its answer
(``Q:``, ``Input:``) are used for facts too, so they count only where a heading or a line above says that samples follow.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from extract.documents.document import Cell, Table
from extract.text import Span

_MARKS = r"[^\w\n]*"  # marks of emphasis, quotation and lists, brackets, emoji
_LABEL = re.compile(
    rf"{_MARKS}(?P<label>[^\W\d_][\w .+&-]{{0,28}}?)\s?\d{{0,3}}"
    r"(?:[\s*_`>\]】」』)）|]*(?P<colon>[:：])|[\s*_`]*(?P<close>[>\]】」』)）|])|(?=[\s*_`]*$))(?P<rest>.*)",
    re.DOTALL,
)
_CONTROL = re.compile(r"\s*<\|(?P<word>\w+)\|>\s*")  # of a template of chats
_OPENS = re.compile(r"[^\w\n]*[<\[【「『(（|]$")
_LATIN = re.compile(r"[A-Za-z]{3,}")
_SAYS = re.compile(r"\w")
_ASKED_OF = re.compile(r"[。？！?!]\W*$")
_NUMBER = re.compile(r"\W*[\d０-９]")
_LONGEST_FACT = 24  # characters behind a label that begin with a number: a figure, nothing that anybody says
_FAR = 40  # lines of one answer
_ASKED, _SAID = 8, 20  # characters in the mean of a column of prompts, and of one of answers whatever it is called


_QUOTED = r"(?:“[^“”\n]{1,300}”|「[^「」\n]{1,300}」|『[^『』\n]{1,300}』|\"[^\"\n]{1,300}\")"
_OPENING_QUOTES = '“「『"'
_ROLES = ("system", "answers", "asks", "answerer", "asker")
_ASKS, _ANSWERS = frozenset({"asker", "asks"}), frozenset({"answerer", "answers"})


class Line(NamedTuple):
    """A line of a page: the raw text from where its content begins, and whether a block begins with it."""

    text: str
    begins: bool


class _Turn(NamedTuple):
    line: int
    role: str  # asker, asks, answerer, answers, system or the label itself
    label: str
    rest: str


class Speakers:
    """The words by which a language labels the turns of a dialogue.

    Args:
        rules: the section ``asides.dialogue`` of a language's rules: lists of words by role.
    """

    def __init__(self, rules: Mapping[str, Any]) -> None:
        self._roles = {str(word).casefold(): role for role in _ROLES for word in rules[role]}
        words = "|".join(re.escape(word) for word in sorted(self._roles, key=lambda word: (-len(word), word)))
        self._any = re.compile(
            rf"^(?:\s*<\|\w+\|>)?[^\w\n]*(?:{words})\s?\d{{0,3}}(?:[^\w\n]|$)", re.IGNORECASE | re.MULTILINE
        )
        asks = sorted({str(word) for role in _ASKS for word in rules[role] if len(str(word)) > 1})
        # Most characters of a page begin no such thing, and one class of characters says so fastest.
        begins = "".join(re.escape(each) for each in sorted({*_OPENING_QUOTES, *(word[0] for word in asks)}))
        self._prompt = re.compile(
            rf"(?=[{begins}])(?:(?:{_any(asks)})(?:{_any(rules['asked_of'])})?[:：]?\s?(?P<behind>{_QUOTED})"
            rf"|(?P<before>{_QUOTED})(?:{_any(rules['asked_with'])}))",
            re.IGNORECASE,
        )

    def may_speak(self, text: str) -> bool:
        """Return whether any line of a text begins with a label; most pages have none."""
        return bool(self._any.search(text))

    def samples(self, lines: Sequence[Line], named: str, *, told: int | None, to_end: bool = False) -> list[Span]:
        """Return the ranges of lines that are sample dialogues.

        Args:
            lines: those under one heading.
            named: the page's headings in lower case; a label that they name may be a model's.
            told: the number of the first line for which a heading or a line says that samples are shown, None if none does.
            to_end: whether all that follows the first sample belongs to it, since the heading says so.
        """
        turns = [turn for number, line in enumerate(lines) if (turn := self._turn(number, line.text))]
        found: list[Span] = []
        at = done = 0
        while at < len(turns):
            length = self._dialogue(turns[at:], named, told)
            if length:
                setting = (turn for turn in reversed(turns[done:at]) if turn.role == "system")
                first, last = next(setting, turns[at]), turns[at + length - 1]
                found.append(Span(first.line, len(lines) if to_end else self._end(lines, last)))
                done = at + length
                if to_end:
                    break
            at += max(length, 1)
        return found

    def labels(self, texts: Mapping[int, str]) -> set[int]:
        """Return which headings are nothing but labels of turns, of those who ask and of those who answer; else none."""
        roles: dict[int, str] = {}
        for number, text in texts.items():
            turn = self._turn(0, text)
            if turn is None or _SAYS.search(turn.rest):
                continue
            if turn.role in {"asker", "answerer"} or text.rstrip(" *_").endswith((":", "：")):
                roles[number] = turn.role
        both = _ASKS.intersection(roles.values()) and _ANSWERS.intersection(roles.values())
        return {number for number, role in roles.items() if role in _ASKS | _ANSWERS} if both else set()

    def prompts(self, text: str) -> Iterator[Span]:
        """Yield what a text quotes as a question or instruction to a model, without its quotation marks."""
        for match in self._prompt.finditer(text):
            start, end = match.span("behind" if match["behind"] else "before")
            yield Span(start + 1, end - 1)

    def sample_columns(self, table: Table, text: str, *, told: bool) -> frozenset[int]:
        """Return the columns of a table that show what was asked and answered, by their headers and their sentences.

        Another column of such a table may state facts of the samples: of which kind they are, how many there are.

        Args:
            table: the table.
            text: its page.
            told: whether a heading or a line says that samples are shown.
        """
        heads = {cell.column: self._role(_words(cell, text)) for cell in table.cells if cell.header and cell.lines}
        roles = set(heads.values())
        asked = [column for column, role in heads.items() if role in _ASKS]
        if not asked or not all(_is_said(table.cells, column, text) for column in asked):
            return frozenset()
        answers = [column for column, role in heads.items() if role in _ANSWERS]
        others = [column for column in heads if column not in asked]
        long = (column for column in others if _mean(table.cells, (column,), text) >= _SAID)
        if answers:
            said = all(_is_said(table.cells, column, text) for column in answers)
            return frozenset((*asked, *answers, *long)) if said else frozenset()
        if not others or not (told or "asker" in roles):
            return frozenset()
        is_said = _mean(table.cells, asked, text) >= _ASKED and _mean(table.cells, others, text) >= _SAID
        return frozenset(heads) if is_said else frozenset()

    def _turn(self, number: int, text: str) -> _Turn | None:
        control = _CONTROL.match(text)
        if control and not self._role(control["word"]):
            text = text[control.end() :]
        match = _LABEL.match(text)
        if not match:
            return None
        label = match["label"].strip()
        role = self._role(label)
        alone = not match["rest"].strip(" *_`")
        enclosed = bool(match["close"]) and bool(_OPENS.match(text[: match.start("label")]))
        if not match["colon"] and not enclosed and not (alone and role and not match["close"]):
            return None
        return _Turn(number, role or label, label, match["rest"].strip(" *_`"))

    def _role(self, label: str) -> str:
        return self._roles.get(label.strip().casefold(), "")

    def _dialogue(self, turns: Sequence[_Turn], named: str, told: int | None) -> int:
        """Return how many turns, from the first on, are a dialogue; 0 if none begins there."""
        first = turns[0]
        shown = told is not None and first.line >= told
        if first.role not in _ASKS or _is_fact(first.rest) or (first.role == "asks" and not shown):
            return 0
        answerer, length = "", 1
        for number, turn in enumerate(turns[1:], start=1):
            if turn.line - turns[length - 1].line > _FAR and not shown:
                break
            asks = turn.role in {first.role, "asker"} or (shown and turn.role in _ASKS)
            if not asks and turn.role != "answerer" and turn.label != answerer:
                before = turns[number - 1]
                if answerer or before.role not in _ASKS or not self._may_answer(turns, number, named, shown=shown):
                    continue
            if _is_fact(turn.rest) and not _is_uttered(turns[number - 1].rest):
                break
            if not asks:
                answerer = turn.label
            length = number + 1
        return length if answerer else 0

    def _may_answer(self, turns: Sequence[_Turn], number: int, named: str, *, shown: bool) -> bool:
        """Return whether a label behind one of who asks is of who answers.

        If no list says so, it is a model that headings name, or comes again when there is asked again.
        """
        turn, before = turns[number], turns[number - 1]
        if shown:
            return True
        letters = _LATIN.findall(turn.label)
        if any(word.casefold() in named for word in letters):
            return True
        if _ASKED_OF.search(before.rest) and (
            turn.role in {"answers", "system"} or (not letters and turn.label in named)
        ):
            return True
        again = zip(turns[number:], turns[number + 1 :], strict=False)
        return turn.label in {other.label for asked, other in again if asked.role == before.role}

    def _end(self, lines: Sequence[Line], last: _Turn) -> int:
        """Return the number of the line behind what the last turn says."""
        end = last.line + 1
        if not _SAYS.search(last.rest) and end < len(lines):
            end += 1  # the label has a line of its own: the next block is what is said
        while end < len(lines) and not lines[end].begins:
            end += 1
        return end


def _is_fact(said: str) -> bool:
    """Return whether what stands behind a label is a figure: ``Users: 30 million``."""
    return bool(_NUMBER.match(said)) and len(said) <= _LONGEST_FACT


def _is_uttered(said: str) -> bool:
    """Return whether what stands behind a label may be a question or a request, which a number can answer."""
    return not said or bool(_ASKED_OF.search(said)) or len(said) > _LONGEST_FACT


def _words(cell: Cell, text: str) -> str:
    return re.sub(r"^\W+|\W+$", "", " ".join(line.of(text) for line in cell.lines))


def _column(cells: Iterable[Cell], columns: Sequence[int], text: str) -> list[str]:
    """Return the texts of the cells of some columns, without headers and empty cells."""
    said = [
        " ".join(line.of(text) for line in cell.lines) for cell in cells if cell.column in columns and not cell.header
    ]
    return [words for words in said if words.strip()]


def _mean(cells: Iterable[Cell], columns: Sequence[int], text: str) -> float:
    said = _column(cells, columns, text)
    return sum(map(len, said)) / max(len(said), 1)


def _is_said(cells: Iterable[Cell], column: int, text: str) -> bool:
    """Return whether the cells of a column hold what is said and not figures, as prices for input and output."""
    said = _column(cells, (column,), text)
    figures = sum(any(char.isdigit() for char in words) and len(words) <= _LONGEST_FACT for words in said)
    return bool(said) and 2 * figures < len(said)


def _any(words: Iterable[Any]) -> str:
    return "|".join(re.escape(word) for word in sorted(map(str, words), key=lambda word: (-len(word), word))) or "(?!)"
