"""Errors: one tree, each with a stable code.

ReturnkitError
├── AmountError            an amount or rate that cannot be (also ValueError)
│   └── CurrencyError      two currencies met, or one is unknown
├── InstantError           a time without a zone, or out of range (also ValueError)
├── UnknownFactError       a fact that is not known was used as a value (also LookupError)
├── FaultsError            a text has faults: all of them, located (also ValueError)
│   ├── ExpressionError    ... a condition
│   │   └── DefinitionError    ... named conditions
│   ├── DocumentError      ... a policy or another document
│   ├── BookError          ... policies that make no book together
│   ├── AnswerError        ... answers that do not fit their questions
│   ├── TableError         ... a table of orders
│   ├── SituationError     ... what is told of a situation
│   ├── CasesError         ... a table of cases
│   ├── LedgerError        ... entries that do not fit the ledger of an order
│   └── SettlementError    ... choices that cannot be settled
├── WritingError           a value that no document can hold (also ValueError)
├── PayloadError           a foreign payload is not what it should be (also ValueError)
│   └── NotAnOrderError    ... it is no order at all
├── CoverageError          coverages of two policies, or an excuse for nothing (also ValueError)
├── UnknownSourceError     orders of a system that nothing reads (also LookupError)
├── UnknownCarrierError    a carrier that nothing is registered for (also LookupError)
├── CarrierSettingsError   settings that a carrier does not take, or lacks (also ValueError)
├── PluginError            a plugin does not do what it registered for
├── VocabularyError        a fact that cannot be declared as it is (also ValueError)
├── UnknownLineError       a request names a line that its order does not have (also LookupError)
├── UnknownRuleError       a rule that its policy does not have (also LookupError)
├── NoPolicyError          no policy of a book is for the order, or has that name (also LookupError)
├── PolicyChangedError     a book has another text of the policy that a return keeps
├── CalendarError          a calendar that is not there, or has no data for a year (also LookupError)
├── MessageError           a message that is not there, or cannot be as it is written (also LookupError)
├── UnknownAudienceError   an explanation for a reader that there is not (also ValueError)
├── ReplayError            a decision does not follow from the facts it carries
├── LifecycleError         a return does not take what is asked of it
│   ├── TransitionError        ... as it stands
│   ├── ActorError             ... of whoever asks
│   ├── HeldError              ... by itself, while an exception waits for a person
│   ├── CommandError           ... as it does not fit (also FaultsError)
│   ├── LogError               ... events are not the log of one return (also ValueError)
│   └── RmaError               ... a text is no number of a return (also ValueError)
├── StorageError           a store cannot keep or find what it is asked for
│   ├── UnknownReturnError     ... the shop has no such return (also LookupError)
│   ├── ConflictError          ... what it rests on has changed meanwhile
│   ├── IdempotencyError       ... the key stands for another command
│   ├── QueryError             ... a search that cannot be read (also FaultsError)
│   └── SchemaError            ... the tables are not those of this release
├── EffectError            an effect on the outside cannot be recorded or resolved as asked
│   ├── EffectKeyError         ... its key cannot be one (also ValueError)
│   ├── IntentConflictError    ... its key stands for something else (also ValueError)
│   ├── UnknownEffectError     ... nothing is recorded under its key (also LookupError)
│   ├── EffectMovedError       ... its record has moved on: another worker was first
│   └── EffectConcludedError   ... it is done or failed already
├── FarSideError           the far side of an effect did not do it, or may not have
│   ├── RefusedError           ... it refused: nothing happened, nor will if asked again
│   ├── NotSentError           ... nothing happened, and it may be tried again
│   └── AnswerLostError        ... it may have happened
└── MissingExtraError      an optional dependency is not installed (also ImportError)

"Not eligible" is a result, never an error.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from returnkit.diagnostics import Diagnostic, Source, render


class ReturnkitError(Exception):
    """Base of every error raised by returnkit.

    Attributes:
        code: Stable identifier; the message may change, the code does not.
        help: What the caller can do, or None.
    """

    code: ClassVar[str] = "returnkit"

    def __init__(self, message: str, *, help: str | None = None) -> None:
        super().__init__(message)
        self.help = help


class AmountError(ReturnkitError, ValueError):
    """An amount is not exact, not finite, or has more decimals than its currency."""

    code = "amount"


class CurrencyError(AmountError):
    """Two currencies met, or a currency code is unknown."""

    code = "currency"


class InstantError(ReturnkitError, ValueError):
    """A time has no zone, so it names no instant, or lies outside the years we count in."""

    code = "instant"


class UnknownFactError(ReturnkitError, LookupError):
    """A fact that is not known was used as if it were.

    Attributes:
        reason: Why it is not known, such as `not_asked`.
    """

    code = "unknown_fact"

    def __init__(self, reason: str) -> None:
        super().__init__(f"the fact is not known ({reason})")
        self.reason = reason


class FaultsError(ReturnkitError, ValueError):
    """A text has faults. All of them are listed, each with its place.

    Attributes:
        faults: The diagnostics, errors and warnings, in document order.
        source: The text they are about, or None.
    """

    code = "faults"

    def __init__(self, faults: tuple[Diagnostic, ...], *, source: Source | None = None) -> None:
        shown = "\n".join(render(fault, source) for fault in faults)
        super().__init__(shown, help=faults[0].help if len(faults) == 1 else None)
        self.faults = faults
        self.source = source


class ExpressionError(FaultsError):
    """A condition is refused: its syntax, its names, its types, or its cost."""

    code = "expression"


class DefinitionError(ExpressionError):
    """Named conditions are refused.

    Attributes:
        by_name: The faults of each definition that has some, placed in its text.
    """

    code = "definition"

    def __init__(self, by_name: Mapping[str, tuple[Diagnostic, ...]]) -> None:
        super().__init__(tuple(fault for faults in by_name.values() for fault in faults))
        self.by_name = dict(by_name)


class DocumentError(FaultsError):
    """A document is refused; nothing of it was loaded."""

    code = "document"

    def __init__(self, faults: tuple[Diagnostic, ...], *, source: Source | None = None) -> None:
        super().__init__(faults, source=source)
        count = f"{len(faults)} fault{'' if len(faults) == 1 else 's'}, nothing loaded"
        self.args = (f"{self.args[0]}\n{count}",)


class BookError(FaultsError):
    """Policies make no book: two could be for one order, none is for some, or a revision takes back."""

    code = "book"


class AnswerError(FaultsError):
    """Answers do not fit the questions they are given to; none of them was taken."""

    code = "answer"


class TableError(FaultsError):
    """A table of orders is refused; no order of it was read."""

    code = "table"

    def __init__(self, faults: tuple[Diagnostic, ...], *, source: Source | None = None) -> None:
        super().__init__(faults, source=source)
        count = f"{len(faults)} fault{'' if len(faults) == 1 else 's'}, no order read"
        self.args = (f"{self.args[0]}\n{count}",)


class SituationError(FaultsError):
    """What is told of a situation cannot be so; the path of each fault is the name it is told under."""

    code = "situation"


class CasesError(FaultsError):
    """A table of cases is refused; no case of it was run."""

    code = "cases"

    def __init__(self, faults: tuple[Diagnostic, ...], *, source: Source | None = None) -> None:
        super().__init__(faults, source=source)
        count = f"{len(faults)} fault{'' if len(faults) == 1 else 's'}, no case run"
        self.args = (f"{self.args[0]}\n{count}",)


class LedgerError(FaultsError):
    """Entries do not fit the ledger of an order; none of them was counted."""

    code = "ledger"


class SettlementError(FaultsError):
    """What was chosen cannot be settled; nothing was settled."""

    code = "settlement"


class WritingError(ReturnkitError, ValueError):
    """A value cannot be written as a document that gives it back."""

    code = "writing"


class PayloadError(ReturnkitError, ValueError):
    """A payload from another system cannot be read.

    Attributes:
        path: Where in the payload, such as `line_items[2].price`.
    """

    code = "payload"

    def __init__(self, message: str, *, path: str, help: str | None = None) -> None:
        super().__init__(f"{path}: {message}" if path else message, help=help)
        self.path = path


class NotAnOrderError(PayloadError):
    """The payload is something else: a list, a count, an error answer."""

    code = "not_an_order"


class CoverageError(ReturnkitError, ValueError):
    """Coverages of two policies do not add up, or an excuse is for nothing that is owed."""

    code = "coverage"


class UnknownSourceError(ReturnkitError, LookupError):
    """Orders are to be read from a system that nothing is registered for."""

    code = "unknown_source"


class UnknownCarrierError(ReturnkitError, LookupError):
    """There is no carrier by a name."""

    code = "unknown_carrier"


class CarrierSettingsError(ReturnkitError, ValueError):
    """A carrier is to be opened without settings that it needs, or with others than it takes.

    Attributes:
        carrier: The carrier.
        missing: The settings that it needs and was not given.
        unknown: Those that it was given and does not take.
    """

    code = "carrier_settings"

    def __init__(
        self, *, carrier: str, missing: tuple[str, ...], unknown: tuple[str, ...], help: str | None = None
    ) -> None:
        needs = f"needs {', '.join(f'`{name}`' for name in missing)}" if missing else ""
        takes = f"does not take {', '.join(f'`{name}`' for name in unknown)}" if unknown else ""
        super().__init__(f"carrier `{carrier}` {' and '.join(filter(None, (needs, takes)))}", help=help)
        self.carrier, self.missing, self.unknown = carrier, missing, unknown


class PluginError(ReturnkitError):
    """A plugin cannot be loaded, or fails otherwise than by an error of returnkit.

    Attributes:
        plugin: What it registered, and the distribution that brings it.
    """

    code = "plugin"

    def __init__(self, message: str, *, plugin: str, help: str | None = None) -> None:
        super().__init__(f"{plugin}: {message}", help=help)
        self.plugin = plugin


class VocabularyError(ReturnkitError, ValueError):
    """A fact of a shop's own cannot be a name that rules use, or its vocabulary lacks standard names."""

    code = "vocabulary"


