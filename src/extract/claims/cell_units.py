"""What the numbers of cells count: with the scale and unit that a header gives in brackets, and letters of sizes (1.3b, 383M)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from extract.claims.figure_checks import quantities_of
from extract.claims.metric_kinds import METRIC_UNITS
from extract.claims.reading import Reading
from extract.lang.language import Language
from extract.mentions.mention import Mention, Quantity
from extract.text import Span

DATA = frozenset({"gpu_memory", "file_size"})
"""The metrics of which a letter of size is so many bytes: 383M of a file."""

_SCALE = re.compile(r"[(\[](?P<scale>[^()\[\]]{1,10})[)\]]\s*$")
_BYTES = {"KB": 10**3, "MB": 10**6, "GB": 10**9, "TB": 10**12, "M": 10**6, "G": 10**9, "T": 10**12}
_LETTERS = {"K": 10**3, "M": 10**6, "B": 10**9, "T": 10**12}
_SPEEDS = re.compile(r"(?:tokens?|tok|toks)\s?/\s?(?:s|sec|second)", re.IGNORECASE)
_BARE_BYTES = re.compile(r"\d+(?:\.\d+)?\s?[MGK]")
_MILLIONS = re.compile(r"\d+(?:\.\d+)?M")  # of parameters, in a column of sizes
_COUNTED = {"inference_steps": "steps", "training_steps": "steps", "languages": "languages"}
_MIXTURE = re.compile(r"(?P<all_written>(?P<all>\d+(?:\.\d+)?)B)-(?P<active_written>A(?P<active>\d+(?:\.\d+)?)B)")


def exact(value: Decimal) -> Decimal:
    """Return a number in the one form that equal numbers share, with no needless zeros."""
    return Decimal(int(value)) if value == value.to_integral_value() else value.normalize()


def mixture_sizes(reading: Reading) -> Iterator[tuple[str, Mention, Quantity]]:
    """Yield the size of a mixture of experts and what of it is at work, if that is all that a cell says: 355B-A32B."""
    mixture = _MIXTURE.fullmatch(reading.text)
    if mixture is None:
        return
    for group, metric in (("all", "parameters"), ("active", "active_parameters")):
        value = Quantity(exact(Decimal(mixture[group]) * _LETTERS["B"]), METRIC_UNITS[metric], "count")
        span = Span(*mixture.span(f"{group}_written"))
        yield metric, Mention(span, span.of(reading.text), value, "figures.mixture", 1.0), value


def listed_values(reading: Reading, number: int) -> list[tuple[Mention, Quantity]]:
    """Return the values of a cell that holds so many between strokes and nothing else, else none: 40B / 3.7B.

    Args:
        reading: the text of the cell.
        number: how many metrics its header lists.
    """
    values = list(quantities_of(reading))
    rest = list(reading.text)
    for mention, _ in values:
        rest[mention.outer.start : mention.outer.end] = " " * (mention.outer.end - mention.outer.start)
    is_list = len(values) == number and not re.search(r"[^\s/A-Za-z]|[A-Za-z]{2}", "".join(rest))
    return values if is_list else []


def size_of_model(value: Quantity, reading: Reading, header: str) -> tuple[str, Quantity]:
    """Return the metric of a model's size: that of its file if it or its header has bytes (模型大小(MB)); 1.3b are no bits.

    Args:
        value: the size.
        reading: the text of its cell.
        header: what stands over it.
    """
    billions = re.fullmatch(r"(\d+(?:\.\d+)?)b", reading.text)
    if billions and value.kind == "data":
        whole = exact(Decimal(billions[1]) * _LETTERS["B"])
        return "parameters", replace(value, value=whole, unit="parameters", kind="count")
    return ("file_size" if is_in_bytes(header) or (value.kind == "data" and value.unit == "B") else "parameters"), value


def size_metric(readings: Sequence[Reading], entity_type: str, header: str) -> str:
    """Return the metric of a size by its unit: so many parameters, or bytes of a file or of data; empty if none says so.

    Args:
        readings: the texts of its cell.
        entity_type: the type of what has it.
        header: what stands over it.
    """
    values = [value for reading in readings for _, value in quantities_of(reading)]
    if entity_type == "model" and len(readings) == 1 and _MILLIONS.fullmatch(readings[0].text.strip()):
        return "parameters"
    if is_in_bytes(header) or any(value.kind == "data" and value.unit == "B" for value in values):
        return "dataset_size" if entity_type == "product" else "file_size"
    return "parameters" if any(value.unit == "parameters" or value.kind == "data" for value in values) else ""


def is_in_bytes(header: str) -> bool:
    """Return whether a header gives bytes in brackets as the unit: Size (GB)."""
    scale = _SCALE.search(header)
    return scale is not None and scale["scale"].strip().upper() in {"KB", "MB", "GB"}


def in_bytes(value: Quantity, reading: Reading, header: str) -> Quantity:
    """Return a bare number with the unit of data that its header gives in brackets or its own letter is short for: 显存(GB), 383M.

    Args:
        value: the number.
        reading: the text of its cell.
        header: what stands over it.
    """
    scale = _SCALE.search(header)
    factor = _BYTES.get(scale["scale"].strip().upper().replace("IB", "B")) if scale else None
    if value.kind == "number" and factor is None and _BARE_BYTES.fullmatch(reading.text.strip()):
        factor = 1  # the letter was read as a part of the number
    if value.kind != "number" or factor is None:
        return value
    most = None if value.value_max is None else exact(value.value_max * factor)
    return replace(value, value=exact(value.value * factor), value_max=most, unit="B", kind="data")


def counted(value: Quantity, metric: str) -> Quantity:
    """Return a bare number as so many of what its metric counts, where a sentence would say of what: 推理步数 | 28.

    Args:
        value: the number.
        metric: the metric of its column.
    """
    unit = _COUNTED.get(metric, "")
    return (
        replace(value, kind="count", unit=unit) if unit and value.kind == "number" and value.value % 1 == 0 else value
    )


def of_hours(value: Quantity) -> Quantity:
    """Return a bare number as so many hours: 5万 in a column of hours."""
    return replace(value, kind="count", unit="hours") if value.kind == "number" else value


def of_tokens(value: Quantity) -> Quantity:
    """Return a number with a letter, taken for parameters, as so many tokens: 762B in a column of tokens."""
    is_size = value.kind == "number" or value.unit == "parameters"
    return replace(value, kind="count", unit="tokens") if is_size else value


def scaled(value: Quantity, header: str, language: Language) -> Quantity:
    """Return a bare number with the scale and unit that its header gives in brackets: 売上高(億円), 参数量(B), 占比(%).

    Args:
        value: the number.
        header: what stands over it.
        language: its language.
    """
    scale = _SCALE.search(header)
    if value.kind != "number" or not scale:
        return value
    rules = language.rules
    places = {**rules["numbers"]["small"], **rules["numbers"]["large"], **_LETTERS}
    factor, rest = 1, scale["scale"].strip()
    if _SPEEDS.fullmatch(rest):
        return replace(value, kind="count", unit="tokens/second")
    while rest and rest[0] in places:
        factor, rest = factor * int(places[rest[0]]), rest[1:]
    if rest == "%":
        return replace(value, kind="percent", unit="%")
    currency = rules["quantities"]["currencies"].get(rest)
    if rest and not currency:
        return value
    most = None if value.value_max is None else exact(value.value_max * factor)
    changed = replace(value, value=exact(value.value * factor), value_max=most)
    return replace(changed, kind="money", unit=currency) if currency else changed
