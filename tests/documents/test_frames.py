"""Diagrams: the boxes of a page, what names them, and what joins them."""

from __future__ import annotations

from test_pdf import box, check, laid_out, make_pdf, put

from extract.documents.document import Page

NAVY, PALE, WHITE = "0.1 0.2 0.4", "0.9 0.93 1", "1 1 1"


def cell(x: float, top: float, wide: float, high: float, text: str = "", *, fill: str = WHITE) -> str:
    """Return the operators of a box with a line of text in its middle; a white one has an outline."""
    y = 540 - top - high
    drawn = f"{fill} rg {x} {y} {wide} {high} re {'B' if fill == WHITE else 'f'}\n"
    size = 10
    length = sum(0.5 if c.isascii() else 1 for c in text) * size
    color = "1 1 1 rg " if fill == NAVY else "0 0 0 rg "
    words = color + put(x + (wide - length) / 2, top + (high - size) / 2, text, size=size) if text else ""
    return drawn + words + "0 0 0 rg\n"


def bare(x: float, top: float, text: str) -> str:
    return put(x, top, text, size=10)


def down(x: float, top: float, text: str) -> str:
    return "".join(put(x, top + 10 * i, char, size=10) for i, char in enumerate(text))


def drawn(*contents: str) -> Page:
    (page,), problems = laid_out(make_pdf("".join(contents)))
    assert not problems
    check(page)
    for number, frame in enumerate(page.frames):
        assert frame.parent is None or frame.parent < number
    return page


def labels(page: Page) -> dict[str, list[str]]:
    """Return what names each text of a page that something names, the nearest first."""
    named = {}
    for block in page.blocks:
        if found := page.labels_at(block.span):
            named[block.span.of(page.text)] = [label.of(page.text) for label in found]
    return named


def arrows(page: Page) -> list[tuple[str, str, bool]]:
    texts = {block.frame: block.span.of(page.text) for block in page.blocks}
    return [(texts[arrow.tail], texts[arrow.head], arrow.directed) for arrow in page.arrows]


def stack(x: float, rows: dict[str, list[str]], *, panels: bool) -> str:
    """Return a stack diagram: a dark box at the left of each row and light ones behind it, on a panel or not."""
    content = ""
    for i, (name, held) in enumerate(rows.items()):
        top = 100 + 60 * i
        content += cell(x, top, 70, 50, name, fill=NAVY)
        content += cell(x + 75, top, 20 + 100 * len(held), 50, fill=PALE) if panels else ""
        content += "".join(cell(x + 90 + 100 * j, top + 8, 90, 34, text) for j, text in enumerate(held))
    return content


ROWS = {"利用": ["窓口", "点検", "教材"], "模型": ["青葉", "若葉"], "土台": ["星雲"]}


def test_a_label_beside_a_panel_names_the_boxes_on_it() -> None:
    page = drawn(stack(40, ROWS, panels=True))
    assert labels(page) == {text: [name] for name, held in ROWS.items() for text in held}


def test_a_label_beside_a_row_of_boxes_names_them_without_a_panel() -> None:
    page = drawn(stack(40, ROWS, panels=False))
    assert labels(page) == {text: [name] for name, held in ROWS.items() for text in held}


def test_two_stacks_side_by_side_keep_their_own_labels() -> None:
    left, right = {"利用": ["窓口"], "模型": ["青葉"]}, {"応用": ["翻訳"], "装置": ["星石"]}
    page = drawn(stack(40, left, panels=True), stack(250, right, panels=True))
    assert labels(page) == {"窓口": ["利用"], "青葉": ["模型"], "翻訳": ["応用"], "星石": ["装置"]}


def test_a_tall_label_names_rows_that_have_labels_of_their_own() -> None:
    page = drawn(cell(10, 100, 24, 110, fill=PALE), down(16, 130, "応用"), stack(40, ROWS, panels=False))
    assert labels(page) == {
        "利用": ["応用"],
        "模型": ["応用"],
        **{text: ["利用", "応用"] for text in ROWS["利用"]},
        **{text: ["模型", "応用"] for text in ROWS["模型"]},
        "星雲": ["土台"],
    }


def test_characters_below_each_other_without_a_box_are_a_label() -> None:
    rows = (("業務", ["会計", "人事"]), ("対話", ["相談", "案内"]))
    page = drawn(
        *(down(40, 112 + 70 * i, name) for i, (name, _) in enumerate(rows)),
        *(
            cell(70 + 100 * j, 100 + 70 * i, 90, 50, text)
            for i, (_, held) in enumerate(rows)
            for j, text in enumerate(held)
        ),
    )
    assert labels(page) == {text: [name] for name, held in rows for text in held}


def test_a_line_above_the_boxes_of_a_panel_is_its_heading() -> None:
    page = drawn(
        cell(40, 100, 70, 70, "模型", fill=NAVY) + cell(40, 180, 70, 50, "装置", fill=NAVY),
        cell(115, 100, 300, 70, fill=PALE) + cell(115, 180, 300, 50, fill=PALE),
        bare(220, 106, "青空の模型"),
        cell(130, 124, 120, 36, "青葉") + cell(270, 124, 120, 36, "若葉") + cell(130, 188, 120, 34, "星石"),
    )
    assert labels(page) == {
        "青空の模型": ["模型"],
        "青葉": ["青空の模型", "模型"],
        "若葉": ["青空の模型", "模型"],
        "星石": ["装置"],
    }


