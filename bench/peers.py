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
those of the annotation. For ``touching``, in the corpus alone, it is enough that a name of the type overlaps an annotated one,
so that a tool which cuts names in another way is not judged by its cuts; several pieces of one name count once. With ``-v``
at the end the names missed and found too much are printed.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1] / "tests/gold"))

import names as gold  # its folder is no package

from extract.documents.document import Document
from extract.documents.read import Metadata, read_document
from extract.lang.language import load_language
from extract.segments import Statement, cell_statements, segment

_EITHER = "model/product"
Rows = list[dict[str, Any]]
Names = dict[str, list[gold.Found]]


def main(lang: str, command: list[str]) -> None:
    """Print the scores of a command and ours on the corpus and the samples of a language.

    Args:
        lang: ``ja`` or ``zh``.
        command: what finds names in the lines that it gets.
    """
    for name in (lang, "samples"):
        documents = [each for each in gold.annotated(name) if name == lang or f".{lang}." in each]
        what = "samples" if name == "samples" else "corpus"
        theirs = _found(name, lang, documents, command)
        _print(f"{lang} {what}, {command[-1]}", name, theirs)
        for known in (True, False):
            ours = {each: gold.names_in(gold.path_of(name, each), known=known) for each in documents}
            _print(f"{lang} {what}, ours {'with the names files' if known else 'with no names files'}", name, ours)


def _found(name: str, lang: str, documents: list[str], command: list[str]) -> Names:
    """Return what a command finds in the documents."""
    lines = [
        (document, line)
        for document in documents
        for line in _lines(gold.path_of(name, document), lang)
        if re.search(r"[^\W\d_]", line.text)
    ]
    asked = "".join(json.dumps(line.text) + "\n" for _, line in lines)
    answers = subprocess.run(command, input=asked, stdout=subprocess.PIPE, text=True, check=True).stdout.splitlines()
    found: Names = {document: [] for document in documents}
    for (document, line), answer in zip(lines, answers, strict=True):
        for start, end, kind in json.loads(answer):
            place = tuple(line.raw(start, end))
            found[document].append(gold.Found(line.page, place, line.text[start:end], kind, ""))
    return found


def _lines(path: Path, lang: str) -> Iterator[Statement]:
    """Yield the lines of a document that our own finders read, those of its tables too."""
    if path.suffix == ".yml":  # a list of models as data; its text is read
        path = Path(shutil.copy(path, Path(tempfile.mkdtemp()) / f"{path.stem}.txt"))
    document = read_document(path, known=Metadata(language=lang))
    assert isinstance(document, Document), document
    language = load_language(lang)
    for section in segment(document, language):
        yield from section.statements
        for table in section.tables:
            for cell in table.cells:
                yield from cell_statements(section.page, cell, language)


def _print(title: str, name: str, found: Names) -> None:
    ways = {"exact": _by_text} if name == "samples" else {"exact": _exact, "touching": _touching}
    for way, judged in ways.items():
        print(f"{title}, {way}")
        for kind, score in _scores(name, found, judged).items():
            if score.wanted or score.found:
                measures = score.measures()
                print(
                    f"  {kind:<13}{score.wanted:>5} names{score.found:>5} found{score.right:>5} right  P {measures['precision']:.3f}"
                    f"  R {measures['recall']:.3f}  F1 {measures['f1']:.3f}"
                )
                if "-v" in sys.argv and kind != "all":
                    print("     missed", dict(score.missed.most_common(40)))
                    print("     extra ", dict(score.extra.most_common(40)))


def _scores(
    name: str, found: Names, judged: Callable[[list[gold.Found], Rows], list[gold.Found]]
) -> dict[str, gold.Score]:
    result = {kind: gold.Score() for kind in (*gold.TYPES, "all")}
    compare = gold.by_count if name == "samples" else gold.by_place
    for document, each in found.items():
        rows = gold.annotated(name)[document]
        names = [one for one in judged(each, [row for row in rows if row["kind"] == "name"]) if one.type in gold.TYPES]
        for kind, score in compare(rows, names).items():
            for total in (result[kind], result["all"]):
                total.wanted += score.wanted
                total.found += score.found
                total.right += score.right
                total.missed.update(score.missed)
                total.extra.update(score.extra)
    return result


def _exact(found: list[gold.Found], rows: Rows) -> list[gold.Found]:
    """Return what was found, each of either type as the one that is annotated there."""
    types = {(row["start"], row["end"]): row["type"] for row in rows}
    return [_settled(each, types.get(each.place, "")) for each in found]


def _by_text(found: list[gold.Found], rows: Rows) -> list[gold.Found]:
    """Return what was found, each of either type as the one that the name has on its page."""
    types = {(row["page"], row["text"]): row["type"] for row in rows}
    return [_settled(each, types.get((each.page, each.text), "")) for each in found]


def _touching(found: list[gold.Found], rows: Rows) -> list[gold.Found]:
    """Return what was found, each that overlaps annotated names of its type in the places of those."""
    result: dict[tuple[int, int], gold.Found] = {}
    for each in found:
        touched = [
            row
            for row in rows
            if row["start"] < each.place[1]
            and each.place[0] < row["end"]
            and _settled(each, row["type"]).type == row["type"]
        ]
        for row in touched:
            place = (row["start"], row["end"])
            result[place] = replace(_settled(each, row["type"]), place=place)
        if not touched:
            result.setdefault(each.place, _settled(each, ""))
    return list(result.values())


def _settled(found: gold.Found, annotated: str) -> gold.Found:
    """Return a name of the one type that it counts as."""
    if found.type != _EITHER:
        return found
    return replace(found, type=annotated if annotated in {"model", "product"} else "product")


if __name__ == "__main__":
    main(sys.argv[1], [argument for argument in sys.argv[2:] if argument != "-v"])
