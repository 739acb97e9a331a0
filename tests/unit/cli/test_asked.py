"""The options of a command as a request, checked before anything is decided."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from returnkit.cli.asked import NothingLeftError, OptionError, instant, request
from returnkit.facts import Declaration, Resolution
from returnkit.ids import PolicyId
from returnkit.policy import Policy, offer, rule, within
from tests.builders import a_line, an_order

ASKING = {
    "item.condition": Declaration(type=("unused", "used"), ask="shopper"),
    "item.is_sealed": Declaration(type="boolean", ask="staff"),
    "item.scratches": Declaration(type="number", ask="shopper"),
    "item.grade": Declaration(type="number", ask="inspection"),
    "order.box": Declaration(type="string", ask="shopper"),
    "request.visits": Declaration(type="number", ask="shopper"),
}
POLICY = Policy(id=PolicyId("acme"), facts=ASKING, rules=(rule("r", offer("refund"), within("unlimited")),))
SILENT = Policy(id=PolicyId("silent"), rules=POLICY.rules)
ORDER = an_order(
    [
        a_line("101", quantity=3),
        a_line("102", quantity=2, current_quantity=0),
        a_line("gid:7", quantity=2),
        a_line("gid", quantity=1),
    ]
)


def asked(*items: str, **options: Any) -> list[tuple[str, int]]:
    found = request(ORDER, options.pop("policy", POLICY), items=items, **options)
    return [(item.line_id, item.quantity) for item in found.items]


def refused(*items: str, **options: Any) -> tuple[str, str, str | None]:
    with pytest.raises(OptionError) as caught:
        asked(*items, **options)
    return caught.value.option, str(caught.value), caught.value.help


def test_without_items_all_units_that_are_left_are_asked_for() -> None:
    assert asked() == [("101", 3), ("gid:7", 2), ("gid", 1)]


def test_an_item_is_a_line_or_some_units_of_it() -> None:
    assert asked("101:2", "101:1", "gid:7", "gid:7:1", "gid:1") == [
        ("101", 2), ("101", 1), ("gid:7", 2), ("gid:7", 1), ("gid", 1),
    ]  # fmt: skip


def test_an_order_without_units_is_nothing_to_decide() -> None:
    with pytest.raises(NothingLeftError, match="order `#1001` has no units left to return"):
        request(an_order([a_line(current_quantity=0)]), POLICY)


@pytest.mark.parametrize(
    ("item", "message", "help"),
    [
        ("110", "order `#1001` has no line `110`", "its lines are `101`, `102`, `gid:7`, `gid`"),
        ("x:2", "order `#1001` has no line `x`", "its lines are `101`, `102`, `gid:7`, `gid`"),
        ("101:", "`` is not a quantity", "write it as `LINE:2`"),
        ("101:-1", "`-1` is not a quantity", "write it as `LINE:2`"),
        ("101:²", "`²` is not a quantity", "write it as `LINE:2`"),
        ("101:0", "line `101` has 3 of 3 units left, not 0", None),
        ("101:4", "line `101` has 3 of 3 units left, not 4", None),
        ("102", "line `102` has 0 of 2 units left, not 1", None),
    ],
)
def test_an_item_that_does_not_fit_the_order_is_refused(item: str, message: str, help: str | None) -> None:
    assert refused(item) == ("--item", message, help)


def test_what_is_stated_holds_for_every_item() -> None:
    found = request(
        ORDER,
        POLICY,
        reason="too_small",
        condition="as_new",
        resolution=Resolution.EXCHANGE,
        answers=[
            "item.condition=used",
            "item.is_sealed=true",
            "order.box=a=b",
            "request.visits=2",
            "request.is_opened=false",
            "request.method=mail",
            "request.has_proof_of_purchase=true",
        ],
    )

    assert {(item.reason, item.condition) for item in found.items} == {("too_small", "as_new")}
    assert {item.answers for item in found.items} == {found.items[0].answers}
    assert found.items[0].answers == {"condition": "used"}
    assert found.items[0].staff_answers == {"is_sealed": "true"}
    assert found.items[0].is_opened is False
    assert found.answers == {"box": "a=b", "visits": "2"}
    assert (found.method, found.proof_of_purchase) == ("mail", True)
    assert found.resolution is Resolution.EXCHANGE


@pytest.mark.parametrize(
    ("answer", "message", "help"),
    [
        ("item.condition", "`item.condition` is not an answer", "write it as `NAME=VALUE`"),
        (
            "item.conditoin=used",
            "policy `acme` does not ask for `item.conditoin`",
            "did you mean `item.condition`?",
        ),
        ("request.reason=x", "`request.reason` has its own option", "use `--reason`"),
        ("item.condition=usd", "`usd` is no value of `item.condition`", "did you mean `used`?"),
        ("item.condition=zzz", "`zzz` is no value of `item.condition`", "use one of `unused`, `used`"),
        ("item.is_sealed=yes", "`yes` is no value of `item.is_sealed`", "use one of `true`, `false`"),
        ("item.scratches=many", "`many` is not a number, which `item.scratches` is", None),
        ("order.box=", "`order.box` has no value", None),
    ],
)
def test_an_answer_that_nobody_could_read_is_refused(answer: str, message: str, help: str | None) -> None:
    assert refused(answers=[answer]) == ("--answer", message, help)


def test_a_name_that_is_like_no_other_is_refused_with_the_list() -> None:
    option, message, help = refused(answers=["zzz=1"])

    assert (option, message) == ("--answer", "policy `acme` does not ask for `zzz`")
    assert help == (
        "it asks for `item.condition`, `item.is_sealed`, `item.scratches`, `order.box`, `request.visits`, "
        "`request.is_opened`, `request.method`, `request.has_proof_of_purchase`"
    )


def test_what_only_the_inspection_tells_is_not_asked_for() -> None:
    assert refused(answers=["item.grade=1"])[1] == "policy `acme` does not ask for `item.grade`"


def test_a_policy_asks_at_least_for_what_a_request_has_a_place_for() -> None:
    help = refused(answers=["zzz=1"], policy=SILENT)[2]

    assert help == "it asks for `request.is_opened`, `request.method`, `request.has_proof_of_purchase`"


def test_an_answer_is_given_once() -> None:
    assert refused(answers=["order.box=a", "order.box=b"])[1] == "`order.box` is answered twice"


@pytest.mark.parametrize("text", ["2026-12-05T18:00:00Z", "2026-12-05T10:00-08:00", "2026-12-05 18:00+00:00"])
def test_an_instant_has_an_offset(text: str) -> None:
    assert instant(text) == datetime(2026, 12, 5, 18, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "help"),
    [
        ("2026-12-05", "give an offset, such as `Z` or `-08:00`"),
        ("2026-12-05T18:00", "give an offset, such as `Z` or `-08:00`"),
        ("tomorrow", "write it as `2026-12-05T18:00:00Z`"),
        ("2026-13-05T18:00Z", "write it as `2026-12-05T18:00:00Z`"),
        ("0001-01-01T00:00+10:00", None),
        ("9999-01-01T00:00Z", None),
    ],
)
def test_what_is_no_usable_instant_is_refused(text: str, help: str | None) -> None:
    with pytest.raises(OptionError) as caught:
        instant(text)

    assert (caught.value.option, caught.value.help) == ("--at", help)
