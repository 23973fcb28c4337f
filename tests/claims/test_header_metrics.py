"""Which metric a header names."""

from __future__ import annotations

import pytest

from extract.claims.header_metrics import SIZE, header_metric, listed_metrics
from extract.lang.language import load_language

ZH = load_language("zh")


@pytest.mark.parametrize(
    ("header", "metric"),
    [
        ("参数量", ("parameters", "参数量")),
        ("推理速度 (tokens/s)", ("inference_speed", "推理速度")),
        ("Size (GB)", (SIZE, "Size")),
        ("非嵌入参数", None),
        ("编码器参数量", None),
        ("说明", None),
    ],
)
def test_the_longest_word_before_the_unit(header: str, metric: tuple[str, str] | None) -> None:
    assert header_metric(header, ZH) == metric


def test_the_metrics_of_a_header_that_lists_them():
    assert [name for name, _ in listed_metrics("总参数/激活参数", ZH)] == ["parameters", "active_parameters"]
    assert listed_metrics("推理速度 (tokens/s)", ZH) == []
    assert listed_metrics("参数量/说明", ZH) == []
