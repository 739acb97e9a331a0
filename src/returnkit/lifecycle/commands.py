"""Commands: what may be asked of a return, in the imperative. They carry what others decided."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, Final, Literal, TypeAlias, get_args

from pydantic import Field, TypeAdapter

from returnkit.effects.intent import KeyField
from returnkit.facts import Order, ReturnHistory, ReturnRequest
from returnkit.facts.fields import Amount, Count, Instant, Text
from returnkit.ids import ReturnId, RuleId, ShopId
from returnkit.model import Frozen
from returnkit.money import Money
from returnkit.policy import Override
from returnkit.settlement import LedgerEntry

from .actors import RequestKind
from .axes import ReturnException
from .events import Disposed, Found, Received, SettledUnits
from .parts import Document, Note, PolicyPin, ReturnEffect, Shipment, TimerKind, Use

MOST: Final = 1_000
"""Items of one command, at most; of entries there are more, as each cause is one."""
_SOME: Final = Field(min_length=1, max_length=MOST)
_ANY: Final = Field(max_length=MOST)
_ENTRIES: Final = Field(max_length=20 * MOST)
_NAME: Final = Field(min_length=1, max_length=100)

Effects: TypeAlias = Annotated[tuple[ReturnEffect, ...], _ANY]
Entries: TypeAlias = Annotated[tuple[LedgerEntry, ...], _ENTRIES]
Uses: TypeAlias = Annotated[tuple[Use, ...], _ANY]


class _Command(Frozen):
    """What every command may tell: the rules that it rests on, in their order."""

    rules: Annotated[tuple[RuleId, ...], _ANY] = ()


class Submit(_Command):
    """Ask for a return. `ReturnSubmitted` tells what is what."""

    command: Literal["submit"] = "submit"
    shop: Annotated[ShopId, _NAME]
    return_id: Annotated[ReturnId, _NAME]
    rma: Annotated[str, Field(min_length=1, max_length=40)]
    kind: RequestKind = RequestKind.RETURN
    statement: Text | None = None
    order: Order
    request: ReturnRequest
    policy: PolicyPin
    opening: Entries = ()
    uses: Uses = ()
    goods_back_by: Instant | None = None
    history: ReturnHistory | None = None


class Edit(_Command):
    """Ask for something else, before anybody answered."""

    command: Literal["edit"] = "edit"
    request: ReturnRequest
    uses: Uses = ()
    goods_back_by: Instant | None = None
    history: ReturnHistory | None = None


class Approve(_Command):
    """Let it come back.

    Attributes:
        accepted: Units of each item, in the order of the items; None is all that was asked. Not all zero.
        uses: What it takes from the limits of its policy now; None is what it took when it was asked for.
    """

    command: Literal["approve"] = "approve"
    accepted: Annotated[tuple[Count, ...], _ANY] | None = None
    uses: Uses | None = None


class Reject(_Command):
    """Refuse it; the customer is told the reason."""

    command: Literal["reject"] = "reject"
    reason: Text


class Cancel(_Command):
    """Take it back, while nothing has come in or was settled."""

    command: Literal["cancel"] = "cancel"
    reason: Text | None = None


class Expire(_Command):
    """Give it up, as nothing came in time."""

    command: Literal["expire"] = "expire"


class Reopen(_Command):
    """Go on with it after it was expired or done."""

    command: Literal["reopen"] = "reopen"
    reason: Text


class Resolve(_Command):
    """Close it: all that was to be done was done."""

    command: Literal["resolve"] = "resolve"


class GrantOverride(_Command):
    """Put rules above all others for this return."""

    command: Literal["grant_override"] = "grant_override"
    override: Override
    cost: Money | None = None


class AttachShipment(_Command):
    """Make a parcel known."""

    command: Literal["attach_shipment"] = "attach_shipment"
    shipment: Shipment


class OrderLabel(_Command):
    """Order a label; the parcel is known once it is bought."""

    command: Literal["order_label"] = "order_label"
    effect: ReturnEffect


class OrderVoid(_Command):
    """Call a parcel off, and order that its label is asked back."""

    command: Literal["order_void"] = "order_void"
    shipment_id: Text
    effect: ReturnEffect


class RecordSent(_Command):
    """Record that a carrier has a parcel."""

    command: Literal["record_sent"] = "record_sent"
    shipment_id: Text


class RecordDelivered(_Command):
    """Record that a carrier handed a parcel over."""

    command: Literal["record_delivered"] = "record_delivered"
    shipment_id: Text


class VoidShipment(_Command):
    """Call a parcel off."""

    command: Literal["void_shipment"] = "void_shipment"
    shipment_id: Text


class Receive(_Command):
    """Record units that came in now; a late parcel opens a return again that was expired."""

    command: Literal["receive"] = "receive"
    items: Annotated[tuple[Received, ...], _SOME]
    location_id: Text | None = None
    shipment_id: Text | None = None


class Inspect(_Command):
    """Record what was found on units that came in."""

    command: Literal["inspect"] = "inspect"
    items: Annotated[tuple[Found, ...], _SOME]


class Dispose(_Command):
    """Record what is done with units that came in, and order what that takes outside."""

    command: Literal["dispose"] = "dispose"
    items: Annotated[tuple[Disposed, ...], _SOME]
    effects: Effects = ()


class Settle(_Command):
    """Take a settlement as it is, and order what it pays and sends.

    Attributes:
        items: The units that are settled.
        total: What it came to.
        due: What the customer owes.
        effects: What is to be paid and sent.
        shipments: The parcels that fees were counted for; none of them is counted again.
        entries: What the ledger of the order counts by it.
    """

    command: Literal["settle"] = "settle"
    items: Annotated[tuple[SettledUnits, ...], _SOME]
    total: Money
    due: Amount
    effects: Effects = ()
    shipments: Annotated[tuple[Text, ...], Field(max_length=200)] = ()
    entries: Entries = ()


class RecordDone(_Command):
    """Record that an effect happened.

    Attributes:
        key: The key of the effect.
        reference: What the far side calls it.
        shipment: With a label, the parcel that it is for.
    """

    command: Literal["record_done"] = "record_done"
    key: KeyField
    reference: Text
    shipment: Shipment | None = None


class RecordFailed(_Command):
    """Record that an effect did not happen, and will not under its key."""

    command: Literal["record_failed"] = "record_failed"
    key: KeyField
    reason: Text


class OrderAgain(_Command):
    """Order another effect in the place of one that failed.

    Attributes:
        key: The key of the one that failed.
        effect: What is ordered; it pays as much.
        entries: Where it goes elsewhere, such as a credit in the place of a refund: what it was counted by,
            reversed, and what it is counted by now. None otherwise, as it was counted when it was settled.
    """

    command: Literal["order_again"] = "order_again"
    key: KeyField
    effect: ReturnEffect
    entries: Entries = ()


class Correct(_Command):
    """Record money or units that moved outside of the return.

    Attributes:
        entries: What moved. With *instead_of*, what it changes of what was counted when it was settled: none
            where it was paid by hand as it was to be.
        reason: Why.
        instead_of: The key of a failed effect that this makes good; None is none.
    """

    command: Literal["correct"] = "correct"
    entries: Entries = ()
    reason: Text
    instead_of: KeyField | None = None


class Raise(_Command):
    """Let a person look at it."""

    command: Literal["raise"] = "raise"
    exception: ReturnException = ReturnException.FLAGGED
    reason: Text


class Clear(_Command):
    """Say that a person saw to it."""

    command: Literal["clear"] = "clear"
    exception: ReturnException = ReturnException.FLAGGED
    reason: Text


class RecordTimer(_Command):
    """Record that a timer ran out that only tells, so that it tells once."""

    command: Literal["record_timer"] = "record_timer"
    kind: TimerKind
    key: Text
    cause: Text


class AddNote(_Command):
    """Write something down."""

    command: Literal["add_note"] = "add_note"
    note: Note


class Attach(_Command):
    """Hand something in."""

    command: Literal["attach"] = "attach"
    document: Document


Command: TypeAlias = Annotated[
    Submit
    | Edit
    | Approve
    | Reject
    | Cancel
    | Expire
    | Reopen
    | Resolve
    | GrantOverride
    | AttachShipment
    | OrderLabel
    | OrderVoid
    | RecordSent
    | RecordDelivered
    | VoidShipment
    | Receive
    | Inspect
    | Dispose
    | Settle
    | RecordDone
    | RecordFailed
    | OrderAgain
    | Correct
    | Raise
    | Clear
    | RecordTimer
    | AddNote
    | Attach,
    Field(discriminator="command"),
]
"""A command; read by `COMMAND`."""

COMMAND: Final[TypeAdapter[Command]] = TypeAdapter(Command)
"""Reads and writes commands as JSON."""

COMMANDS: Final[Mapping[str, type[Frozen]]] = MappingProxyType(
    {each.model_fields["command"].default: each for each in get_args(get_args(Command)[0])}
)
"""Every command by its name, in order of life."""
