"""Generated blocks: what README and docs say is what the code and the evidence say."""

from __future__ import annotations

import pytest

from tools import docs, producers


def test_generated_blocks_equal_what_their_producers_write() -> None:
    stale = [page.relative_to(docs.ROOT).as_posix() for page in docs.stale()]

    assert stale == [], "run `python3 dev.py docs`"


def test_every_producer_is_used_on_some_page() -> None:
    text = "\n".join(page.read_text(encoding="utf-8") for page in docs.pages())
    used = {match["name"] for match in docs.BLOCK.finditer(text)}

    assert used == producers.PRODUCERS.keys()


def test_filling_replaces_the_block_and_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(producers.PRODUCERS, "greeting", lambda: "hello")
    text = "a\n<!-- generated: greeting -->\nold\n\n<!-- end -->\nb <!-- end -->\n"

    new = docs.filled(text)

    assert new == "a\n<!-- generated: greeting -->\nhello\n<!-- end -->\nb <!-- end -->\n"
    assert docs.filled(new) == new


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("<!-- generated: nobody -->\n<!-- end -->\n", "no producer `nobody`"),
        ("<!-- generated: evidence -->\nnever closed\n", "no `<!-- end -->`"),
        ("<!-- generated: two words -->\n<!-- end -->\n", "malformed"),
    ],
)
def test_a_faulty_block_is_refused(text: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        docs.filled(text)


def test_a_table_escapes_pipes() -> None:
    assert producers.table(["a"], [["x | y"]]) == "| a |\n| --- |\n| x \\| y |"
