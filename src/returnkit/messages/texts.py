"""Texts: what the house says, in English and Korean. A page of the reference is made from this table.

Korean is worded so that no particle depends on the value before it: values stand before a colon, a bracket
or a particle of one form.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

FALLBACK: Final = "en"


@dataclass(frozen=True, slots=True)
class Message:
    """One entry.

    Attributes:
        key: Stable; texts may change, keys do not.
        doc: When it is said and what its placeholders stand for.
        texts: Templates by locale.
    """

    key: str
    doc: str
    texts: Mapping[str, str]


def _(key: str, doc: str, en: str, ko: str) -> Message:
    return Message(key, doc, MappingProxyType({"en": en, "ko": ko}))


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

_SHOPPER: Final = (
    _("when.day", "How long, to the end of a day.", "until {date}", "{date}까지"),
    _(
        "when.instant",
        "How long, to a time of day.",
        "before {time} on {date} ({zone} time)",
        "{date} {time} 전까지({zone} 시간)",
    ),
    _("when.unlimited", "How long: for ever.", "at any time", "기한 없이"),
    _("when.day.least", "The earliest end, a day.", "at least until {date}", "적어도 {date}까지"),
    _(
        "when.instant.least",
        "The earliest end, a time of day.",
        "at least until {time} on {date} ({zone} time)",
        "적어도 {date} {time}까지({zone} 시간)",
    ),
    _(
        "shopper.eligible",
        "Yes, and how long: *when* is a `when.` text.",
        "{item} can be returned {when}.",
        "{item}: {when} 반품하실 수 있습니다.",
    ),
    _(
        "shopper.eligible.differs",
        "Yes; the offers below end on different days.",
        "{item} can be returned.",
        "{item}: 반품하실 수 있습니다.",
    ),
    _("shopper.get", "The one offer.", "You can get {offers}.", "처리 방법: {offers}."),
    _("shopper.choose", "Several offers.", "You can choose {offers}.", "처리 방법(선택): {offers}."),
    _(
        "shopper.get.when",
        "Offers that end together.",
        "You can get {offers} {when}.",
        "처리 방법({when}): {offers}.",
    ),
    _(
        "shopper.if_approved",
        "Offers that a person has to approve.",
        "If we approve it, you can get {offers} {when}.",
        "승인 시 처리 방법({when}): {offers}.",
    ),
    _("shopper.ineligible", "No; why follows.", "{item} can't be returned.", "{item}: 반품하실 수 없습니다."),
    _(
        "shopper.closed",
        "No: too late. *when* is a `when.` text.",
        "{item} can no longer be returned. This was possible {when}.",
        "{item}: 반품 기간이 지났습니다. 신청 가능 기간: {when}.",
    ),
    _(
        "shopper.closed.undated",
        "No: too late, where the day is not told.",
        "{item} can no longer be returned: the time for it is over.",
        "{item}: 반품 기간이 지났습니다.",
    ),
    _(
        "shopper.review",
        "A person decides.",
        "{item}: we have to look at this return before we can answer.",
        "{item}: 반품 가능 여부를 확인해야 합니다.",
    ),
    _(
        "review",
        "A review without words of its own.",
        "Somebody will do so soon.",
        "담당자가 곧 확인하여 알려 드리겠습니다.",
    ),
    _(
        "shopper.needs_info",
        "It depends on what the shopper has not told yet.",
        "{item}: we need to know more before we can answer. Please answer our questions.",
        "{item}: 반품 가능 여부를 알려 드리려면 추가 정보가 필요합니다. 질문에 답해 주세요.",
    ),
    _(
        "shopper.needs_staff",
        "It depends on what the shop has to find out.",
        "{item}: we have to find something out before we can answer.",
        "{item}: 반품 가능 여부를 알려 드리려면 저희가 더 확인해야 합니다.",
    ),
    _(
        "shopper.inspection",
        "The inspection may still refuse; what it looks for may follow.",
        "We check it when it arrives.",
        "상품이 도착하면 상태를 확인합니다.",
    ),
    _(
        "refused",
        "A refusal without words of its own.",
        "Our return policy rules this out.",
        "반품 규정상 반품이 불가합니다.",
    ),
    _(
        "refused.category",
        "Refusal code: such goods never.",
        "Goods of this kind can't come back.",
        "반품 불가 품목입니다.",
    ),
    _(
        "refused.final_sale",
        "Refusal code: a final sale.",
        "It was a final sale.",
        "반품 불가 조건으로 판매된 상품입니다.",
    ),
    _(
        "refused.condition",
        "Refusal code: its state.",
        "Its condition rules this out.",
        "상품 상태로 인해 반품이 불가합니다.",
    ),
    _(
        "withheld",
        "Every offer is withheld.",
        "There is no way to settle its return.",
        "가능한 처리 방법이 없습니다.",
    ),
    _("nothing_offered", "No offer was made.", "We make no offer for its return.", "반품 대상이 아닙니다."),
)

_AGENT: Final = (
    _("verdict.ineligible", "A verdict.", "ineligible", "반품 불가"),
    _("verdict.needs_info", "A verdict.", "needs info", "정보 필요"),
    _("verdict.review", "A verdict.", "review", "검토 필요"),
    _("verdict.eligible", "A verdict.", "eligible", "반품 가능"),
    _(
        "agent.head",
        "What was decided: order number, policy, instant.",
        "order {order} · policy {policy} · as of {at}",
        "주문 {order} · 정책 {policy} · 기준 {at}",
    ),
    _("label.window", "Before a window.", "window", "기한"),
    _("label.refused", "Before the reason of a no.", "refused by", "불가 사유"),
    _("label.also", "Before further reasons of a no.", "also", "추가 사유"),
    _("label.review", "Before the rules that ask for a review.", "review", "검토"),
    _("label.missing", "Before facts that leave the answer open.", "missing", "누락 정보"),
    _("label.later", "Before rules that the inspection may still make speak.", "later", "검수 시"),
    _("label.spoke", "Before rules that decided something.", "spoke", "적용"),
    _("label.unknown", "Before rules that may speak.", "unknown", "미확정"),
    _("label.silent", "Before rules that do not apply.", "silent", "미적용"),
    _("label.not_needed", "Before rules that apply where others above decided.", "not needed", "불필요"),
    _("instant", "An instant for agents.", "{date} {time} {zone}", "{date} {time} {zone}"),
    _("clock.order", "What a window counts from.", "order", "주문"),
    _("clock.shipment", "What a window counts from.", "shipment", "발송"),
    _("clock.delivery", "What a window counts from.", "delivery", "배송 완료"),
    _("clock.invoice", "What a window counts from.", "invoice", "청구"),
    _("clock.last_scan", "What a window counts from.", "last scan", "최종 배송 기록"),
    _("clock.ready", "What a window counts from.", "ready for collection", "수령 준비"),
    _("clock.collection", "What a window counts from.", "collection", "수령"),
    _("event.invoice", "When a window's event was.", "invoiced {date}", "청구 {date}"),
    _("event.last_scan", "When a window's event was.", "last scanned {date}", "최종 배송 기록 {date}"),
    _("event.ready", "When a window's event was.", "ready {date}", "수령 준비 {date}"),
    _("event.collection", "When a window's event was.", "collected {date}", "수령 {date}"),
    _("event.order", "When a window's event was.", "ordered {date}", "주문 {date}"),
    _("event.shipment", "When a window's event was.", "shipped {date}", "발송 {date}"),
    _("event.delivery", "When a window's event was.", "delivered {date}", "배송 완료 {date}"),
    _("window.day", "A window of one day.", "1 day of {clock}", "{clock} 후 1일"),
    _("window.days", "A window in days.", "{amount} days of {clock}", "{clock} 후 {amount}일"),
    _("window.hour", "A window of one hour.", "1 hour of {clock}", "{clock} 후 1시간"),
    _("window.hours", "A window in hours.", "{amount} hours of {clock}", "{clock} 후 {amount}시간"),
    _("window.unlimited", "A window without end.", "unlimited", "무기한"),
    _(
        "agent.window",
        "A window.",
        "{rule} {window} ({event}) → {ends}",
        "{rule} {window} ({event}) → {ends}",
    ),
    _(
        "agent.window.bare",
        "A window without an event.",
        "{rule} {window} → {ends}",
        "{rule} {window} → {ends}",
    ),
    _("agent.window.of", "A window of some offers only.", "{offers}: {line}", "{offers}: {line}"),
    _(
        "agent.window.maybe",
        "A window whose rule may speak.",
        "{line}, if it applies",
        "{line} (적용되는 경우)",
    ),
    _(
        "agent.window.deferred",
        "A rule lets the clock start later.",
        "{line} · clock deferred {by}",
        "{line} · 기산일 조정 {by}",
    ),
    _(
        "agent.window.rolled",
        "The last day was no working day.",
        "{line} · last day moved to the next working day of {by}",
        "{line} · 마감일이 다음 영업일로 이동 ({by})",
    ),
    _("agent.window.extended", "A rule moves the end.", "{line} · extended {by}", "{line} · 연장 {by}"),
    _(
        "agent.window.grace",
        "Requests are accepted for longer.",
        "{line} · accepted until {at}",
        "{line} · {at}까지 접수",
    ),
    _(
        "agent.window.no_calendar",
        "A calendar has no data for a year.",
        "{line} · no holidays known for {by}",
        "{line} · 공휴일 정보 없음 ({by})",
    ),
    _(
        "agent.window.may_move",
        "Rules that may move the end.",
        "{line} · {rules} may move it",
        "{line} · 변경 가능 규칙 {rules}",
    ),
    _(
        "agent.window.after",
        "An offer opens when another closes.",
        "{line} · after {offer}: opens {at}",
        "{line} · {offer} 마감 후 시작 {at}",
    ),
    _(
        "agent.window.never_opens",
        "An offer opens when another closes, which never does.",
        "{line} · after {offer}, which never closes",
        "{line} · {offer} 마감 없음, 시작되지 않음",
    ),
    _("ends.open.least", "A window is open.", "open until {at} at least", "적어도 {at}까지 유효"),
    _(
        "ends.closed.maybe",
        "A window may be over.",
        "closed {at}, or later",
        "{at} 또는 그 이후 마감",
    ),
    _("ends.open", "A window is open.", "closes {at}", "{at} 마감"),
    _("ends.closed", "A window is over.", "closed {at}", "{at} 마감됨"),
    _("ends.never", "A window has no end.", "never closes", "마감 없음"),
    _(
        "ends.least",
        "The event of a window is not known: open for now.",
        "{clock} not known: counted from the order it is open until at least {at}",
        "{clock} 시점 미확인: 주문 기준으로 적어도 {at}까지 유효",
    ),
    _(
        "ends.past",
        "The event of a window is not known: maybe over.",
        "{clock} not known: counted from the order it closed {at}, it may still be open",
        "{clock} 시점 미확인: 주문 기준으로는 {at} 마감, 아직 유효할 수 있음",
    ),
    _("agent.said", "A rule and what it says.", "{rule}: {say}", "{rule}: {say}"),
    _("agent.code", "The code of a refusal.", "({code})", "({code})"),
    _("agent.withheld", "A rule withholds.", "{rule} withholds {offers}", "{rule} 제외: {offers}"),
    _("agent.closed", "A window is over.", "{rule} window closed", "{rule} 기한 경과"),
    _("agent.nothing", "Nothing is on offer.", "no rule makes an offer", "제공하는 규칙 없음"),
    _(
        "agent.ask",
        "A missing fact that can be asked.",
        "{fact} (ask the {person})",
        "{fact} ({person}에게 확인)",
    ),
    _("person.shopper", "Who can be asked.", "shopper", "고객"),
    _("person.staff", "Who can be asked.", "staff", "직원"),
    _("person.inspection", "Who can be asked.", "inspection", "검수"),
    _("agent.rule", "A rule and why it is so.", "{rule} ({because})", "{rule} ({because})"),
    _("because.always", "A rule without a condition.", "always", "항상"),
    _("because.fact", "A fact and its value.", "{fact} is {value}", "{fact}: {value}"),
    _(
        "because.unknown",
        "A fact that is not known.",
        "{fact} is not known: {why}",
        "{fact}: 알 수 없음, {why}",
    ),
    _("because.failed", "A part that could not be computed.", "`{text}` fails", "`{text}` 계산 불가"),
    _("because.above", "The rule that decided.", "{rule} decides", "{rule} 우선"),
    _(
        "because.inspection",
        "Facts that come later.",
        "the inspection tells {facts}",
        "검수 후 확인: {facts}",
    ),
    _("because.moot", "A rule that applies and changes nothing.", "changes nothing here", "영향 없음"),
    _("unknown.not_asked", "Why a fact is not known.", "not asked yet", "아직 묻지 않음"),
    _("unknown.not_supplied", "Why a fact is not known.", "not supplied", "제공되지 않음"),
    _("unknown.foreign_currency", "Why a fact is not known.", "in another currency", "다른 통화"),
    _("unknown.unreadable", "Why a fact is not known.", "its value does not fit", "값이 형식에 맞지 않음"),
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
)

MESSAGES: Final = (*_DATES, *_THINGS, *_SHOPPER, *_AGENT, *_PAGE)
"""Every message, in the order of the reference page."""
