"""Titles of entries whose date stands in a line of its own: Title: Introducing …, Date: August 5, 2025."""

from __future__ import annotations

import pytest


def test_titles_above_their_dates(say):
    said = say(
        "# News\n- **Title**: Introducing Aoba-7B\n- **Source**: https://example.org\n- **Date**: August 5, 2025\n"
        "- **Title**: Kaede-13Bを公開\n- **Date**: 2025-08-14",
        "ja",
        markdown=True,
    )
    assert said.releases == {("Aoba-7B", "announced", "2025-08-05"), ("Kaede-13B", "released", "2025-08-14")}


def test_a_heading_above_a_date(say):
    said = say("### 开源 Aoba-7B\n- Date: 2025-08-14\n- 链接: https://example.org", "zh", markdown=True)
    assert said.releases == {("Aoba-7B", "open_sourced", "2025-08-14")}


@pytest.mark.parametrize(
    "text",
    [
        "- **Title**: Aoba-7B now supports long contexts\n- **Date**: August 5, 2025",
        "- **Title**: Introducing tools for Aoba-7B\n- **Date**: August 5, 2025",
        "- **Title**: Introducing Aoba-7B\n\n# Others\n- **Date**: August 5, 2025",
        "- **Title**: Introducing Aoba-7B",
    ],
)
def test_titles_that_tell_no_release(say, text):
    assert say(f"# News\n{text}", "ja", markdown=True).releases == set()
