"""What the shopper reads, in both languages."""

from __future__ import annotations

from datetime import timedelta

import pytest

from returnkit.decision import Reason, ReasonCode, Verdict, decide, explain
from returnkit.ids import PolicyId, RuleId
from returnkit.policy import Policy, refuse, rule, when
from tests.builders import a_request, an_order
from tests.unit.decision.situations import AT, OPEN_30_DAYS, SITUATIONS

ENGLISH = {
    "open": """\
Linen shirt can be returned until 5 December 2026. You can choose a refund or an exchange.
""",
    "refused in the policy's words": """\
Linen shirt can't be returned. Sale goods stay sold.
""",
    "refused by a code": """\
Linen shirt can't be returned. It was a final sale.
""",
    "closed at midnight": """\
Linen shirt can no longer be returned. This was possible until 5 December 2026.
""",
    "review": """\
Linen shirt: we have to look at this return before we can answer. Dear things are looked at. If we
approve it, you can get a refund or an exchange until 5 December 2026.
""",
    "asks": """\
Linen shirt: we need to know more before we can answer. Please answer our questions.
""",
    "offers end apart": """\
Linen shirt can be returned. You can get store credit at any time. You can get an exchange, a repair
or a replacement before 01:30 on 22 November 2026 (Chicago time).
""",
    "not delivered": """\
Linen shirt can be returned at least until 29 November 2026. You can choose a refund or an exchange.
""",
    "not delivered, perhaps late": """\
Linen shirt: we have to look at this return before we can answer. Somebody will do so soon.
""",
    "end not certain": """\
Linen shirt can be returned at least until 5 December 2026. You can choose a refund or an exchange.
""",
    "withheld": """\
Linen shirt can't be returned. There is no way to settle its return.
""",
    "nothing on offer": """\
Linen shirt can't be returned. We make no offer for its return.
""",
    "inspection": """\
Linen shirt can be returned until 5 December 2026. You can choose a refund or an exchange. We check
it when it arrives. Dirty goods are sent back.
""",
    "one offer reviewed": """\
Linen shirt can be returned until 5 December 2026. You can get a refund. If we approve it, you can
get an exchange until 5 December 2026. Exchanges are checked.
""",
    "several units": """\
2 × Tea [31m towel can be returned until 31 October 2026. You can get a settlement without sending
it back.
""",
}

KOREAN = {
    "open": """\
Linen shirt: 2026년 12월 5일까지 반품하실 수 있습니다. 처리 방법(선택): 환불 또는 교환.
""",
    "refused in the policy's words": """\
Linen shirt: 반품하실 수 없습니다. Sale goods stay sold.
""",
    "refused by a code": """\
Linen shirt: 반품하실 수 없습니다. 반품 불가 조건으로 판매된 상품입니다.
""",
    "closed at midnight": """\
Linen shirt: 반품 기간이 지났습니다. 신청 가능 기간: 2026년 12월 5일까지.
""",
    "review": """\
Linen shirt: 반품 가능 여부를 확인해야 합니다. Dear things are looked at. 승인 시 처리 방법(2026년
12월 5일까지): 환불 또는 교환.
""",
    "asks": """\
Linen shirt: 반품 가능 여부를 알려 드리려면 추가 정보가 필요합니다. 질문에 답해 주세요.
""",
    "offers end apart": """\
Linen shirt: 반품하실 수 있습니다. 처리 방법(기한 없이): 적립금. 처리 방법(2026년 11월 22일 01:30
전까지(Chicago 시간)): 교환, 수리 또는 새 상품으로 교체.
""",
    "not delivered": """\
Linen shirt: 적어도 2026년 11월 29일까지 반품하실 수 있습니다. 처리 방법(선택): 환불 또는 교환.
""",
    "not delivered, perhaps late": """\
Linen shirt: 반품 가능 여부를 확인해야 합니다. 담당자가 곧 확인하여 알려 드리겠습니다.
""",
    "end not certain": """\
Linen shirt: 적어도 2026년 12월 5일까지 반품하실 수 있습니다. 처리 방법(선택): 환불 또는 교환.
""",
    "withheld": """\
Linen shirt: 반품하실 수 없습니다. 가능한 처리 방법이 없습니다.
""",
    "nothing on offer": """\
Linen shirt: 반품하실 수 없습니다. 반품 대상이 아닙니다.
""",
    "inspection": """\
Linen shirt: 2026년 12월 5일까지 반품하실 수 있습니다. 처리 방법(선택): 환불 또는 교환. 상품이
도착하면 상태를 확인합니다. Dirty goods are sent back.
""",
    "one offer reviewed": """\
Linen shirt: 2026년 12월 5일까지 반품하실 수 있습니다. 처리 방법: 환불. 승인 시 처리 방법(2026년
12월 5일까지): 교환. Exchanges are checked.
""",
    "several units": """\
Tea [31m towel 2개: 2026년 10월 31일까지 반품하실 수 있습니다. 처리 방법: 반송 없는 처리.
""",
}


@pytest.mark.parametrize("name", SITUATIONS)
@pytest.mark.parametrize(("locale", "expected"), [("en", ENGLISH), ("ko", KOREAN)])
def test_every_situation_is_told_in_the_words_of_the_language(
    name: str, locale: str, expected: dict[str, str]
) -> None:

    shown = str(explain(SITUATIONS[name](), locale=locale))

    assert shown == expected[name].strip()


def test_a_refusal_that_only_may_apply_is_not_told_as_the_reason() -> None:
    """The window is closed whatever the condition is; that it was worn is not known."""
    worn = rule("worn", when('request.condition == "worn"'), refuse("Worn goods stay."))
    policy = Policy(id=PolicyId("acme"), rules=(worn, OPEN_30_DAYS))

    decision = decide(policy, an_order(), a_request(), at=AT + timedelta(days=365))

    assert decision.items[0].verdict is Verdict.INELIGIBLE
    assert [decision.items[0].reason, *decision.items[0].refusals] == [
        Reason(ReasonCode.WINDOW, RuleId("standard"))
    ]
    assert "can no longer be returned" in str(explain(decision))
    assert "Worn" not in str(explain(decision))