class UnknownLineError(ReturnkitError, LookupError):
    """A request names a line that its order does not have."""

    code = "unknown_line"


class UnknownRuleError(ReturnkitError, LookupError):
    """A policy has no rule of that id."""

    code = "unknown_rule"


class NoPolicyError(ReturnkitError, LookupError):
    """No policy of a book is for the order at that instant, or has that name."""

    code = "no_policy"


class PolicyChangedError(ReturnkitError):
    """A book has another text of the policy that a return keeps.

    Attributes:
        policy: The policy.
    """

    code = "policy_changed"

    def __init__(self, policy: str) -> None:
        super().__init__(
            f"policy `{policy}` is not what it was when the return was asked for",
            help="publish a change as a new revision, and keep the old ones in the book",
        )
        self.policy = policy


class CalendarError(ReturnkitError, LookupError):
    """Working days are asked of a calendar that is not known, or that has no data for the year."""

    code = "calendar"


class MessageError(ReturnkitError, LookupError):
    """A message is asked for by a key or with values that it does not have, or cannot be as written."""

    code = "message"


class UnknownAudienceError(ReturnkitError, ValueError):
    """An explanation is asked for a reader that there is not."""

    code = "unknown_audience"


class ReplayError(ReturnkitError):
    """A decision does not follow from the facts it carries."""

    code = "replay"


