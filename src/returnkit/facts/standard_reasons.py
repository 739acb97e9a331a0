"""Standard reasons: what shoppers are commonly asked to choose from, in English and Korean."""

from __future__ import annotations

from typing import Final

from .reasons import FaultSide, Reason, ReasonCatalogue

_PHOTO: Final = ("photo",)
_IS_OPENED: Final = ("request.is_opened",)


def _reason(
    code: str,
    parent: str | None,
    en: str,
    ko: str,
    fault: FaultSide | None = None,
    *,
    questions: tuple[str, ...] = (),
    evidence: tuple[str, ...] = (),
) -> Reason:
    labels = {"en": en, "ko": ko}
    return Reason(
        code=code, parent=parent, labels=labels, fault=fault, questions=questions, evidence=evidence
    )


STANDARD_REASONS: Final = ReasonCatalogue(
    reasons=(
        _reason("fit", None, "Size or fit", "사이즈·핏", FaultSide.SHOPPER),
        _reason("too_small", "fit", "Too small", "작아요"),
        _reason("too_large", "fit", "Too large", "커요"),
        _reason("wrong_fit", "fit", "Does not fit as I like", "핏이 마음에 들지 않아요"),
        _reason("preference", None, "Changed my mind", "단순 변심", FaultSide.SHOPPER, questions=_IS_OPENED),
        _reason("unwanted", "preference", "No longer wanted", "필요 없어졌어요"),
        _reason("changed_mind", "preference", "I changed my mind", "마음이 바뀌었어요"),
        _reason("not_satisfied", "preference", "Not satisfied with it", "만족스럽지 않아요"),
        _reason("style", "preference", "Style is not for me", "스타일이 마음에 들지 않아요"),
        _reason("color", "preference", "Colour is not for me", "색상이 마음에 들지 않아요"),
        _reason("better_price", "preference", "Found a better price", "더 저렴한 곳을 찾았어요"),
        _reason("ordered_by_mistake", "preference", "Ordered by mistake", "잘못 주문했어요"),
        _reason(
            "ordered_several",
            "preference",
            "Ordered several to choose from",
            "여러 개 중 고르려고 주문했어요",
        ),
        _reason("unwanted_gift", "preference", "Unwanted gift", "원하지 않는 선물이에요"),
        _reason("defect", None, "Faulty", "불량", FaultSide.MERCHANT, evidence=_PHOTO),
        _reason("defective", "defect", "Defective or does not work", "불량이거나 작동하지 않아요"),
        _reason("poor_quality", "defect", "Poor quality", "품질이 좋지 않아요"),
        _reason("missing_parts", "defect", "Parts are missing", "구성품이 빠졌어요"),
        _reason("expired", "defect", "Past its date", "유통기한이 지났어요"),
        _reason("not_as_described", None, "Not as described", "상품 설명과 다름", FaultSide.MERCHANT),
        _reason("wrong_description", "not_as_described", "Differs from the description", "설명과 달라요"),
        _reason("wrong_picture", "not_as_described", "Differs from the pictures", "사진과 달라요"),
        _reason("wrong_goods", None, "Wrong goods", "오배송", FaultSide.MERCHANT, evidence=_PHOTO),
        _reason("wrong_item", "wrong_goods", "Received another item", "다른 상품이 왔어요"),
        _reason("wrong_variant", "wrong_goods", "Received another size or colour", "다른 옵션이 왔어요"),
        _reason("extra_item", "wrong_goods", "Received more than ordered", "더 많이 왔어요"),
        _reason("transport", None, "Damaged on the way", "배송 중 파손", FaultSide.CARRIER, evidence=_PHOTO),
        _reason("damaged", "transport", "Arrived damaged", "파손된 채 도착했어요"),
        _reason("damaged_in_transit", "transport", "Damaged in transit", "배송 중에 파손됐어요"),
        _reason("damaged_package", "transport", "Package was damaged", "포장이 파손됐어요"),
        _reason("delay", None, "Too late", "배송 지연", FaultSide.CARRIER),
        _reason("late", "delay", "Arrived too late", "너무 늦게 도착했어요"),
        _reason("late_to_ship", "delay", "Shipped too late", "발송이 늦었어요", FaultSide.MERCHANT),
        _reason("not_arrived", None, "Did not arrive", "미도착", FaultSide.CARRIER),
        _reason("never_arrived", "not_arrived", "Never arrived", "도착하지 않았어요"),
        _reason("empty_package", "not_arrived", "Package was empty", "빈 상자가 왔어요", evidence=_PHOTO),
        _reason(
            "missing_item",
            "not_arrived",
            "Item was not in the package",
            "상품이 들어 있지 않았어요",
            FaultSide.MERCHANT,
        ),
        _reason("undeliverable", None, "Sent back undelivered", "반송", FaultSide.NOBODY),
        _reason(
            "refused_delivery", "undeliverable", "Delivery refused", "수취를 거부했어요", FaultSide.SHOPPER
        ),
        _reason("safety_recall", None, "Recalled", "리콜", FaultSide.MERCHANT),
        _reason("other", None, "Another reason", "기타"),
    )
)
"""The shipped catalogue; a shop gives its own to `vocabulary_of`."""
