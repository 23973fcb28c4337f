"""What a refresh costs beside reading: nothing new, and some new documents, among many that are stored.

    python bench/refresh.py [DOCUMENTS [NEW]]

The documents are invented: 200 texts in Japanese and Chinese from a seeded generator, with sentences and tables. They are read,
and so is every new one; the others are those with other invented names in them, stored as if they had been read. What reading
all would cost is estimated from the 200. Prints seconds and shares of that; the limit is 2 per cent for a refresh that finds
nothing new, and what is new should cost in proportion.
"""

from __future__ import annotations

import random
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from extract.cache import cache_key, read_extracted, write_extracted
from extract.pipeline import Extractor, publish_files
from extract.refresh.built import digest_of
from extract.resources import names_folder
from extract.sources.catalogue import SourceEntry, entry_of_file
from extract.sources.knowledge import read_knowledge

_READ = 200
_NAMES = 4
"""So many invented names a document has, each with four models: about as many new models as articles name."""
_LETTERS = "bcdfghjklmnprstvz"
_VOWELS = "aeiou"
_OPENINGS = {
    "ja": "{year}年のAI業界の動き　{code}編",
    "zh": "{year}年大模型行业观察　{code}篇",
}
_SENTENCES = {
    "ja": (
        "{org}は{year}年{month}月{day}日に大規模言語モデル「{model}」を発表した。",
        "{model}のパラメータ数は{number}億である。",
        "{model}は{number}億トークンのデータで学習された。",
        "{org}は{year}年に設立され、従業員は{number}人である。",
        "GPT-4と{model}の性能が比べられ、アリババの通義千問も取り上げられた。",
        "市場はこの{number}年で大きく変わり、利用者は{number}万人に達した。",
        "専門家は、計算資源とデータの質がこれからの競争を決めると見ている。",
    ),
    "zh": (
        "{year}年{month}月{day}日，{org}发布了大语言模型{model}。",
        "{model}的参数量为{number}亿。",
        "{model}使用了{number}亿个token的数据进行训练。",
        "{org}成立于{year}年，员工{number}人。",
        "与GPT-4相比，{model}和阿里巴巴的通义千问各有所长。",
        "市场规模在{number}年间变化很大，用户达到{number}万人。",
        "专家认为，算力和数据质量将决定今后的竞争。",
    ),
}
_HEADERS = {"ja": "| モデル | 開発元 | パラメータ数 | 公開日 |", "zh": "| 模型 | 机构 | 参数量 | 发布日期 |"}


def main(documents: int, new: int) -> None:
    """Measure a refresh and print what it costs.

    Args:
        documents: how many are stored.
        new: how many are new in the second refresh.
    """
    folder = Path(tempfile.mkdtemp(prefix="shutten-refresh-"))
    try:
        _measure(folder, documents, new)
    finally:
        shutil.rmtree(folder)


def _measure(folder: Path, documents: int, new: int) -> None:
    names, store = names_folder(), folder / "cache" / "extracted"
    knowledge = read_knowledge(names)
    extractor = Extractor(knowledge)
    read = min(_READ, documents)
    originals = [_write(folder, number) for number in range(read)]
    extractor.read(originals[0])  # dictionaries are loaded once, whatever the number of documents
    started = time.perf_counter()
    for entry in originals:
        _read(entry, extractor, store)
    every = (time.perf_counter() - started) / read
    print(f"reading: {every:.3f} s a document, so {every * documents:.0f} s for {documents:,} (estimated from {read})")
    entries = [*originals, *(_vary(originals[number % read], number, store) for number in range(read, documents))]

    def build(some: list[SourceEntry]) -> None:
        files = [store / f"{cache_key(entry, names)}.json" for entry in some]
        publish_files(files, read_extracted, knowledge, folder / "datasets", shards=folder / "cache" / "shards")

    first = _timed(lambda: build(entries))
    _show(f"first build of {documents:,}", first, every * documents)

    def look() -> None:
        kept = {path.name for path in store.glob("*.json")}
        files = [store / f"{cache_key(entry, names)}.json" for entry in entries]
        if not kept.issuperset(file.name for file in files):
            raise AssertionError("a stored document was not found again")
        digest_of(files, names, folder / "verdicts.jsonl")

    _show("nothing new", _timed(look), every * documents)
    fresh = [_write(folder, documents + number) for number in range(new)]
    reading = _timed(lambda: [_read(entry, extractor, store) for entry in fresh])
    building = _timed(lambda: build([*entries, *fresh]))
    _show(f"{new} new: reading", reading, every * documents)
    _show(f"{new} new: building", building, every * documents)
    _show(f"{new} new: all", reading + building, every * documents)