class LifecycleError(ReturnkitError):
    """A return does not take what is asked of it; nothing was changed."""

    code = "lifecycle"


class TransitionError(LifecycleError):
    """The return does not take the command as it stands.

    Attributes:
        state: Its approval; `none` before it was asked for.
        command: The command.
        allowed: The commands that it takes.
    """

    code = "transition"

    def __init__(self, *, state: str, command: str, allowed: tuple[str, ...]) -> None:
        takes = ", ".join(f"`{name}`" for name in allowed)
        super().__init__(f"command `{command}` is not taken in state `{state}`", help=f"it takes {takes}")
        self.state, self.command, self.allowed = state, command, allowed


class ActorError(LifecycleError):
    """The command is not for whoever asks.

    Attributes:
        command: The command.
        actor: The kind of whoever asks.
    """

    code = "actor"

    def __init__(self, *, command: str, actor: str) -> None:
        super().__init__(f"command `{command}` is not for a `{actor}`", help="let the shop's staff do it")
        self.command, self.actor = command, actor


class HeldError(LifecycleError):
    """It would happen by itself while an exception waits for a person.

    Attributes:
        command: The command.
        exceptions: What waits.
    """

    code = "held"

    def __init__(self, *, command: str, exceptions: tuple[str, ...]) -> None:
        waits = ", ".join(f"`{name}`" for name in exceptions)
        super().__init__(
            f"command `{command}` does not happen by itself while {waits} waits for a person",
            help="see to it and clear it, or let a person ask",
        )
        self.command, self.exceptions = command, exceptions


class CommandError(LifecycleError, FaultsError):
    """A command does not fit its return. All faults are listed, each with its place in the command."""

    code = "command"


class LogError(LifecycleError, ValueError):
    """Events are not the log of one return, in order and without a hole."""

    code = "log"


class RmaError(LifecycleError, ValueError):
    """A text is no number of a return.

    Attributes:
        text: What was typed.
    """

    code = "rma"

    def __init__(self, text: str, why: str) -> None:
        super().__init__(f"`{text[:40]}` is no number of a return: {why}", help="read it again, sign by sign")
        self.text = text


class StorageError(ReturnkitError):
    """A store cannot keep or find what it is asked for; nothing was changed."""

    code = "storage"


