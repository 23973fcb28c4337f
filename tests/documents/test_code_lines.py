"""Code that no fence sets off."""

from __future__ import annotations

import pytest

from extract.documents.code_lines import code_lines
from extract.documents.markdown import read_markdown_page
from extract.documents.plain import read_plain_pages


def code(text: str, *, markdown: bool = False) -> list[str]:
    (page,) = (read_markdown_page(text),) if markdown else read_plain_pages(text)
    return [page.blocks[block].lines[line].of(page.text) for (block, line), _ in code_lines(page)]


def test_html_elements_within_markdown():
    text = "说明。\n\n<pre>\n甲公司于2023年发布青叶。\n</pre>\n\n<script>\nlet a = '2022年';\n</script>\n\n后记。"
    found = "\n".join(code(text, markdown=True))
    assert "甲公司于2023年发布青叶。" in found
    assert "2022年" in found
    assert "说明" not in found
    assert "后记" not in found


def test_bibtex_up_to_the_brace_that_closes_it():
    text = "引用如下：\n@misc{aoye,\n  title={青叶于{2023}年发布},\n  year={2022}\n}\n青叶于2023年发布。"
    assert code(text) == ["@misc{aoye,", "title={青叶于{2023}年发布},", "year={2022}", "}"]


def test_prompts_and_statements_below_each_other():
    assert code("运行：\n$ pip install aoye\n$ python demo.py\n完成。") == ["$ pip install aoye", "$ python demo.py"]
    lines = ['model = load("aoye-7b")', 'reply = model.chat("2023年发布")', "print(reply)"]
    assert code("\n".join(["示例", *lines])) == lines


@pytest.mark.parametrize(
    "text",
    [
        "甲公司\n\nMMLU = 70.5\nC-Eval = 68.1",
        "甲公司\n\nAoyeLM(甲公司)\nBaihuaGPT(乙公司)",
        "BATH=甲、乙、丙\nABC=丁、戊",
        "import 语句只有一行。\n甲公司发布青叶。",
        "价格\n\n$ 100\n$ 200",
        "pip install aoye\n这一行不是代码。",
    ],
)
def test_lines_of_prose_and_figures_are_none(text: str) -> None:
    assert code(text) == []
