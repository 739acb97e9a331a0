"""Purchases: labels as intents, and a carrier as the far side, so that one is bought exactly once."""

from __future__ import annotations

import json
from typing import Final, TypeVar

from returnkit.effects import EffectRecord, FarSide, Guarantees, Intent, NotYetKnown, Outcome, effect_key
from returnkit.effects.payload import plain
from returnkit.errors import RefusedError
from returnkit.ids import EffectKey, ReturnId
from returnkit.model import Frozen

from .capabilities import Capability
from .errors import UnsupportedError
from .labels import Label, LabelRequest, needed
from .port import Carrier, FindingCarrier, VoidingCarrier
from .voids import VoidReceipt, VoidRequest

LABEL: Final = "label"
"""The kind of the effect that buys a label."""
VOID: Final = "void_label"
"""The kind of the effect that asks one back."""
ModelT = TypeVar("ModelT", bound=Frozen)


def label_key(return_id: ReturnId, number: int) -> EffectKey:
    """Return the key of a label, such as `label:R-7:1`.

    Args:
        return_id: The return.
        number: Which label of this return, from 1.

    Raises:
        EffectKeyError: A part is empty, or the whole is too long.
    """
    return effect_key(LABEL, return_id, number)


def void_key(return_id: ReturnId, label: str, number: int = 1) -> EffectKey:
    """Return the key of asking a label back, such as `void_label:R-7:shp_1:1`.

    Args:
        return_id: The return.
        label: What the carrier calls the label.
        number: Which try it is; carriers that rejected one take another.

    Raises:
        EffectKeyError: A part is empty, or the whole is too long.
    """
    return effect_key(VOID, return_id, label, number)


def label_intent(request: LabelRequest) -> Intent:
    """Return *request* as an intent."""
    return Intent(key=request.key, kind=LABEL, payload=_told(request))


def label_request(intent: Intent) -> LabelRequest:
    """Return the request that *intent* was made of.

    Raises:
        RefusedError: It is of another kind, or no request of ours.
    """
    return _read(LabelRequest, intent, LABEL, "make it by `label_intent`")


def void_intent(request: VoidRequest) -> Intent:
    """Return *request* as an intent."""
    return Intent(key=request.key, kind=VOID, payload=_told(request))


def void_request(intent: Intent) -> VoidRequest:
    """Return the request that *intent* was made of.

    Raises:
        RefusedError: It is of another kind, or no request of ours.
    """
    return _read(VoidRequest, intent, VOID, "make it by `void_intent`")


def bought_label(record: EffectRecord) -> Label | None:
    """Return the label of a record that is done; None while it is not.

    What a person said to be done has a reference and nothing else.

    Raises:
        RefusedError: The record is of no label.
    """
    request = label_request(record.intent)
    conclusion = record.conclusion
    if conclusion is None or conclusion.reference is None:
        return None
    told = {"form": request.form.value, **plain(conclusion.answer or {}), "reference": conclusion.reference}
    return Label.model_validate_json(json.dumps(told))


def label_far_side(carrier: Carrier) -> FarSide:
    """Return *carrier* as the far side that labels are bought at; it can find where the carrier can.

    What the carrier cannot do is refused before anything is sent.
    """
    if Capability.FIND in carrier.capabilities and isinstance(carrier, FindingCarrier):
        return _FindingLabels(carrier)
    return _Labels(carrier)


def void_far_side(carrier: Carrier) -> FarSide:
    """Return *carrier* as the far side that labels are asked back at.

    An effect that is done says that the carrier has the request; how far it came is the `state` of its
    answer, and later what `find_void` of the carrier says.

    Raises:
        UnsupportedError: The carrier takes no labels back.
    """
    if Capability.VOID in carrier.capabilities and isinstance(carrier, VoidingCarrier):
        return _Voids(carrier)
    raise UnsupportedError(carrier=carrier.name, missing=(Capability.VOID,))


def check_capable(carrier: Carrier, asked: frozenset[Capability]) -> None:
    """Refuse what *carrier* cannot do.

    Raises:
        UnsupportedError: Something of *asked* is not among its capabilities.
    """
    if missing := asked - carrier.capabilities:
        raise UnsupportedError(carrier=carrier.name, missing=missing)


class _Labels:
    def __init__(self, carrier: Carrier) -> None:
        self._carrier = carrier

    @property
    def guarantees(self) -> Guarantees:
        return self._carrier.guarantees

    def perform(self, intent: Intent) -> Outcome:
        request = label_request(intent)
        check_capable(self._carrier, needed(request))
        return _outcome(self._carrier.buy(request))


class _FindingLabels(_Labels):
    def __init__(self, carrier: FindingCarrier) -> None:
        super().__init__(carrier)
        self._finding = carrier

    def find(self, intent: Intent) -> Outcome | NotYetKnown | None:
        found = self._finding.find(label_request(intent))
        return _outcome(found) if isinstance(found, Label) else found


class _Voids:
    def __init__(self, carrier: VoidingCarrier) -> None:
        self._carrier = carrier

    @property
    def guarantees(self) -> Guarantees:
        return self._carrier.guarantees

    def perform(self, intent: Intent) -> Outcome:
        return _outcome(self._carrier.void(void_request(intent)))

    def find(self, intent: Intent) -> Outcome | NotYetKnown | None:
        found = self._carrier.find_void(void_request(intent))
        return _outcome(found) if isinstance(found, VoidReceipt) else found


def _outcome(given: Label | VoidReceipt) -> Outcome:
    answer = given.model_dump(mode="json", exclude={"reference"}, exclude_none=True)
    return Outcome(reference=given.reference, answer=answer)


def _told(request: Frozen) -> dict[str, object]:
    return request.model_dump(mode="json", exclude={"key"}, exclude_none=True)


def _read(model: type[ModelT], intent: Intent, kind: str, help_: str) -> ModelT:
    message = f"`{intent.key}` is no effect of kind `{kind}`"
    if intent.kind != kind or "key" in intent.payload:  # it would stand above that of the intent
        raise RefusedError(message, help=help_)
    told = {**plain(intent.payload), "key": intent.key}
    try:
        return model.model_validate_json(json.dumps(told))
    except ValueError as exc:
        raise RefusedError(message, help=help_) from exc
