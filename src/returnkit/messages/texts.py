"""Texts: what the house says, in English and Korean. A page of the reference is made from this table.

Korean is worded so that no particle depends on the value before it: values stand before a colon, a bracket
or a particle of one form.
"""

from __future__ import annotations

from typing import Final

from .agent import AGENT
from .auditor import AUDITOR
from .message import Message
from .message import message as _
from .outlook import OUTLOOK
from .page import PAGE
from .phrases import PHRASES
from .questions import QUESTIONS
from .settlement import SETTLEMENT
from .shopper import SHOPPER
from .wording import WORDING

FALLBACK: Final = "en"

_DATES: Final = (
    _("date", "A day in prose.", "{day} {month} {year}", "{year}년 {month} {day}일"),
    _("date.short", "A day where there is little room.", "{day} {month} {year}", "{year}.{month}.{day}"),
    _(
        "date.months",
        "The names of the months, with `|` between.",
        "January|February|March|April|May|June|July|August|September|October|November|December",
        "1월|2월|3월|4월|5월|6월|7월|8월|9월|10월|11월|12월",
    ),
    _(
        "date.months.short",
        "The months where there is little room, with `|` between.",
        "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec",
        "1|2|3|4|5|6|7|8|9|10|11|12",
    ),
)

_THINGS: Final = (
    _("item", "One unit of an order line, by its title.", "{title}", "{title}"),
    _("item.several", "Several units of one order line.", "{quantity} × {title}", "{title} {quantity}개"),
    _("item.untitled", "A line without a title.", "This item", "이 상품"),
    _("list.comma", "Between the entries of a list.", ", ", ", "),
    _("list.or", "The last two entries of a choice.", "{first} or {last}", "{first} 또는 {last}"),
    _("resolution.refund", "An offer inside a sentence: money back.", "a refund", "환불"),
    _("resolution.store_credit", "An offer inside a sentence: store credit.", "store credit", "적립금"),
    _("resolution.exchange", "An offer inside a sentence: another article.", "an exchange", "교환"),
    _(
        "resolution.replace",
        "An offer inside a sentence: the same again.",
        "a replacement",
        "새 상품으로 교체",
    ),
    _("resolution.repair", "An offer inside a sentence: a repair.", "a repair", "수리"),
    _(
        "resolution.keep",
        "An offer inside a sentence: settled, and the goods stay with the shopper.",
        "a settlement without sending it back",
        "반송 없는 처리",
    ),
    _("offer.refund", "An offer in a list for agents.", "refund", "환불"),
    _("offer.store_credit", "An offer in a list for agents.", "store credit", "적립금"),
    _("offer.exchange", "An offer in a list for agents.", "exchange", "교환"),
    _("offer.replace", "An offer in a list for agents.", "replacement", "교체"),
    _("offer.repair", "An offer in a list for agents.", "repair", "수리"),
    _("offer.keep", "An offer in a list for agents.", "keep", "반송 없음"),
    _("offer.review", "An offer that a person has to approve.", "{offer} (review)", "{offer}(검토)"),
    _("offer.maybe", "An offer that may not stand.", "{offer}?", "{offer}?"),
)

_PAGE: Final = (
    _(
        "page.at",
        "The head of the command line's page: the instant decided for.",
        "As of {at}",
        "기준 시각 {at}",
    ),
    _("page.shopper", "A section's title on that page.", "For the shopper", "고객용"),
    _("page.agent", "A section's title on that page.", "For staff", "직원용"),
    _("page.auditor", "A section's title on that page.", "For auditors", "감사용"),
)

MESSAGES: Final = (
    *_DATES,
    *_THINGS,
    *SHOPPER,
    *QUESTIONS,
    *AGENT,
    *AUDITOR,
    *WORDING,
    *_PAGE,
    *OUTLOOK,
    *SETTLEMENT,
    *PAGE,
    *PHRASES,
)
"""Every message, in the order of the reference page."""

__all__ = ["FALLBACK", "MESSAGES", "Message"]
