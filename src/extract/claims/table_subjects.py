"""What a row or column of a table with figures is about: the name that heads it, in whatever form, or the heading above."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.claims.claim import EntityRef
from extract.claims.figure_phrases import is_name_like
from extract.claims.headers import column_of
from extract.claims.model_cells import names_nothing
from extract.claims.reading import CellReading, Reading, SectionReading, TableReading
from extract.lang.language import Language
from extract.mentions.names import NameFinder

_ENTITIES = ("model", "organization", "product", "place", "person")
_BESIDE_NAME = 6
_ASIDE = re.compile(
    r"\([^()]*\)$|, (?:Chinese|English|Japanese|Korean|Multilingual)\W*$"
)  # behind a name, no part of it
_OWNER = re.compile(r"[\w.-]{1,30}/")  # before the name of a repository
_LONGEST_NAME = 30
_FEWEST_METRICS = 3  # of a table with one row that tells them of one model
_NAME = re.compile(r"[A-Za-z][\w.@/+-]*(?: [\w.@/+-]+){0,3}")
_SIZE = re.compile(r"\d+(?:\.\d+)?[BbM](?:[-‑](?:Base|Chat|Instruct))?")
_LONGEST_VARIANT = 16
_NAMED_SIZE = re.compile(r"(?<![\d.])\d+(?:\.\d+)?[bm](?![a-z0-9])")  # in a casefolded name
_SIZED = re.compile(r"[-‑_ ]?\d+(?:\.\d+)?[BbM](?![A-Za-z]).*$")
# How the numbers of a model are kept, and on what it runs, in letters: FP16, INT4, 8bit, Q4_K_M; A100-80G, RTX 4090.
_PRECISION = re.compile(r"(?:bf|fp|f|tf|nf|u?int|w|i?q)\d+\w*|\d+bits?|gptq|awq|gguf|ggml|exl2|q?lora")
_DEVICE = re.compile(r"cpu|gpu|nvidia|rtx|gtx|tesla|ascend|apple|(?:rtx)?[abhlptvm]\d{1,4}[a-z]?|[2-5]0[5-9]0(?:ti)?")
_AMOUNT = re.compile(r"\d*(?:x?\d+)?(?:gi?b?|x)?|ti|pro|max|ultra|sxm|pcie|bits?|super|[kmsl]|xx?s|nl")
_FILE = re.compile(r"[A-Za-z][\w-]*(?:\.\w+)+")  # a heading that is the name of a file or of a version


def row_subject(table: TableReading, row: int, language: Language) -> EntityRef | None:
    """Return what a row is about: the first name that fills a cell, else what the header of the first column says it is.

    Args:
        table: the table.
        row: which row.
        language: its language.
    """
    first = table.at(row, 0)
    parts = language.words("figures", "part_headers")
    for column in range(table.columns):
        cell = table.at(row, column)
        if cell is None or cell.header:
            continue
        if table.header(column).strip().endswith(parts) or (column and _is_of_models(table, language)):
            return _model_of(table, row, language)
        if entity := named(cell):
            return entity
    if first is None or not first.readings or first.header:
        return None
    if table.header(0).rstrip().endswith(language.words("relations", "dataset_headers")):
        return _data_of(first)
    if _is_of_training(table, language) and is_name_like(first.text, language):
        none = language.words("names", "no_name_cells")
        return None if first.text.strip() in none else EntityRef("other", first.text, first.readings[0].whole())
    role = column_of(table.header(0), language)
    if role in {"country", "organization"} and is_name_like(first.text, language):
        return EntityRef("other", first.text, first.readings[0].whole())
    return None


def named(cell: CellReading, *types: str) -> EntityRef | None:
    """Return the entity whose name fills a cell, but for its owner and a few characters such as a link's mark."""
    for reading in cell.readings[:1]:
        for mention in reading.names_of(*(types or _ENTITIES)):
            before = reading.text[: mention.outer.start]
            beside = _ASIDE.sub("", reading.text[mention.outer.end :])
            if len(beside) + (0 if _OWNER.fullmatch(before) else len(before)) <= _BESIDE_NAME:
                return reading.ref(mention)
    return None


