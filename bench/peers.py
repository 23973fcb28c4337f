"""What another tool finds of the names that are annotated by hand in real documents, beside what this project finds.

    python bench/peers.py zh .venv/bin/python bench/peer_taggers.py jieba
    python bench/peers.py ja peers/bin/python bench/peer_taggers.py ginza

jieba is there with the project. GiNZA wants an older SudachiPy than the project does, so it gets an environment of its own:

    python3 -m venv peers
    peers/bin/pip install "ginza>=5.3,<6" "ja-ginza>=5.3,<6"

What stands behind the language is any command that answers each line, a JSON string, with a JSON list of ``[start, end, type]``.

A tool gets the lines that our own finders get, cleaned of markup, but for those without a letter (cells of numbers), and
``tests/gold/names.py`` scores both, with the same ignored zones. A name of the type ``model/product`` counts as the one of the
two that is annotated there, which favours the tool. Two scores are printed. For ``exact`` a name's place and type must be
those of the annotation. For ``touching`` it is enough that a name of the type overlaps an annotated one, so that a tool which
cuts names in another way is not judged by its cuts; several pieces of one name count once. With ``-v`` at the end the names
missed and found too much are printed.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests/gold"))

import names as gold  # its folder is no package

from extract.lang.language import load_language
from extract.segments import Statement, cell_statements, segment

_EITHER = "model/product"


def main(lang: str, command: list[str]) -> None:
    """Print the scores of a command and ours.

    Args:
        lang: ``ja`` or ``zh``.
        command: what finds names in the lines that it gets.
    """
    theirs = _found(lang, command)
    _print(f"{lang} {command[-1]}", lang, lambda document: theirs[document])
    for known in (True, False):
        ours = {each: gold.names_in(gold.CORPUS / each, lang, known=known) for each in gold.gold(lang)}
        title = f"{lang} ours, {'with the names files' if known else 'without a names file'}"
        _print(title, lang, lambda document, names=ours: names[document])


def _found(lang: str, command: list[str]) -> dict[str, gold.Found]:
    """Return what a command finds in the documents."""
    lines = [
        (document, line)
        for document in gold.gold(lang)
        for line in _lines(document, lang)
        if re.search(r"[^\W\d_]", line.text)
    ]
    asked = "".join(json.dumps(line.text) + "\n" for _, line in lines)
    answers = subprocess.run(command, input=asked, stdout=subprocess.PIPE, text=True, check=True).stdout.splitlines()
    found: dict[str, gold.Found] = {document: {} for document in gold.gold(lang)}
    for (document, line), answer in zip(lines, answers, strict=True):
        for start, end, kind in json.loads(answer):
            span = line.raw(start, end)
            found[document][span.start, span.end] = (kind, line.text[start:end], "")
    return found


def _lines(document: str, lang: str) -> Iterator[Statement]:
    """Yield the lines of a document that our own finders read, those of its tables too."""
    language = load_language(lang)
    for section in segment(gold.document_of(gold.CORPUS / document, lang), language):
        yield from section.statements
        for table in section.tables:
            for cell in table.cells:
                yield from cell_statements(section.page, cell, language)


def _print(title: str, lang: str, find: Callable[[str], gold.Found]) -> None:
    for way, judged in (("exact", _exact), ("touching", _touching)):
        print(f"{title}, {way}")
        scores = gold.scores_of(lang, lambda document, judge=judged: judge(find(document), _annotated(lang, document)))
        for name, score in scores.items():
            if score.wanted or score.found:
                print(
                    f"  {name:<13} {score.wanted:>4} names {score.found:>5} found {score.right:>4} right"
                    f"  P {score.right / max(1, score.found):.3f} R {score.right / max(1, score.wanted):.3f} F1 {score.f1:.3f}"
                )
                if "-v" in sys.argv and name != "all":
                    print("     missed", dict(score.missed.most_common(40)))
                    print("     extra ", dict(score.extra.most_common(40)))


def _annotated(lang: str, document: str) -> dict[gold.Place, str]:
    return {(row["start"], row["end"]): row["type"] for row in gold.gold(lang)[document] if row["kind"] == "name"}


def _exact(found: gold.Found, annotated: dict[gold.Place, str]) -> gold.Found:
    """Return what was found, each of either type as the one that is annotated there."""
    return {
        place: (_settled(kind, annotated.get(place, "")), text, entity) for place, (kind, text, entity) in found.items()
    }


def _touching(found: gold.Found, annotated: dict[gold.Place, str]) -> gold.Found:
    """Return what was found, each that overlaps annotated names of its type in the places of those."""
    result: gold.Found = {}
    for place, (kind, text, entity) in found.items():
        touched = [
            each
            for each in annotated
            if each[0] < place[1] and place[0] < each[1] and _settled(kind, annotated[each]) == annotated[each]
        ]
        for whole in touched or [place]:
            result[whole] = (_settled(kind, annotated.get(whole, "")), text, entity)
    return result


def _settled(kind: str, annotated: str) -> str:
    """Return the one type that a name found as a model or product counts as."""
    if kind != _EITHER:
        return kind
    return annotated if annotated in {"model", "product"} else "product"


if __name__ == "__main__":
    main(sys.argv[1], [argument for argument in sys.argv[2:] if argument != "-v"])
