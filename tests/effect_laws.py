"""Effect laws: what holds of every effect, whatever befalls the workers and the far side."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from typing import Final

from returnkit.effects import (
    CONCLUDED,
    EffectRecord,
    EffectState,
    Intent,
    Result,
    perform,
    perform_all,
    resolve,
)
from returnkit.testing import FakeFindingRefundGateway, FakeFindingShopGateway
from tests.effect_worlds import DiedError, Life, Turn, World, an_intent

ROUNDS: Final = 4
EFFECTS: Final = 3


def law_an_effect_happens_once(life: Life) -> frozenset[str]:
    """Nothing happens twice, at no moment; it has happened where the record says done, and only there.

    What stays unknown is listed, and is so only where the far side cannot tell. Returns the edges reached.
    Planted bugs: what is ambiguous is sent again; the attempt is recorded after the call; an attempt whose
    process died is taken for never sent; looks are ignored, or taken for final; the window is skipped; a
    key is trusted for ever, or its life counted from the attempts that are open; a worker that was held up
    sends; a record that has moved is sent all the same.
    """
    world = World(life)
    intent = an_intent(world)
    for turn in life.turns:
        _take(world, turn, intent)
        _holds_at_any_time(world, intent)
    waited = world.clock.now()
    record = _in_the_end(world, intent)

    assert record.state is not EffectState.INTENDED
    if record.state is EffectState.UNKNOWN:
        first = min(each.begun_at for each in record.attempts)
        assert not (life.finds and life.is_find_final), "a look would have told"
        assert not (life.honours_keys and waited < first + timedelta(hours=23)), "it could be sent again"
    return _edges(life, record)


def law_a_person_concludes_by_what_the_far_side_shows(life: Life) -> None:
    """After unknown ones are resolved by the far side's own log, done is what happened and nothing else is.

    Planted bug: a refusal of one attempt speaks for those whose answer was lost.
    """
    world = World(life)
    intent = an_intent(world)
    for turn in life.turns:
        _take(world, turn, intent)
    record = _in_the_end(world, intent)

    moved = world.moved(intent.key)
    if record.state not in CONCLUDED:
        told = {"as_done": "seen"} if moved else {"as_failed": "not there"}
        record = resolve(intent.key, world.ledger, **told, by="ann", at=world.clock.now())
    again = perform(intent, world.far_side, world.ledger, clock=world.clock)

    assert again == record, "what is concluded is not performed"
    assert (record.state is EffectState.DONE) is (moved == 1)
    assert world.moved(intent.key) == moved <= 1
    assert world.ledger.unresolved() == ()


def law_a_later_run_performs_only_what_is_not_done(life: Life) -> None:
    """Of several effects each happens at most once, and a run reports of each what really happened.

    Planted bug: a run stops at the first effect that fails.
    """
    world = World(life)
    intents = [an_intent(world, number) for number in range(1, EFFECTS + 1)]
    for turn in life.turns:
        world.clock.advance(timedelta(seconds=turn.wait))
        world.fake.inject(turn.fault)
        ledger = world.interrupted(turn, lambda: None)
        with suppress(DiedError):
            perform_all(intents, world.far_side, ledger, clock=world.clock)
            assert all(world.record(intent.key) for intent in intents), "one was left out"
        for intent in intents:
            _holds_at_any_time(world, intent)
    world.fake.forget_faults()
    for _ in range(ROUNDS):
        world.clock.advance(timedelta(seconds=90))
        report = perform_all(intents, world.far_side, world.ledger, clock=world.clock)

    parts = (report.done, report.failed, report.unknown)
    assert sum(map(len, parts)) == EFFECTS, "each is done, failed or unknown"
    assert all(world.moved(each.intent.key) == 1 for each in report.done)
    assert all(world.moved(each.intent.key) == 0 for each in report.failed)
    assert report.unknown == world.ledger.unresolved()
    assert report.is_done is (len(report.done) == EFFECTS)


def _take(world: World, turn: Turn, intent: Intent) -> None:
    def meanwhile() -> None:
        perform(intent, world.far_side, world.ledger, clock=world.clock)

    world.clock.advance(timedelta(seconds=turn.wait))
    world.fake.inject(turn.fault)
    if isinstance(world.fake, FakeFindingRefundGateway | FakeFindingShopGateway):
        world.fake.fail_finds(turn.failing_finds)
    with suppress(DiedError):
        perform(intent, world.far_side, world.interrupted(turn, meanwhile), clock=world.clock)


def _in_the_end(world: World, intent: Intent) -> EffectRecord:
    """Return the record after rounds without a fault, each after the settle window."""
    world.fake.forget_faults()
    for _ in range(ROUNDS):
        world.clock.advance(timedelta(seconds=90))
        record = perform(intent, world.far_side, world.ledger, clock=world.clock)
        _holds_at_any_time(world, intent)
    return record


def _holds_at_any_time(world: World, intent: Intent) -> None:
    record, moved = world.record(intent.key), world.moved(intent.key)
    assert world.faults == [], str(world.faults)
    assert moved <= 1, f"it happened {moved} times"
    if record is None:
        assert moved == 0, "it happened and is not on record"
        return
    assert (record in world.ledger.unresolved()) is (record.state not in CONCLUDED), "listed until concluded"
    match record.state:
        case EffectState.DONE:
            assert moved == 1, "it is told as done"
        case EffectState.FAILED | EffectState.INTENDED:
            assert moved == 0, f"it is told as {record.state}"
        case EffectState.UNKNOWN:
            assert any(each.is_open for each in record.attempts)


def _edges(life: Life, record: EffectRecord) -> frozenset[str]:
    results = {each.result for each in record.attempts}
    edges = {
        "answer lost": Result.LOST in results or Result.ABSENT in results,
        "died under way": any(
            each.note is None and each.result is not Result.DONE for each in record.attempts
        ),
        "sent again": len(record.attempts) > 1,
        "unknown": record.state is EffectState.UNKNOWN,
        "done": record.state is EffectState.DONE,
        "failed": record.state is EffectState.FAILED,
        "of the shop": life.of_shop,
        "met": any(each.meets and each.border is not None for each in life.turns),
        "held up": any(each.held > 30 and each.border is not None for each in life.turns),
    }
    return frozenset(name for name, is_reached in edges.items() if is_reached)
