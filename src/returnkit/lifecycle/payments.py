"""Payments: the events of commands that settle units, and that tell what became of what was ordered."""

from __future__ import annotations

from collections.abc import Iterator
from types import MappingProxyType
from typing import Final

from .axes import ReturnException
from .commands import Correct, OrderAgain, RecordDone, RecordFailed, Settle
from .draft import Draft
from .events import (
    EffectDone,
    EffectFailed,
    EffectReordered,
    EntriesCorrected,
    Event,
    ExceptionCleared,
    ReturnSettled,
)
from .fitting import fault, of_again, of_bought, of_corrected, of_settled, refuse
from .parts import EffectKind, Outlook, ReturnEffect

FAILURES: Final = MappingProxyType(
    {
        EffectKind.REFUND: ReturnException.REFUND_FAILED,
        EffectKind.PAYOUT: ReturnException.REFUND_FAILED,
        EffectKind.EXCHANGE_ORDER: ReturnException.EXCHANGE_FAILED,
        EffectKind.RESTOCK: ReturnException.RESTOCK_FAILED,
        EffectKind.LABEL: ReturnException.LABEL_FAILED,
        EffectKind.VOID_LABEL: ReturnException.LABEL_FAILED,
    }
)
"""The exception that the failure of an effect raises."""
_SEEN_TO: Final = frozenset({Outlook.REPLACED, Outlook.MADE_GOOD})


def settled(draft: Draft, command: Settle) -> Iterator[Event]:
    """Yield that units were settled; what the ledger counts by it is dated as it is."""
    refuse(of_settled(draft.return_, command))
    yield draft.made(
        ReturnSettled,
        items=command.items,
        total=command.total,
        due=command.due,
        effects=command.effects,
        shipments=command.shipments,
        entries=tuple(entry.evolve(at=draft.at) for entry in command.entries),
    )


def done(draft: Draft, command: RecordDone) -> Iterator[Event]:
    """Yield that an effect happened, late perhaps; nothing where that is known."""
    effect = _known(draft, command.key, "key")
    if effect.outlook is Outlook.DONE:
        return
    shipment = command.shipment and command.shipment.evolve(at=draft.at)
    if shipment is not None:
        refuse(of_bought(draft.return_, effect, shipment, draft.by.kind))
    yield draft.made(EffectDone, key=command.key, reference=command.reference, shipment=shipment)
    if effect.outlook in _SEEN_TO:
        reason = f"`{command.key}` happened after all, though something else was done in its place"
        yield from draft.raised(ReturnException.FLAGGED, reason)
    elif effect.outlook is Outlook.FAILED:
        yield from _seen_to(draft, effect)


def failed(draft: Draft, command: RecordFailed) -> Iterator[Event]:
    """Yield that an effect did not happen, and that a person has to look at it."""
    effect = _known(draft, command.key, "key")
    if effect.outlook is Outlook.ORDERED:
        yield draft.made(EffectFailed, key=command.key, reason=command.reason)
        yield from draft.raised(FAILURES[effect.kind], f"`{command.key}`: {command.reason}")


def ordered_again(draft: Draft, command: OrderAgain) -> Iterator[Event]:
    """Yield that another effect was ordered in the place of one that failed."""
    effect = _known(draft, command.key, "key")
    refuse(of_again(draft.return_, effect, command))
    entries = tuple(entry.evolve(at=draft.at) for entry in command.entries)
    yield draft.made(EffectReordered, key=command.key, effect=command.effect, entries=entries)
    yield from _seen_to(draft, effect)


def corrected(draft: Draft, command: Correct) -> Iterator[Event]:
    """Yield what moved outside of the return."""
    effect = None if command.instead_of is None else _known(draft, command.instead_of, "instead_of")
    refuse(of_corrected(draft.return_, command.entries, effect))
    told = {"reason": command.reason, "instead_of": command.instead_of}
    yield draft.made(EntriesCorrected, **told, entries=command.entries)
    if effect is not None:
        yield from _seen_to(draft, effect)


def _seen_to(draft: Draft, effect: ReturnEffect) -> Iterator[Event]:
    """Yield that the exception of *effect* is cleared, where no other effect holds it up."""
    exception = FAILURES[effect.kind]
    others = (
        each.outlook is Outlook.FAILED and FAILURES[each.kind] is exception
        for each in draft.return_.effects
        if each.key != effect.key
    )
    if exception in draft.return_.exceptions and not any(others):
        yield draft.made(ExceptionCleared, exception=exception, reason=f"`{effect.key}` was seen to")


def _known(draft: Draft, key: str, path: str) -> ReturnEffect:
    refuse([] if draft.return_.effect(key) else [fault("effect", path, f"the return has no effect `{key}`")])
    (effect,) = (each for each in draft.return_.effects if each.key == key)
    return effect
