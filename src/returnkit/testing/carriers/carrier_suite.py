"""The suite for carriers: a label is bought once, the right way round, and what is told of it is true."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from hashlib import sha256
from typing import ClassVar, Final
from unittest import SkipTest

from returnkit.carriers import (
    Capability,
    FindingCarrier,
    Label,
    LabelForm,
    LabelRequest,
    Parcel,
    PostalAddress,
    RateRequest,
    TrackingCarrier,
    TrackingStatus,
    UnknownParcelError,
    UnsupportedError,
    VoidingCarrier,
    VoidRequest,
    VoidState,
    ask_rates,
    ask_tracking,
    bought_label,
    label_far_side,
    label_intent,
    label_key,
    needed,
    void_far_side,
    void_intent,
    void_key,
)
from returnkit.carriers.registry import lacking
from returnkit.effects import EffectState
from returnkit.errors import IntentConflictError, RefusedError
from returnkit.ids import ReturnId
from returnkit.testing.effects.faults import Fault
from returnkit.testing.effects.trial import THREADS, Trial, raises

from .bench import CarrierBench, SoldLabel

_RETURN: Final = ReturnId("R-7")
_CUSTOMER: Final = PostalAddress(
    name="Zoë Nguyễn",
    lines=("12 Rue de l'Été", "Bât. Ç, 3ᵉ étage"),
    city="Saint-Étienne",
    region="42",
    postal_code="42000",
    country="FR",
    phone="+33 4 00 00 00 00",
    email="zoe@example.com",
)
_MERCHANT: Final = PostalAddress(
    name="반품 담당",
    company="Acme Returns 有限公司",
    lines=("221 Depot Road",),
    city="Łódź",
    postal_code="90-001",
    country="PL",
    phone="+48 42 000 00 00",
    email="returns@example.com",
)
_PARCEL: Final = Parcel(weight_grams=1234, length_mm=305, width_mm=229, height_mm=51)
_PARCELS: Final = (
    Parcel(weight_grams=1, length_mm=100, width_mm=100, height_mm=10),
    Parcel(weight_grams=29, length_mm=254, width_mm=127, height_mm=26),
    Parcel(weight_grams=999, length_mm=333, width_mm=222, height_mm=111),
    Parcel(weight_grams=9_071, length_mm=610, width_mm=457, height_mm=457),
)
_ODD_WORDS: Final = ("teleported", "", " ", "ДОСТАВЛЕНО", "delivered?", "null", "x" * 500)
_FORMS: Final = {
    LabelForm.LABEL: Capability.LABEL,
    LabelForm.QR_CODE: Capability.QR_CODE,
    LabelForm.LABEL_LESS: Capability.LABEL_LESS,
}


@dataclass(frozen=True, slots=True)
class _Bought:
    """A label that was bought, with the trial that it was bought by."""

    trial: Trial
    label: Label


class CarrierConformance:
    """What every carrier has to do. Derive a class `Test…` from it that gives a bench.

    Attributes:
        faults: Those that the bench can order; scenarios that need another one are skipped, by name.
        grams_over: By how many grams a weight may be told too high, where the carrier counts in others.
        mm_off: By how many millimetres a side may be told otherwise, likewise.
        words: Words of the carrier's tracking with what they mean, some at least.
    """

    faults: ClassVar[frozenset[Fault]] = frozenset(Fault)
    grams_over: ClassVar[int] = 0
    mm_off: ClassVar[int] = 0
    words: ClassVar[Mapping[str, TrackingStatus]] = {}

    def bench(self) -> AbstractContextManager[CarrierBench]:
        """Open a new bench: nothing was sold, and no fault is ordered."""
        raise NotImplementedError("a suite for a carrier gives a bench")

    # --- what it says of itself -----------------------------------------------------------------------

    def test_it_has_the_methods_of_what_it_can_do(self) -> None:
        with self.bench() as bench:
            able = bench.carrier.capabilities

            assert lacking(bench.carrier, able) == ()
            assert able & {*_FORMS.values()}, "it gives no label in any form"

    def test_what_it_cannot_do_is_refused_before_anything_is_sent(self) -> None:
        with self.bench() as bench:
            able = bench.carrier.capabilities
            for form in LabelForm:
                for is_pay_on_use in (False, True):
                    request = _request(form=form, is_pay_on_use=is_pay_on_use, number=_number(form))
                    if not needed(request) <= able:
                        before = bench.requests()

                        record = self._trial(bench, request).is_refused()

                        assert record.conclusion is not None
                        assert record.conclusion.code == UnsupportedError.code, f"{form}: {record}"
                        assert bench.requests() == before, "nothing is sent"
            before, asked = bench.requests(), _question(_request())
            if not needed(asked) <= able:
                assert raises(partial(ask_rates, bench.carrier, asked), UnsupportedError)
            if Capability.TRACK not in able:
                assert raises(partial(ask_tracking, bench.carrier, "0000"), UnsupportedError)
            if Capability.VOID not in able:
                assert raises(partial(void_far_side, bench.carrier), UnsupportedError)
            assert bench.requests() == before, "nothing is sent"

    # --- one label ------------------------------------------------------------------------------------

    def test_goods_travel_from_the_customer_to_the_merchant(self) -> None:
        for request, bench in self._every_form():
            self._trial(bench, request).is_done()

            (sold,) = bench.sold()
            assert sold.ships_from == request.customer, "the customer hands it in"
            assert sold.ships_to == request.merchant, "the merchant gets it"

    def test_a_parcel_has_its_weight_and_its_sides(self) -> None:
        for parcel in _PARCELS:
            with self.bench() as bench:
                request = self._asked(bench, parcel=parcel)

                self._trial(bench, request).is_done()

    def test_a_label_costs_what_is_charged_for_it(self) -> None:
        for request, bench in self._every_form():
            label = self._bought(bench, request).label

            (sold,) = bench.sold()
            assert label.price == sold.price, "to the minor unit, and in the currency of the charge"

    def test_what_the_customer_needs_is_in_the_store(self) -> None:
        for request, bench in self._every_form():
            label = self._bought(bench, request).label

            assert label.form is request.form
            assert label.is_pay_on_use is request.is_pay_on_use
            if request.form is LabelForm.LABEL_LESS:
                assert label.documents == (), "there is nothing to print or to show"
                continue
            assert request.form in {each.form for each in label.documents}, f"there is no `{request.form}`"
            for each in label.documents:
                content = bench.documents.get(each.content)
                assert sha256(content).hexdigest() == each.content
                assert len(content) == each.size

    def test_what_has_its_own_key_is_its_own_label(self) -> None:
        with self.bench() as bench:
            first = self._bought(bench, self._asked(bench)).label
            second = self._bought(bench, self._asked(bench, number=2)).label

            assert len(bench.sold()) == 2
            assert first.reference != second.reference

    # --- rates ----------------------------------------------------------------------------------------

    def test_rates_are_told_as_they_stand_and_buy_nothing(self) -> None:
        with self.bench() as bench:
            self._able(bench, Capability.RATES)

            found = ask_rates(bench.carrier, _question(self._asked(bench))).rates

            there = bench.quoted()
            assert [(each.service, each.price) for each in found] == [(o.service, o.price) for o in there]
            assert [each.list_price for each in found] == [other.list_price for other in there]
            assert [each.retail_price for each in found] == [other.retail_price for other in there]
            assert bench.sold() == ()

    # --- once -----------------------------------------------------------------------------------------

    def test_the_same_key_twice_is_one_label(self) -> None:
        with self._on_trial() as (trial, bench, request):
            first, again = trial.perform(), trial.perform()
            if bench.carrier.guarantees.honours_key_for:
                label = bench.carrier.buy(request)  # as after a crash: the ledger does not know of it
                assert label == bought_label(first), "the key was honoured with another label"

            assert first == again, "what is done is not performed"
            assert trial.happened() == (trial.wanted,), "the key was honoured once only"

    def test_the_same_key_with_another_parcel_does_not_get_the_label_of_the_first(self) -> None:
        with self._on_trial() as (trial, bench, request):
            label = bought_label(trial.perform())
            other = request.evolve(parcel=_PARCELS[1])

            assert raises(replace(trial, intent=label_intent(other)).perform, IntentConflictError)
            assert trial.happened() == (trial.wanted,)
            if bench.carrier.guarantees.honours_key_for:
                try:
                    again = bench.carrier.buy(other)
                except RefusedError:
                    return
                assert label is not None
                assert again.reference != label.reference, "that is the label of another parcel"

    def test_a_timeout_before_it_happened_buys_it_once_or_is_listed(self) -> None:
        self._survives(Fault.TIMEOUT_BEFORE)

    def test_a_timeout_after_it_happened_does_not_buy_it_again(self) -> None:
        self._survives(Fault.TIMEOUT_AFTER)

    def test_a_dropped_connection_does_not_buy_it_again(self) -> None:
        self._survives(Fault.DROPPED)

    def test_a_late_execution_does_not_buy_it_again(self) -> None:
        self._survives(Fault.LATE)

    def test_an_ambiguous_answer_buys_it_once_or_is_listed(self) -> None:
        self._survives(Fault.AMBIGUOUS)

    def test_a_rate_limit_delays_it(self) -> None:
        self._can_order(Fault.RATE_LIMITED)
        with self._on_trial() as (trial, bench, _):
            trial.is_delayed(bench.inject)

    def test_a_definite_no_buys_nothing(self) -> None:
        self._can_order(Fault.DECLINED)
        with self._on_trial() as (trial, bench, _):
            trial.is_declined(bench.inject)

    def test_a_process_that_died_before_it_heard_the_answer_bought_it_once(self) -> None:
        with self._on_trial() as (trial, bench, request):
            trial.survives_death(partial(bench.carrier.buy, request))

    def test_eight_threads_with_one_key_buy_it_once(self) -> None:
        with self._on_trial() as (trial, _, _):
            trial.survives_threads()

    def test_eight_threads_with_a_key_each_get_a_label_each(self) -> None:
        with self.bench() as bench:
            requests = [self._asked(bench, number=number) for number in range(1, THREADS + 1)]

            with ThreadPoolExecutor(THREADS) as pool:
                found = [*pool.map(lambda request: self._bought(bench, request).label, requests)]

            assert len({each.reference for each in found}) == THREADS
            assert len(bench.sold()) == THREADS

    def test_what_was_never_ordered_is_not_found(self) -> None:
        with self.bench() as bench:
            self._bought(bench, self._asked(bench))
            if isinstance(bench.carrier, FindingCarrier) and Capability.FIND in bench.carrier.capabilities:
                found = bench.carrier.find(self._asked(bench, number=2))
                assert not isinstance(found, Label), "that is another label"
            else:
                assert not bench.carrier.guarantees.is_find_final, "it has no `find` that could be final"

    # --- taking back ----------------------------------------------------------------------------------

    def test_a_label_is_asked_back_once_and_is_not_void_by_that(self) -> None:
        with self._on_trial_back() as (trial, bench, request):
            record = trial.perform()
            trial.perform()

            assert record.state is EffectState.DONE, str(record)
            assert record.conclusion is not None
            assert (record.conclusion.answer or {}).get("state") == VoidState.PENDING, "it has not decided"
            assert trial.happened() == (request.label,)
            assert _void_state(bench, request) is VoidState.PENDING

    def test_what_it_decides_about_a_void_is_told_as_it_decides(self) -> None:
        for decided in (VoidState.VOIDED, VoidState.REJECTED):
            with self._on_trial_back() as (trial, bench, request):
                trial.perform()
                bench.decide_void(request.label, decided)

                assert _void_state(bench, request) is decided

    def test_a_lost_answer_does_not_ask_a_label_back_again(self) -> None:
        for fault in (Fault.TIMEOUT_AFTER, Fault.DROPPED, Fault.LATE):
            self._can_order(fault)
            with self._on_trial_back() as (trial, bench, _):
                trial.survives(fault, bench.inject_void)

    def test_what_was_never_sold_is_not_taken_back(self) -> None:
        with self._on_trial_back() as (trial, _, request):
            other = request.evolve(label="no-such-label", tracking_number="0000")

            assert replace(trial, intent=void_intent(other)).perform().state is EffectState.FAILED
            assert trial.happened() == ()

    # --- tracking -------------------------------------------------------------------------------------

    def test_words_of_its_tracking_mean_what_they_say(self) -> None:
        for word, status in self.words.items():
            with self._on_the_way() as (carrier, bench, number):
                for typed in (word, f" {word.upper()}\n"):
                    bench.report(number, typed, at=bench.clock.now())

                    assert carrier.track(number).status is status, f"`{typed}` is `{status}`"

    def test_a_word_that_nobody_knows_is_unknown_and_kept(self) -> None:
        for word in _ODD_WORDS:
            with self._on_the_way() as (carrier, bench, number):
                bench.report(number, word, at=bench.clock.now())

                found = carrier.track(number)

                assert found.status is TrackingStatus.UNKNOWN, f"`{word}` is `{found.status}`"
                assert found.events[-1].raw_status == word, "it is kept as it came"

    def test_news_that_come_late_do_not_turn_back_what_is_known(self) -> None:
        if not self.words:
            raise SkipTest("the suite names no words")
        (earlier, _), *_, (later, status) = self.words.items()
        with self._on_the_way() as (carrier, bench, number):
            now = bench.clock.now()
            bench.report(number, later, at=now)
            bench.report(number, earlier, at=now - timedelta(hours=3))

            assert carrier.track(number).status is status

    def test_a_parcel_that_nobody_sent_is_refused(self) -> None:
        with self._on_the_way() as (carrier, _, number):
            assert raises(partial(carrier.track, f"{number}0"), UnknownParcelError)

    # --- how --------------------------------------------------------------------------------------------

    def _asked(
        self, bench: CarrierBench, *, parcel: Parcel = _PARCEL, form: LabelForm | None = None, number: int = 1
    ) -> LabelRequest:
        able = bench.carrier.capabilities
        chosen = form or next((each for each, needs in _FORMS.items() if needs in able), LabelForm.LABEL)
        return bench.prepare(_request(parcel=parcel, form=chosen, number=number))

    def _every_form(self) -> Iterator[tuple[LabelRequest, CarrierBench]]:
        for form, needs in _FORMS.items():
            with self.bench() as bench:
                if needs in bench.carrier.capabilities:
                    yield self._asked(bench, form=form), bench

    def _trial(self, bench: CarrierBench, request: LabelRequest) -> Trial:
        wanted = SoldLabel.of(request)
        return Trial(
            label_intent(request),
            label_far_side(bench.carrier),
            bench.clock,
            lambda: tuple(self._as_asked(each, wanted) for each in bench.sold()),
            wanted,
        )

    def _as_asked(self, sold: SoldLabel, wanted: SoldLabel) -> SoldLabel:
        """Return *sold* as it was asked for, where it differs by no more than the carrier's units do."""
        if 0 <= sold.weight_grams - wanted.weight_grams <= self.grams_over:
            sold = replace(sold, weight_grams=wanted.weight_grams)
        if sold.sides_mm and wanted.sides_mm:
            pairs = zip(sold.sides_mm, wanted.sides_mm, strict=True)
            if all(abs(there - asked) <= self.mm_off for there, asked in pairs):
                sold = replace(sold, sides_mm=wanted.sides_mm)
        return replace(sold, price=None)

    def _bought(self, bench: CarrierBench, request: LabelRequest) -> _Bought:
        trial = self._trial(bench, request)
        record = trial.perform()
        label = bought_label(record)
        assert label is not None, str(record)
        return _Bought(trial, label)

    @contextmanager
    def _on_trial(self) -> Iterator[tuple[Trial, CarrierBench, LabelRequest]]:
        with self.bench() as bench:
            request = self._asked(bench)
            yield self._trial(bench, request), bench, request

    @contextmanager
    def _on_trial_back(self) -> Iterator[tuple[Trial, CarrierBench, VoidRequest]]:
        with self.bench() as bench:
            self._able(bench, Capability.VOID)
            label = self._bought(bench, self._asked(bench)).label
            request = VoidRequest(
                key=void_key(_RETURN, label.reference),
                return_id=_RETURN,
                label=label.reference,
                carrier=label.carrier,
                tracking_number=label.tracking_number,
            )
            far_side = void_far_side(bench.carrier)
            yield (
                Trial(void_intent(request), far_side, bench.clock, bench.asked_back, request.label),
                bench,
                request,
            )

    @contextmanager
    def _on_the_way(self) -> Iterator[tuple[TrackingCarrier, CarrierBench, str]]:
        with self.bench() as bench:
            carrier = self._able(bench, Capability.TRACK)
            assert isinstance(carrier, TrackingCarrier)
            label = self._bought(bench, self._asked(bench)).label
            assert label.tracking_number is not None, "what can be tracked has a number"
            yield carrier, bench, label.tracking_number

    def _able(self, bench: CarrierBench, capability: Capability) -> object:
        if capability not in bench.carrier.capabilities:
            raise SkipTest(f"the carrier does no `{capability}`")
        return bench.carrier

    def _can_order(self, fault: Fault) -> None:
        if fault not in self.faults:
            raise SkipTest(f"the bench cannot order `{fault}`")

    def _survives(self, fault: Fault) -> None:
        self._can_order(fault)
        with self._on_trial() as (trial, bench, _):
            trial.survives(fault, bench.inject)


def _request(
    *,
    parcel: Parcel = _PARCEL,
    form: LabelForm = LabelForm.LABEL,
    is_pay_on_use: bool = False,
    number: int = 1,
) -> LabelRequest:
    return LabelRequest(
        key=label_key(_RETURN, number),
        return_id=_RETURN,
        customer=_CUSTOMER,
        merchant=_MERCHANT,
        parcel=parcel,
        form=form,
        is_pay_on_use=is_pay_on_use,
        rma="R-7K2M9PX",
    )


def _question(request: LabelRequest) -> RateRequest:
    return RateRequest(
        customer=request.customer,
        merchant=request.merchant,
        parcel=request.parcel,
        form=request.form,
    )


def _number(form: LabelForm) -> int:
    return 10 + tuple(LabelForm).index(form)


def _void_state(bench: CarrierBench, request: VoidRequest) -> VoidState | None:
    assert isinstance(bench.carrier, VoidingCarrier)
    found = bench.carrier.find_void(request)
    return getattr(found, "state", None)