def test_boxes_above_columns_name_what_stands_below() -> None:
    heads = {"金融": ["審査", "検知"], "医療": ["問診", "読影"], "教育": ["添削", "会話"]}
    page = drawn(
        *(cell(40 + 120 * i, 100, 110, 30, name, fill=NAVY) for i, name in enumerate(heads)),
        *(
            cell(40 + 120 * i, 140 + 50 * j, 110, 40, text)
            for i, held in enumerate(heads.values())
            for j, text in enumerate(held)
        ),
    )
    assert labels(page) == {text: [name] for name, held in heads.items() for text in held}


def test_a_small_box_on_the_upper_edge_names_the_large_one() -> None:
    page = drawn(
        cell(40, 120, 300, 120) + cell(60, 110, 100, 20, "協力先", fill=NAVY) + bare(60, 150, "ひかり電機と組んだ。")
    )
    assert labels(page) == {"ひかり電機と組んだ。": ["協力先"]}


def test_a_bar_at_the_top_names_the_boxes_below_it() -> None:
    page = drawn(
        cell(40, 100, 300, 120) + cell(40, 100, 300, 22, "接続した企業", fill=NAVY),
        cell(60, 140, 100, 40, "朝日銀行") + cell(200, 140, 100, 40, "泉放送"),
    )
    assert labels(page) == {"朝日銀行": ["接続した企業"], "泉放送": ["接続した企業"]}


def test_boxes_that_look_alike_do_not_name_each_other() -> None:
    page = drawn(*(cell(40 + 110 * j, 100 + 60 * i, 100, 50, f"格{3 * i + j}") for i in range(3) for j in range(3)))
    assert len(page.frames) == 9
    assert not labels(page)


def test_the_ticks_of_an_axis_do_not_name_what_stands_near_them() -> None:
    page = drawn(
        *(bare(100 + 150 * i, 100, f"{2019 + i}") for i in range(4)),
        *(cell(130 + 150 * i, 160, 100, 40, text) for i, text in enumerate(("指針", "勧告", "原則"))),
    )
    assert not labels(page)


def test_a_box_beside_two_rows_is_of_neither() -> None:
    page = drawn(
        cell(40, 100, 70, 50, "上段", fill=NAVY) + cell(40, 160, 70, 50, "下段", fill=NAVY),
        cell(120, 100, 90, 50, "甲") + cell(120, 160, 90, 50, "乙") + cell(220, 100, 90, 110, "両方"),
    )
    assert labels(page) == {"甲": ["上段"], "乙": ["下段"]}


def test_frames_nest_and_blocks_know_theirs() -> None:
    page = drawn(cell(40, 100, 300, 200, fill=PALE) + cell(60, 120, 100, 40, "内") + bare(400, 120, "外"))
    inner = next(block for block in page.blocks if block.span.of(page.text) == "内")
    outer = next(block for block in page.blocks if block.span.of(page.text) == "外")
    assert page.frames_at(inner.span) == (1, 0)
    assert page.frames[1].parent == 0
    assert page.frames[1].box == (60, 120, 160, 160)
    assert outer.frame is None
    assert page.frames_at(outer.span) == ()


def line(*points: tuple[float, float]) -> str:
    (x, top), *rest = points
    return f"{x} {540 - top} m " + " ".join(f"{x} {540 - top} l" for x, top in rest) + " S\n"


def filled(*points: tuple[float, float]) -> str:
    (x, top), *rest = points
    return f"0.5 0.5 0.5 rg {x} {540 - top} m " + " ".join(f"{x} {540 - top} l" for x, top in rest) + " h f 0 0 0 rg\n"


BOXES = cell(40, 100, 80, 40, "収集") + cell(200, 100, 80, 40, "学習") + cell(200, 220, 80, 40, "配備")


def test_a_line_with_a_point_is_an_arrow() -> None:
    point = filled((192, 116), (200, 120), (192, 124))
    assert arrows(drawn(BOXES, line((120, 120), (192, 120)), point)) == [("収集", "学習", True)]


def test_the_point_tells_the_direction_and_not_the_order_of_drawing() -> None:
    point = filled((128, 116), (120, 120), (128, 124))
    assert arrows(drawn(BOXES, line((128, 120), (200, 120)), point)) == [("学習", "収集", True)]


def test_an_elbow_joins_the_boxes_at_its_ends() -> None:
    assert arrows(drawn(BOXES, line((80, 140), (80, 240), (200, 240)))) == [("収集", "配備", False)]


def test_a_line_along_a_box_or_to_nowhere_joins_nothing() -> None:
    page = drawn(BOXES, line((40, 98), (280, 98)), line((120, 130), (160, 130)))
    assert arrows(page) == []


def test_block_arrows_and_triangles_point_from_box_to_box() -> None:
    arrow = filled((125, 115), (170, 115), (170, 105), (195, 120), (170, 135), (170, 125), (125, 125))
    triangle = filled((220, 150), (260, 150), (240, 190))
    page = drawn(BOXES, arrow, triangle, box(500, 400, 600, 450))
    assert arrows(page) == [("収集", "学習", True), ("学習", "配備", True)]