class UnknownReturnError(StorageError, LookupError):
    """The shop has no such return. A return of another shop is none of this one.

    Attributes:
        asked: What was asked for.
    """

    code = "unknown_return"

    def __init__(self, asked: str) -> None:
        super().__init__(f"there is no return `{asked[:80]}`", help="look it up by its number or its order")
        self.asked = asked


class ConflictError(StorageError):
    """What a change rests on has changed meanwhile: somebody else was first.

    Attributes:
        what: What has changed, such as `return`, `order:1001`.
    """

    code = "conflict"

    def __init__(self, what: str) -> None:
        super().__init__(f"`{what}` has changed meanwhile", help="load it again, and decide anew")
        self.what = what


class IdempotencyError(StorageError):
    """An idempotency key stands for another command.

    Attributes:
        key: The key.
    """

    code = "idempotency"

    def __init__(self, key: str) -> None:
        super().__init__(f"the key `{key[:80]}` stands for another command", help="give each command its own")
        self.key = key


class QueryError(StorageError, FaultsError):
    """A search cannot be read. All faults are listed, each with its place in the text."""

    code = "query"


class SchemaError(StorageError):
    """The tables of a database are not those of this release."""

    code = "schema"


class EffectError(ReturnkitError):
    """An effect on the outside cannot be recorded or resolved as asked.

    Attributes:
        key: The key of the effect.
    """

    code = "effect"

    def __init__(self, message: str, *, key: str, help: str | None = None) -> None:
        super().__init__(f"effect `{key}`: {message}", help=help)
        self.key = key


class EffectKeyError(EffectError, ValueError):
    """A key of an effect is empty, too long, or has other signs than a far side takes."""

    code = "effect_key"


class IntentConflictError(EffectError, ValueError):
    """A key stands for another effect already; nothing was recorded and nothing was sent.

    Attributes:
        recorded: The hash of what is recorded under the key.
        given: The hash of what was given.
    """

    code = "intent_conflict"

    def __init__(self, *, key: str, recorded: str, given: str) -> None:
        super().__init__(
            f"the key stands for what hashes to `{recorded}`, not for `{given}`",
            key=key,
            help="for the same effect give what was recorded, for another one choose another key",
        )
        self.recorded = recorded
        self.given = given


class UnknownEffectError(EffectError, LookupError):
    """Nothing is recorded under a key."""

    code = "unknown_effect"

    def __init__(self, key: str) -> None:
        super().__init__("nothing is recorded under the key", key=key, help="record it first by `intend`")


class EffectMovedError(EffectError):
    """The record of an effect is not the one that was read: another worker was first.

    Attributes:
        version: The version that would have been written.
    """

    code = "effect_moved"

    def __init__(self, *, key: str, version: int) -> None:
        super().__init__(
            f"version {version} does not follow the one that is recorded", key=key, help="read it again"
        )
        self.version = version


class EffectConcludedError(EffectError):
    """An effect is done or failed already, so nobody has to decide about it.

    Attributes:
        state: What it is.
    """

    code = "effect_concluded"

    def __init__(self, *, key: str, state: str) -> None:
        super().__init__(f"it is `{state}` already", key=key, help="for another effect choose another key")
        self.state = state


class FarSideError(ReturnkitError):
    """The far side of an effect did not do it, or may not have.

    Attributes:
        is_retryable: Whether the same request may be sent again.
        is_ambiguous: Whether it may have happened nevertheless.
        retry_after_seconds: How long the far side asks to wait, or None; more than a day counts as one.
    """

    code = "far_side"
    is_retryable: ClassVar[bool] = False
    is_ambiguous: ClassVar[bool] = True

    def __init__(
        self, message: str, *, retry_after_seconds: int | None = None, help: str | None = None
    ) -> None:
        super().__init__(message, help=help)
        self.retry_after_seconds = retry_after_seconds


class RefusedError(FarSideError):
    """The far side refused: nothing happened, and the same request would be refused again."""

    code = "refused"
    is_ambiguous = False


class NotSentError(FarSideError):
    """Nothing happened, as surely as after a refused connection or a rate limit; it may be tried again."""

    code = "not_sent"
    is_retryable = True
    is_ambiguous = False


class AnswerLostError(FarSideError):
    """The request may have been executed: a timeout, a dropped connection, an answer nobody can read."""

    code = "answer_lost"


class MissingExtraError(ReturnkitError, ImportError):
    """A feature needs a package that is not installed.

    Attributes:
        extra: The name of the extra that brings it.
    """

    code = "missing_extra"

    def __init__(self, extra: str) -> None:
        super().__init__(f"this needs the `{extra}` extra", help=f"pip install 'returnkit[{extra}]'")
        self.extra = extra
