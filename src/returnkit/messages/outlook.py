"""Outlook: what is open and what could be otherwise, as the command line shows it."""

from __future__ import annotations

from typing import Final

from .message import message as _

OUTLOOK: Final = (
    _("open.title", "A section's title on the command line's page.", "What is open", "더 알아야 할 것"),
    _(
        "otherwise.title",
        "A section's title on the command line's page.",
        "What could be otherwise",
        "달라질 수 있는 것",
    ),
    _("open.nothing", "No question is open.", "Nothing is open.", "더 알아야 할 것이 없습니다."),
    _("label.of", "A label above an open question.", "asked of", "대상"),
    _("label.answer", "A label above an open question.", "answer", "답변"),
    _("label.moves", "A label above an open question.", "moves", "영향"),
    _("asked.shopper", "Who is asked an open question.", "the shopper", "고객"),
    _("asked.staff", "Who is asked an open question.", "staff", "직원"),
    _("moves.verdict", "What an answer moves.", "verdict", "판정"),
    _("moves.deadline", "What an answer moves.", "deadline", "기한"),
    _("moves.money", "What an answer moves.", "money", "금액"),
    _("answer.choice", "Which answers an open question takes.", "{value} ({label})", "{value} ({label})"),
    _("answer.other", "Which answers an open question takes.", "or another", "또는 그 밖의 답변"),
    _("answer.number", "Which answers an open question takes.", "a number", "숫자"),
    _("answer.evidence", "Which answers an open question takes.", "how many are handed in", "제출한 개수"),
    _("answer.text", "Which answers an open question takes.", "in words", "글"),
    _("answer.least", "Which answers an open question takes.", "at least {least}", "{least} 이상"),
    _("answer.most", "Which answers an open question takes.", "at most {most}", "{most} 이하"),
    _(
        "otherwise.until",
        "What could be otherwise about an item.",
        "{item} can be returned until {end}, if nothing changes but the time.",
        "{item}: 시간 외에 달라지는 것이 없으면 {end}까지 반품하실 수 있습니다.",
    ),
    _(
        "otherwise.always",
        "What could be otherwise about an item.",
        "{item} can be returned; no end of that is known.",
        "{item}: 반품하실 수 있으며, 알려진 기한이 없습니다.",
    ),
    _(
        "otherwise.open",
        "What could be otherwise about an item.",
        "{item}: this is not certain yet; what is open comes first.",
        "{item}: 아직 정해지지 않았습니다. 먼저 위의 내용을 확인해야 합니다.",
    ),
    _(
        "otherwise.nothing",
        "What could be otherwise about an item.",
        "{item}: nothing that could be changed lets it be returned.",
        "{item}: 바꿀 수 있는 것으로는 반품이 가능해지지 않습니다.",
    ),
    _(
        "otherwise.incomplete",
        "What could be otherwise about an item.",
        "{item}: there may be other ways; not all were tried out.",
        "{item}: 다른 방법이 있을 수 있습니다. 모두 확인하지는 않았습니다.",
    ),
)
