"""The suite for carriers notices what is wrong with one, each fault by the scenarios named here."""

from __future__ import annotations

from contextlib import AbstractContextManager
from unittest import SkipTest

import pytest

from returnkit.carriers import (
    Capability,
    Label,
    LabelRequest,
    Quote,
    RateRequest,
    Tracking,
    TrackingStatus,
    UnknownParcelError,
    VoidReceipt,
    VoidRequest,
    VoidState,
    label_key,
)
from returnkit.errors import AnswerLostError, FarSideError, NotSentError, RefusedError, ReturnkitError
from returnkit.ids import ReturnId
from returnkit.money import Money
from returnkit.testing import CarrierBench, CarrierConformance, FakeCarrierBench, FakeFindingCarrier
from returnkit.testing.carriers.fakes import WORDS


def failing(suite: CarrierConformance) -> set[str]:
    """Return the scenarios of *suite* that do not hold."""
    found = set()
    for name in dir(suite):
        if name.startswith("test_"):
            try:
                getattr(suite, name)()
            except SkipTest:
                continue
            except (AssertionError, ReturnkitError, ArithmeticError, KeyError, NotImplementedError):
                found.add(name.removeprefix("test_"))
    return found


class SwapsTheAddresses(FakeFindingCarrier):
    def buy(self, request: LabelRequest) -> Label:
        return super().buy(request.evolve(customer=request.merchant, merchant=request.customer))


class TellsOuncesForGrams(FakeFindingCarrier):
    def buy(self, request: LabelRequest) -> Label:
        ounces = max(int(request.parcel.weight_grams / 28.35), 1)
        return super().buy(request.evolve(parcel=request.parcel.evolve(weight_grams=ounces)))


class DropsWhatIsNoAscii(FakeFindingCarrier):
    def buy(self, request: LabelRequest) -> Label:
        name = request.customer.name.encode("ascii", "ignore").decode()
        return super().buy(request.evolve(customer=request.customer.evolve(name=name)))


class BuysAgainOnATimeout(FakeFindingCarrier):
    def buy(self, request: LabelRequest) -> Label:
        try:
            return super().buy(request)
        except (FarSideError, ConnectionError) as exc:
            if isinstance(exc, RefusedError | NotSentError):
                raise
            return super().buy(request)


class TakesATimeoutForANo(FakeFindingCarrier):
    def buy(self, request: LabelRequest) -> Label:
        try:
            return super().buy(request)
        except (AnswerLostError, ConnectionError) as exc:
            raise RefusedError("it did not work") from exc


class ForgetsTheKey(FakeFindingCarrier):
    calls = 0

    def buy(self, request: LabelRequest) -> Label:
        self.calls += 1
        return super().buy(request.evolve(key=label_key(ReturnId("R-8"), self.calls)))


class FindsNothing(FakeFindingCarrier):
    def find(self, request: LabelRequest) -> Label | None:
        return None


class FindsAnyLabel(FakeFindingCarrier):
    def find(self, request: LabelRequest) -> Label | None:
        return self.log[0].receipt if self.log else None


class ReckonsInFloats(FakeFindingCarrier):
    def rates(self, request: RateRequest) -> Quote:
        found = super().rates(request)
        return found.evolve(rates=tuple(each.evolve(price=_floating(each.price)) for each in found.rates))


def _floating(amount: Money) -> Money:
    return Money(int(float(amount.decimal) * 100), amount.currency)


class HidesTheDiscount(FakeFindingCarrier):
    def rates(self, request: RateRequest) -> Quote:
        return Quote(rates=tuple(each.evolve(retail_price=None) for each in super().rates(request).rates))


class LosesHowLongToWait(FakeFindingCarrier):
    def buy(self, request: LabelRequest) -> Label:
        try:
            return super().buy(request)
        except NotSentError as exc:
            raise NotSentError(str(exc)) from exc


class RaisesOnAnUnknownWord(FakeFindingCarrier):
    def track(self, tracking_number: str, carrier: str | None = None) -> Tracking:
        found = super().track(tracking_number, carrier)
        return found.evolve(
            events=tuple(each.evolve(status=WORDS.statuses[each.raw_status]) for each in found.events)
        )


