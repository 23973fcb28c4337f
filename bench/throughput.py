"""Speed of the stages of reading a text beside the raw segmenter, as ratios measured in one run.

    python bench/throughput.py ja FILE.txt
    python bench/throughput.py zh FILE.md

Prints characters a second of each stage and its share of the raw segmenter's speed. The raw segmenter is SudachiPy or jieba
cutting the same lines into words and no more. The stages are run in turn, five times, in processor time, and the fastest run
of each counts. Absolute figures depend on the machine, the ratios less so.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from extract.claims.find import find_claims
from extract.documents.document import Document
from extract.documents.read import read_document
from extract.errors import Problem
from extract.lang.chunks import chunks
from extract.lang.language import Language, load_language
from extract.mentions.names import NameFinder
from extract.mentions.values import read_values
from extract.resources import names_folder
from extract.segments import cell_statements, segment
from extract.sources.knowledge import read_knowledge

_RUNS = 5
_RAW = "raw segmenter"


def main(code: str, path: Path) -> None:
    """Measure the stages on one document and print a row a stage.

    Args:
        code: ``ja`` or ``zh``.
        path: a document in that language.
    """
    document = read_document(path)
    if isinstance(document, Problem):
        sys.exit(str(document))
    language = load_language(code)
    finder = NameFinder(read_knowledge(names_folder()))
    texts = list(_texts(document, language))
    characters = sum(map(len, texts))
    cut = _cutter(code)
    edges = [frozenset({token.start for token in language.tokenize(text)}) for text in texts]

    def whole(read: Document = document) -> None:
        find_claims(read, finder, language)

    stages: dict[str, Callable[[], object]] = {
        _RAW: lambda: [cut(text) for text in texts],
        "tokens": lambda: [language.tokenize(text) for text in texts],
        "values": lambda: [read_values(text, lang=code) for text in texts],
        "names": lambda: [finder.find(text, each, language) for text, each in zip(texts, edges, strict=True)],
        "sections": lambda: list(_texts(document, language)),
        "claims, all of it": whole,
    }
    runs = [{name: _timed(stage) for name, stage in stages.items()} for _ in range(_RUNS)]
    seconds = {name: min(run[name] for run in runs) for name in stages}
    raw = seconds[_RAW]
    print(f"{path.name}: {characters:,} characters in {len(texts):,} statements")
    for name, spent in seconds.items():
        print(f"  {name:<20}{characters / spent:>12,.0f} characters/s {raw / spent:>7.2f} of the segmenter")


def _cutter(code: str) -> Callable[[str], list[str]]:
    """Return the segmenter of a language as it comes: text -> words."""
    if code == "zh":
        import jieba

        return jieba.Tokenizer().lcut  # type: ignore[no-any-return]
    import sudachipy

    tokenizer = sudachipy.Dictionary().tokenizer(mode=sudachipy.SplitMode.B)
    return lambda text: [word.surface() for _, part in chunks(text) for word in tokenizer.tokenize(part)]


def _texts(document: Document, language: Language) -> Iterator[str]:
    """Yield the cleaned text of all that is read for facts: statements and cells of tables."""
    for section in segment(document, language):
        yield from (statement.text for statement in section.statements)
        for cell in (cell for table in section.tables for cell in table.cells):
            yield from (statement.text for statement in cell_statements(section.page, cell, language))


def _timed(stage: Callable[[], object]) -> float:
    started = time.process_time()
    stage()
    return time.process_time() - started


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
