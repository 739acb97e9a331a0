"""Questions: how open questions are put, and how their answers are called."""

from __future__ import annotations

from typing import Final

from .message import message as _

QUESTIONS: Final = (
    _(
        "question.request.reason",
        "A question of a form.",
        "Why do you send it back?",
        "반품 사유가 무엇인가요?",
    ),
    _(
        "question.request.condition",
        "A question of a form.",
        "What condition is it in?",
        "상품 상태가 어떤가요?",
    ),
    _("question.request.is_opened", "A question of a form.", "Has it been opened?", "개봉하셨나요?"),
    _(
        "question.request.resolution",
        "A question of a form.",
        "What would you like to get for it?",
        "어떤 처리를 원하시나요?",
    ),
    _(
        "question.request.method",
        "A question of a form.",
        "How do you want to return it?",
        "어떤 방법으로 반품하시겠어요?",
    ),
    _(
        "question.request.has_proof_of_purchase",
        "A question of a form.",
        "Do you have proof of purchase?",
        "구매 증빙이 있으신가요?",
    ),
    _(
        "question.evidence",
        "A request of a form; *wanted* is what is to be handed in, with how many.",
        "Please add: {wanted}",
        "첨부해 주세요: {wanted}",
    ),
    _(
        "counterfactual",
        "What would make an item eligible; *flips* are the texts below.",
        "{item} could be returned: {flips}.",
        "{item}: 다음의 경우 반품하실 수 있습니다. {flips}.",
    ),
    _("counterfactual.at", "A flip: at another time.", "from {at} on", "{at}부터"),
    _("counterfactual.evidence", "A flip: evidence handed in.", "with {wanted}", "첨부: {wanted}"),
    _(
        "counterfactual.fact",
        "A flip: another answer to a question.",
        "if “{question}” is answered with “{value}”",
        "“{question}” 답변: “{value}”",
    ),
    _("choice.true", "An answer to choose.", "Yes", "예"),
    _("choice.false", "An answer to choose.", "No", "아니요"),
    _("choice.refund", "An answer to choose: a resolution.", "Refund", "환불"),
    _("choice.store_credit", "An answer to choose: a resolution.", "Store credit", "적립금"),
    _("choice.exchange", "An answer to choose: a resolution.", "Exchange", "교환"),
    _("choice.replace", "An answer to choose: a resolution.", "Replacement", "새 상품으로 교체"),
    _("choice.repair", "An answer to choose: a resolution.", "Repair", "수리"),
    _("choice.keep", "An answer to choose: a resolution.", "Keep it", "반송 없이 보관"),
    _("choice.mail", "An answer to choose: a method.", "By mail", "우편·택배"),
    _("choice.store", "An answer to choose: a method.", "In a store", "매장 방문"),
    _("choice.pickup", "An answer to choose: a method.", "Picked up", "방문 수거"),
)
