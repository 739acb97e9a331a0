"""Reading: commands as JSON, and what is wrong with them."""

from __future__ import annotations

import pytest

from returnkit.errors import CommandError
from returnkit.lifecycle import COMMAND, read_command
from tests.lives import a_submit


def test_a_command_is_read_as_it_was_written() -> None:
    submit = a_submit(2, 1)

    assert read_command(COMMAND.dump_json(submit).decode()) == submit


@pytest.mark.parametrize(
    ("text", "path", "message"),
    [
        ('{"command": "recieve"}', "command", "is not one of"),
        ("{}", "command", "is missing"),
        ('{"command": "receive", "items": []}', "items", "at least 1 entry"),
        ('{"command": "receive", "items": [{"place": -1, "quantity": 1}]}', "items[0].place", "is below 0"),
        ('{"command": "receive", "items": [{"place": 0, "quantity": true}]}', "items[0].quantity", "whole"),
        ('{"command": "cancel", "by": "me"}', "by", "unknown key"),
        ('{"command": "record_done", "key": "a b", "reference": "r"}', "key", "the key is not parts"),
    ],
)
def test_a_malformed_command_is_refused_with_its_place(text: str, path: str, message: str) -> None:
    with pytest.raises(CommandError, match=message) as caught:
        read_command(text)

    assert [fault.path for fault in caught.value.faults] == [path]
    assert caught.value.faults[0].span is not None


def test_every_fault_is_told_at_once() -> None:
    with pytest.raises(CommandError) as caught:
        read_command('{"command": "receive", "items": [{"place": -1, "quantity": 0}], "x": 1}')

    assert [fault.path for fault in caught.value.faults] == ["items[0].place", "items[0].quantity", "x"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[1",
        "null",
        "[" * 100,
        '{"command": "cancel", "command": "expire"}',
        '{"command": "cancel", "reason": "' + "x" * 2_000_000 + '"}',
        '{"command": "cancel", "reason": "' + "x" * 3_000 + '"}',
        '{"command": "receive", "items": [' + '{"place": 0, "quantity": 1},' * 2_000 + "{}]}",
        '{"command": "receive", "items": [{"place": 0, "quantity": 1' + "0" * 5_000 + "}]}",
    ],
    ids=lambda text: f"{text[:40]} {len(text)}",
)
def test_what_is_oversized_or_no_command_is_refused(text: str) -> None:
    with pytest.raises(CommandError) as caught:
        read_command(text)

    assert len(str(caught.value)) < 10_000