def named_model(cell: CellReading) -> EntityRef | None:
    """Return the model whose name fills a cell."""
    return named(cell, "model")


def _is_of_models(table: TableReading, language: Language) -> bool:
    header = table.header(0).strip()
    return column_of(header, language) == "model" or header.startswith(language.words("headers", "model"))


def _model_of(table: TableReading, row: int, language: Language) -> EntityRef | None:
    """Return the model that a first cell names in any form, where its header says that models stand there."""
    first = table.at(row, 0)
    is_model = any(word in table.header(0) for word in language.words("headers", "model"))
    if not is_model or first is None or len(first.readings) != 1 or len(first.text) > _LONGEST_NAME:
        return None
    found = _NAME.fullmatch(re.sub(rf"^{_OWNER.pattern}(?=[A-Za-z])|\s*\([^()]*\)$", "", first.text.strip("*† ")))
    return EntityRef("model", found[0], first.readings[0].whole()) if found and not names_nothing(found[0]) else None


def _data_of(cell: CellReading) -> EntityRef | None:
    """Return the data set that a cell in a column of data sets names, whatever its form."""
    reading, name = cell.readings[0], cell.text.strip("*† ")
    if len(cell.readings) > 1 or not re.search(r"[^\W\d_]", name) or len(name) > _LONGEST_NAME:
        return None
    return EntityRef("product", name, reading.whole())


def column_subject(table: TableReading, column: int) -> EntityRef | None:
    """Return the entity that heads a column."""
    for row in range(table.rows):
        cell = table.at(row, column)
        if cell is not None and cell.header and (entity := named(cell)):
            return entity
    return None


def column_model(table: TableReading, column: int) -> EntityRef | None:
    """Return the model that heads a column by a name of any form, where the rows are what there is to say of models: 甲-tts-base."""
    cell = table.at(table.last_header_row, column)
    if cell is None or not cell.header or len(cell.readings) != 1 or len(cell.text) > _LONGEST_NAME:
        return None
    is_name = _NAME.fullmatch(cell.text) and re.search(r"[-_\d]", cell.text) and not names_nothing(cell.text)
    return EntityRef("model", cell.text, cell.readings[0].whole()) if is_name else None


def listed_subject(table: TableReading, about: EntityRef | None, heading: Reading | None) -> EntityRef | None:
    """Return what a table of two columns lists properties of: what its heading names, if no name stands in its first column.

    Args:
        table: the table.
        about: the model that the headings name.
        heading: the innermost heading; one that is the name of a file is a model's, whatever the page is about.
    """
    first = [cell for row in range(table.rows) if (cell := table.at(row, 0)) and not cell.header]
    if table.columns != 2 or any(named(cell) for cell in first):
        return None
    if heading is not None and _FILE.fullmatch(heading.text):
        return EntityRef("model", heading.text, heading.whole())
    return about


def _is_of_training(table: TableReading, language: Language) -> bool:
    """Return whether the rows are kinds of data, by the first header, and the headings above say that a model learned from them."""
    is_kind = table.header(0).strip() in language.words("figures", "data_kind_headers")
    return is_kind and bool(re.search(language.any_of("figures", "learns"), table.caption))


def sized_subject(
    table: TableReading, row: int, about: EntityRef | None, finder: NameFinder | None
) -> EntityRef | None:
    """Return the model of a row that only a size or variant heads, as all rows are: 3B, tiny of the family that headings name.

    Args:
        table: the table.
        row: which row.
        about: the model that the headings name.
        finder: knows the names.
    """
    first = [cell for each in table.body_rows if (cell := table.at(each, 0)) and cell.readings]
    own = table.at(row, 0)
    if about is None or about.entity_type != "model" or own is None or not about.name[-1:].isascii():
        return None
    if own not in first or not all(_is_variant(cell.text.strip()) for cell in first):
        return None
    before = own.readings[0].statement.page_text[: about.evidence.span.start]
    if re.search(r"[A-Za-z0-9][-_]?$", before):
        return None  # a known name at the end of a longer one
    if len(first) == 1 and not _SIZE.fullmatch(own.text.strip()):
        return None
    if len(first) == 1:  # a single row is of the model whose name has just this size
        size = re.escape(own.text.strip())
        return about if re.search(rf"(?<![\d.]){size}(?![A-Za-z0-9])", about.name, re.IGNORECASE) else None
    name = f"{_SIZED.sub('', about.name)}-{own.text.strip()}"
    known = tuple(each for each in finder.candidates(name) if finder.entity_type(each) == "model") if finder else ()
    return EntityRef("model", name, own.readings[0].whole(), known)


