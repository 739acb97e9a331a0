"""Shopper: what customers read. Who reads Korean finds no particle that hangs on a value."""

from __future__ import annotations

from typing import Final

from .message import message as _

SHOPPER: Final = (
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
    _(
        "limit",
        "A limit is reached.",
        "No more of these can be returned.",
        "더 이상 반품하실 수 없는 수량입니다.",
    ),
    _(
        "set",
        "A set is not complete.",
        "It can only come back together with the rest of its set.",
        "세트 구성품을 모두 함께 보내셔야 반품이 가능합니다.",
    ),
    _(
        "method",
        "The chosen method is closed.",
        "It can't come back this way; please choose another.",
        "선택하신 방법으로는 반품이 불가합니다. 다른 방법을 선택해 주세요.",
    ),
    _(
        "shopper.send",
        "What the decision waits for: a list.",
        "Please add: {wanted}.",
        "추가해 주세요: {wanted}.",
    ),
    _("evidence", "Something to hand in, and how many.", "{name} ({count})", "{name} ({count})"),
    _("evidence.photo", "A kind of evidence.", "photos", "사진"),
    _("evidence.video", "A kind of evidence.", "a video", "동영상"),
    _("evidence.receipt", "A kind of evidence.", "the receipt", "영수증"),
    _("evidence.photo_id", "A kind of evidence.", "a photo ID", "신분증"),
    _("evidence.certificate", "A kind of evidence.", "a certificate", "증명서"),
    _(
        "offer.guaranteed",
        "An offer that stands whatever the shop's policy says.",
        "{offer} (guaranteed)",
        "{offer}(보장)",
    ),
)