class TakesAnUnknownWordForMoving(FakeFindingCarrier):
    def track(self, tracking_number: str, carrier: str | None = None) -> Tracking:
        found = super().track(tracking_number, carrier)
        moving = {TrackingStatus.UNKNOWN: TrackingStatus.IN_TRANSIT}
        events = (each.evolve(status=moving.get(each.status, each.status)) for each in found.events)
        return found.evolve(events=tuple(events))


class TakesAnyParcelForKnown(FakeFindingCarrier):
    def track(self, tracking_number: str, carrier: str | None = None) -> Tracking:
        try:
            return super().track(tracking_number, carrier)
        except UnknownParcelError:
            return Tracking(tracking_number=tracking_number)


class CallsAVoidDone(FakeFindingCarrier):
    def void(self, request: VoidRequest) -> VoidReceipt:
        return super().void(request).evolve(state=VoidState.VOIDED)


class NeverLearnsOfADecision(FakeFindingCarrier):
    def find_void(self, request: VoidRequest) -> VoidReceipt | None:
        found = super().find_void(request)
        return found and found.evolve(state=VoidState.PENDING)


class ClaimsWhatItCannot(FakeFindingCarrier):
    @property
    def capabilities(self) -> frozenset[Capability]:
        return super().capabilities - {Capability.LABEL}

    def buy(self, request: LabelRequest) -> Label:
        return super().buy(request).evolve(documents=())


class KeepsNoBytes(FakeFindingCarrier):
    def buy(self, request: LabelRequest) -> Label:
        label = super().buy(request)
        return label.evolve(documents=tuple(each.evolve(size=each.size + 1) for each in label.documents))


class TellsAnotherPrice(FakeFindingCarrier):
    def buy(self, request: LabelRequest) -> Label:
        label = super().buy(request)
        assert label.price is not None
        return label.evolve(price=Money(label.price.minor, "EUR"))


LOST = {"a_timeout_after_it_happened_does_not_buy_it_again", "a_dropped_connection_does_not_buy_it_again"}
NO_KEYS = False


@pytest.mark.parametrize(
    ("make", "honours_keys", "caught"),
    [
        (SwapsTheAddresses, True, {"goods_travel_from_the_customer_to_the_merchant"}),
        (TellsOuncesForGrams, True, {"a_parcel_has_its_weight_and_its_sides"}),
        (DropsWhatIsNoAscii, True, {"goods_travel_from_the_customer_to_the_merchant"}),
        (BuysAgainOnATimeout, NO_KEYS, LOST),
        (TakesATimeoutForANo, True, LOST | {"an_ambiguous_answer_buys_it_once_or_is_listed"}),
        (ForgetsTheKey, True, LOST | {"the_same_key_twice_is_one_label"}),
        (FindsNothing, NO_KEYS, LOST | {"a_late_execution_does_not_buy_it_again"}),
        (FindsAnyLabel, True, {"what_was_never_ordered_is_not_found"}),
        (ReckonsInFloats, True, {"rates_are_told_as_they_stand_and_buy_nothing"}),
        (HidesTheDiscount, True, {"rates_are_told_as_they_stand_and_buy_nothing"}),
        (LosesHowLongToWait, True, {"a_rate_limit_delays_it"}),
        (
            RaisesOnAnUnknownWord,
            True,
            {"a_word_that_nobody_knows_is_unknown_and_kept", "words_of_its_tracking_mean_what_they_say"},
        ),
        (TakesAnUnknownWordForMoving, True, {"a_word_that_nobody_knows_is_unknown_and_kept"}),
        (TakesAnyParcelForKnown, True, {"a_parcel_that_nobody_sent_is_refused"}),
        (CallsAVoidDone, True, {"a_label_is_asked_back_once_and_is_not_void_by_that"}),
        (NeverLearnsOfADecision, True, {"what_it_decides_about_a_void_is_told_as_it_decides"}),
        (ClaimsWhatItCannot, True, {"what_the_customer_needs_is_in_the_store"}),
        (KeepsNoBytes, True, {"what_the_customer_needs_is_in_the_store"}),
        (TellsAnotherPrice, True, {"a_label_costs_what_is_charged_for_it"}),
    ],
)
def test_a_faulty_carrier_is_caught(
    make: type[FakeFindingCarrier], honours_keys: bool, caught: set[str]
) -> None:
    class Suite(CarrierConformance):
        words = WORDS.statuses

        def bench(self) -> AbstractContextManager[CarrierBench]:
            return FakeCarrierBench.opened(make=make, honours_keys=honours_keys)

    assert caught <= failing(Suite())