def _is_variant(text: str) -> bool:
    """Return whether a first cell is a size (7B-Chat) or a word of one (tiny, Large), which only a family's name makes a name."""
    if _SIZE.fullmatch(text):
        return True
    is_word = len(text) <= _LONGEST_VARIANT and bool(re.fullmatch(r"[A-Za-z]+(?:[- ][A-Za-z]+)*", text))
    return is_word and names_nothing(text)


def are_settings(texts: Sequence[str], language: Language, *, of_devices: bool) -> bool:
    """Return whether the first cells of rows, or the headers of columns, only say how a model is run: INT4, FP16 (A100).

    Args:
        texts: the cells.
        language: their language.
        of_devices: whether it is enough that they say on what: RTX 4090 (24G).
    """
    words = language.words("figures", "setting_words")
    for text in texts:
        parts = [each for each in re.split(r"[\s/+,、×*()_-]+", text.casefold()) if each]
        precise = [bool(_PRECISION.fullmatch(each)) or each in words for each in parts]
        settings = [one or bool(_DEVICE.fullmatch(each)) for one, each in zip(precise, parts, strict=True)]
        if not any(settings if of_devices else precise):
            return False
        if not all(one or _AMOUNT.fullmatch(each) for one, each in zip(settings, parts, strict=True)):
            return False
    return bool(texts)


def lone_subject(table: TableReading, metrics: int) -> EntityRef | None:
    """Return the only model that the line before a table names, if the table's one row is nothing but values: its shape.

    Args:
        table: the table.
        metrics: how many of its columns are headed by metrics.
    """
    named = {each.text: each for each in table.lead.names_of("model")} if table.lead else {}
    if len(named) != 1 or len(table.body_rows) != 1 or metrics < _FEWEST_METRICS:
        return None
    cells = [table.at(table.body_rows[0], column) for column in range(table.columns)]
    texts = {cell.text.strip().casefold() for cell in cells if cell}
    is_bare = not any(re.search(r"[^\W\d_]{2}", text) for text in texts)
    sizes = set(_NAMED_SIZE.findall(next(iter(named)).casefold()))
    if not is_bare or not table.lead or (sizes and not sizes & texts):
        return None  # values of another size than the one that the name has are another model's
    return table.lead.ref(next(iter(named.values())))


def beside_in_group(table: TableReading, row: int, column: int) -> EntityRef | None:
    """Return what stands before a column in a table whose columns come in groups under the same headers: 语言 | 占比 | 语言 | 占比."""
    for left in range(column - 1, -1, -1):
        if table.header(left) == table.header(0):
            cell = table.at(row, left)
            return named(cell) if cell else None
    return None


def beside_size(table: TableReading, row: int) -> EntityRef | None:
    """Return the only model that the cells behind the first one of a row name, each cell with a name and no more than a mark."""
    found: dict[str, EntityRef] = {}
    for column in range(1, table.columns):
        cell = table.at(row, column)
        if cell is None or cell.header or not cell.readings or not re.search(r"[A-Za-z]{2}", cell.text):
            continue
        ref = named_model(cell)
        if ref is None:
            return None
        found.setdefault(ref.name, ref)
    return next(iter(found.values())) if len(found) == 1 else None


def section_model(section: SectionReading) -> EntityRef | None:
    """Return the model that a section is about: one that its headings name, in Latin letters first, or that of the page's title."""
    own = section.page_model.own()
    named = [each for each in (section.model, section.subject, own) if each is not None and each.entity_type == "model"]
    return next((each for each in named if each.name[-1:].isascii()), named[0] if named else None)