def _show(what: str, spent: float, whole: float) -> None:
    print(f"  {what:<28}{spent:>9.2f} s {spent / whole:>9.2%} of reading all", flush=True)


def _timed(job: object) -> float:
    started = time.perf_counter()
    job()  # type: ignore[operator]
    return time.perf_counter() - started


def _read(entry: SourceEntry, extractor: Extractor, store: Path) -> None:
    write_extracted(store / f"{cache_key(entry, names_folder())}.json", *extractor.read(entry))


def _write(folder: Path, number: int) -> SourceEntry:
    language = "ja" if number % 2 else "zh"
    path = folder / "documents" / f"{number}.{language}.md"
    path.parent.mkdir(exist_ok=True)
    path.write_text("\n".join(_lines(language, number)), encoding="utf-8")
    return entry_of_file(path)


def _lines(language: str, number: int) -> Iterator[str]:
    """Yield an invented document: sentences about its own models and organizations, and some that all name, and a table."""
    chance = random.Random(number)
    names = [_code(number, part) for part in range(_NAMES)]

    def filled(text: str) -> str:
        name = chance.choice(names)
        return text.format(
            org=f"{name}社" if language == "ja" else f"{name}公司",
            model=f"{name}-{chance.randint(1, 4)}",
            code=names[0],
            year=chance.randint(2018, 2025),
            month=chance.randint(1, 12),
            day=chance.randint(1, 28),
            number=chance.randint(2, 999),
        )

    yield f"# {filled(_OPENINGS[language])}\n"
    for _ in range(12):
        yield "".join(filled(chance.choice(_SENTENCES[language])) for _ in range(8)) + "\n"
    yield f"{_HEADERS[language]}\n|---|---|---|---|"
    for _ in range(30):
        yield filled("| {model} | {code} | {number}B | {year}-{month:02}-{day:02} |")


def _code(number: int, part: int) -> str:
    """Return an invented name of eight letters, another for each document."""
    chance = random.Random(number * 10 + part)
    return "".join(chance.choice(_LETTERS) + chance.choice(_VOWELS) for _ in range(4)).capitalize()


def _vary(entry: SourceEntry, number: int, store: Path) -> SourceEntry:
    """Store a document as if it had been read: another with other names in the same places."""
    original = int(entry.path.name.partition(".")[0])
    renamed = {_code(original, part): _code(number, part) for part in range(_NAMES)}
    path = entry.path.with_name(f"{number}.{entry.path.name.partition('.')[2]}")
    path.write_text(_replaced(entry.path.read_text(encoding="utf-8"), renamed), encoding="utf-8")
    varied = entry_of_file(path)
    stored = (store / f"{cache_key(entry, names_folder())}.json").read_text(encoding="utf-8")
    document_id = read_extracted_id(stored)
    text = _replaced(stored, renamed).replace(document_id, f"doc-{number:016x}")
    (store / f"{cache_key(varied, names_folder())}.json").write_text(text, encoding="utf-8")
    return varied


def read_extracted_id(stored: str) -> str:
    """Return the id of the document in a stored text."""
    start = stored.index('"doc-') + 1
    return stored[start : stored.index('"', start)]


def _replaced(text: str, renamed: dict[str, str]) -> str:
    for before, after in renamed.items():
        for one, other in ((before, after), (before.lower(), after.lower()), (before.upper(), after.upper())):
            text = text.replace(one, other)
    return text


if __name__ == "__main__":
    given = [int(each) for each in sys.argv[1:]]
    main(*(given + [5000, 50][len(given) :]))
