"""Speed of finding names beside the raw segmenter, and what a hundred times as many known names cost, in one run.

    python bench/names.py ja FILE...
    python bench/names.py zh FILE...

Every stage reads the same lines, whose Docs are ready, three times, and the fastest run counts. The first is given too: what
a word looks like is remembered, and only the first run meets the words of these documents for the first time. The stages
are the known names alone (the automaton and the checks of boundaries), and all of what finds names in a line
(`NamePipeline`: the known ones and the finders of new ones), each with the names files of the project.

Then the same lines are read with 1,000 and with 100,000 made-up names of Han, kana and Latin parts, always the same ones.
The 1,000 are among the 100,000, and one of them is put before each line, so that both find something; what the longer list
finds besides is chance. A hundred times as many names should cost at most twice the time. Absolute figures depend on the
machine, the ratios hardly.
"""

from __future__ import annotations

import gc
import random
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from extract.documents.read import Metadata, read_document
from extract.errors import Problem
from extract.lang.language import Language, load_language
from extract.mentions.name_line import NameLine
from extract.mentions.name_pipeline import NamePipeline
from extract.mentions.names import NameFinder
from extract.resources import names_folder
from extract.segments import cell_statements, links_of, segment
from extract.sources.entity import Entity
from extract.sources.knowledge import Knowledge, read_knowledge

_RUNS = 3
_FEW, _MANY = 1_000, 100_000
_LIMIT = 2.0  # times the cost of the few names
_SEED = 20260701
_HAN = "东西南北中华国天地山海云星光明新科智能慧联通达信远博文思源创启航龙凤金银玉石木水火土风雷清瑞和平安泰康宁盛兴隆"
_KANA = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワンー"
_LATIN = (
    "neo",
    "star",
    "deep",
    "mind",
    "brain",
    "sky",
    "moon",
    "qing",
    "tian",
    "yuan",
    "zen",
    "hana",
    "kumo",
    "lab",
    "net",
)
_ENDINGS = {
    "organization": ("科技", "研究院", "大学", "集团", "株式会社", "研究所", "智能", "公司"),
    "model": ("大模型", "-7B", "-13B-Chat", "LLM", "GPT", "モデル", "2.0", "-VL"),
    "product": ("平台", "助手", "Bench", "Studio", "クラウド", "数据集"),
}


def main(code: str, paths: list[Path]) -> None:
    """Measure the stages on all lines of some documents and print a row a stage.

    Args:
        code: ``ja`` or ``zh``.
        paths: documents in that language.
    """
    language = load_language(code)
    lines = [line for path in paths for line in _lines(path, language)]
    characters = sum(len(line.text) for line in lines)
    print(f"{code}: {characters:,} characters in {len(lines):,} lines of {len(paths)} documents")
    texts = [line.text for line in lines]
    finder = NameFinder(read_knowledge(names_folder()))
    stages: dict[str, Callable[[], object]] = {
        "raw segmenter": lambda: [language.tokenize(text) for text in texts],
        "known names": lambda: _known(finder, lines),
        "all names": lambda: _all(finder, lines),
    }
    runs = _timed(stages)
    raw = min(runs["raw segmenter"])
    for name, seconds in runs.items():
        print(
            f"  {name:<16}{characters / min(seconds):>12,.0f} characters/s {raw / min(seconds):>6.2f} of the segmenter's speed"
            f" ({runs['raw segmenter'][0] / seconds[0]:.2f} in the first run)"
        )

    names = made_up(_MANY)
    few = _finder(dict(list(names.items())[:_FEW]))
    many = _finder(names)
    listed = [entity.names["zh"] for entity in list(names.values())[:_FEW]]
    lines = [_after(listed[index % _FEW], line) for index, line in enumerate(lines)]
    for name, run in (("known names", _known), ("all names", _all)):
        taken = _timed({"few": partial(run, few, lines), "many": partial(run, many, lines)})
        ratio = min(taken["many"]) / min(taken["few"])
        print(
            f"  {name}, {_MANY:,} against {_FEW:,}: {ratio:.2f} times the time"
            f" ({'within' if ratio <= _LIMIT else 'OVER'} {_LIMIT:g})"
        )
    print(f"  of them found: {_known(many, lines):,} against {_known(few, lines):,}")


def _finder(names: dict[str, Entity]) -> NameFinder:
    started = time.perf_counter()
    finder = NameFinder(Knowledge(names))
    print(f"  {len(names):,} made-up names made ready in {time.perf_counter() - started:.2f} s")
    return finder


def _after(name: str, line: NameLine) -> NameLine:
    """Return a line with a name before it, in quotation marks, so that it stands alone."""
    return NameLine(f"「{name}」{line.text}", line.language)


def made_up(count: int) -> dict[str, Entity]:
    """Return entities with made-up names, all different."""
    chance = random.Random(_SEED)
    kinds = sorted(_ENDINGS)
    entities: dict[str, Entity] = {}
    seen: set[str] = set()
    while len(entities) < count:
        kind = chance.choice(kinds)
        name = _stem(chance) + chance.choice(_ENDINGS[kind])
        if name.casefold() in seen:
            continue
        seen.add(name.casefold())
        entity_id = f"{kind}-made-up-{len(entities)}"
        entities[entity_id] = Entity(entity_id, kind, {"zh": name})
    return entities


def _stem(chance: random.Random) -> str:
    script = chance.randrange(4)
    if script == 0:
        return "".join(chance.choice(_HAN) for _ in range(chance.randint(2, 4)))
    if script == 1:
        return "".join(chance.choice(_KANA[:-1]) + chance.choice(_KANA) for _ in range(chance.randint(2, 3)))
    latin = "".join(chance.choice(_LATIN) for _ in range(chance.randint(2, 4))).capitalize()
    return latin if script == 2 else latin + "".join(chance.choice(_HAN) for _ in range(2))


def _lines(path: Path, language: Language) -> Iterator[NameLine]:
    """Yield the lines of a document, those of its tables too, with their tokens."""
    document = read_document(path, known=Metadata(language=language.code))
    if isinstance(document, Problem):
        sys.exit(str(document))
    for section in segment(document, language):
        cells = [cell for table in section.tables for cell in table.cells]
        inside = [each for cell in cells for each in cell_statements(section.page, cell, language)]
        for statement in (*section.statements, *inside):
            yield NameLine(statement.text, language, links=tuple(links_of(statement)))


def _known(finder: NameFinder, lines: list[NameLine]) -> int:
    """Find the known names of lines and return how many there are."""
    count = 0
    for line in lines:
        count += len(finder.find(line.text, line, line.language))
    return count


def _all(finder: NameFinder, lines: list[NameLine]) -> int:
    """Find all names of lines."""
    names = NamePipeline(finder)
    for line in lines:
        names.find(line)
    return len(lines)


def _timed(stages: dict[str, Callable[[], object]]) -> dict[str, list[float]]:
    """Return the seconds of each stage's runs; the stages take turns, so that all meet the same load."""
    seconds: dict[str, list[float]] = {name: [] for name in stages}
    for _ in range(_RUNS):
        for name, stage in stages.items():
            gc.collect()
            started = time.perf_counter()
            stage()
            seconds[name].append(time.perf_counter() - started)
    return seconds


if __name__ == "__main__":
    main(sys.argv[1], [Path(argument) for argument in sys.argv[2:]])
