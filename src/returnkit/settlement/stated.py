"""Stated: what rules say of the terms that were taken, with every number worked out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Final, TypeAlias

from returnkit.decision import Decision, ItemDecision, Said, Term
from returnkit.decision.floors import floors_of
from returnkit.diagnostics import Diagnostic
from returnkit.errors import UnknownFactError
from returnkit.ids import PolicyId, RuleId
from returnkit.policy import Bonus, DecidedBy, Fee, FeeBase, FeePer, TermKind, compile_policy
from returnkit.record import record

Pick: TypeAlias = Callable[[Term], Said]
"""Picks one of what may hold of a term."""

_WHOLE: Final = Decimal(100)


class Open(Exception):  # noqa: N818 - carries a fault to where all of them are collected
    """A term is not certain, or its number cannot be worked out."""

    def __init__(self, code: str, message: str, *, help: str) -> None:
        super().__init__(message)
        self.code, self.message, self.help = code, message, help

    def at(self, path: str) -> Diagnostic:
        """Return the fault, placed at *path*."""
        return Diagnostic(self.code, self.message, path=path, help=self.help)


@record
class Stated:
    """What a rule says of a term.

    Attributes:
        effect: What it says; None is a fee that is waived.
        rule: The rule; None when no rule speaks.
        source: Its policy; None likewise.
    """

    effect: object
    rule: RuleId | None = None
    source: PolicyId | None = None


UNSTATED: Final = Stated(None)


class Terms:
    """The terms of one offer, as its own policy and, of a floor's offer, the shop's policy state them.

    Attributes:
        fees: The fees on items, those that rules waive left out, percentages first; each with who states it.
        fees_of_return: Likewise, the fees of the whole return.
        is_floor: Whether it is a floor's offer.
        sources: The policies that may state something, a floor before the shop's own.
        is_plain: Whether nothing but fees is stated.
        is_by_the_unit: Whether the fees on items are counted unit by unit.
    """

    __slots__ = ("_by_kind", "fees", "fees_of_return", "is_by_the_unit", "is_floor", "is_plain", "sources")

    def __init__(self, terms: Iterable[Term], own: PolicyId, floor: PolicyId | None, pick: Pick) -> None:
        self.is_floor = floor is not None
        self.sources: tuple[PolicyId, ...] = (own,) if floor is None else (floor, own)
        self.fees: list[tuple[Stated, Fee]] = []
        self.fees_of_return: list[tuple[Stated, Fee]] = []
        self._by_kind: dict[tuple[TermKind, PolicyId], Stated] = {}
        for term in terms:
            said = term.possible[0] if len(term.possible) == 1 else pick(term)
            if said.rule is None:
                continue
            effect, stated = said.effect, Stated(said.effect, said.rule, term.source)
            if isinstance(effect, Fee):
                (self.fees_of_return if effect.is_of_return else self.fees).append((stated, effect))
            elif term.kind is not TermKind.FEE:
                self._by_kind.setdefault((term.kind, term.source), stated)
        self.is_plain = not self._by_kind
        if len(self.fees) > 1:
            self.fees.sort(key=_is_flat)
        self.is_by_the_unit = bool(self.fees) and self._are_by_the_unit()

    def of(self, kind: TermKind) -> tuple[Stated, ...]:
        """Return what each policy states; of a policy that is silent, that it states nothing."""
        if self.is_plain:
            return _SILENT[len(self.sources)]
        return tuple([self._by_kind.get((kind, source), UNSTATED) for source in self.sources])

    def states(self, kind: TermKind) -> bool:
        """Return whether some policy states it."""
        return any(each is kind for each, _ in self._by_kind)

    def _are_by_the_unit(self) -> bool:
        """Return whether fees are to be counted unit by unit, so that any split comes to the same.

        A fee that grows with the units ends with what each of them pays, and these differ by the odd minor
        units of goods and tax. A percentage of something else than the payout, once rounded, may come due
        with a unit that does not pay that much. Which unit that is must not depend on how many come back at
        once.
        """
        fees = [fee for _, fee in self.fees]
        if DecidedBy.INSPECTION in [fee.decided for fee in fees]:
            return False
        shares = [fee.of for fee in fees if fee.percent is not None]
        if shares and (len(shares) > 1 or shares[0] is not FeeBase.PAID or self.states(TermKind.RATE)):
            return True
        return FeePer.UNIT in [fee.per for fee in fees]


def _is_flat(stated: tuple[Stated, Fee]) -> bool:
    return stated[1].percent is None


_SILENT: Final = {1: (UNSTATED,), 2: (UNSTATED, UNSTATED)}


def certain(term: Term) -> Said:
    """Return what holds of a term that is not certain: nobody can say, so it is open.

    Raises:
        Open: Always.
    """
    rules = ", ".join(f"`{said.rule}`" for said in term.possible if said.rule)
    name = f"fee `{term.name}`" if term.name else term.kind.value
    raise Open(
        "settlement.open_term",
        f"the {name} is not certain: {rules} may decide it",
        help="answer what the decision asks, inspect the goods, or `simulate` what may come out",
    )


class Figures:
    """Works out the numbers of terms for the items of one decision."""

    __slots__ = ("_decision", "_known")

    def __init__(self, decision: Decision) -> None:
        self._decision = decision
        self._known: dict[tuple[str, PolicyId | None, int, int], Decimal] = {}

    def number(self, figure: Decimal | str, stated: Stated, item: ItemDecision) -> Decimal:
        """Return *figure* as a number from zero up.

        Raises:
            Open: It rests on facts that are not known, or is no number.
        """
        return figure if isinstance(figure, Decimal) else self._worked_out(figure, stated, item)

    def percent(self, figure: Decimal | str, stated: Stated, item: ItemDecision) -> Decimal:
        """Return *figure* as a percentage from 0 to 100.

        Raises:
            Open: It rests on facts that are not known, or is no number.
        """
        return min(self.number(figure, stated, item), _WHOLE)

    def fee(self, fee: Fee, stated: Stated, item: ItemDecision) -> Fee:
        """Return *fee* with every figure a number.

        Raises:
            Open: One rests on facts that are not known, or is no number.
        """
        return fee.evolve(**self._numbers(fee, stated, item)) if fee.expressions else fee

    def bonus(self, bonus: Bonus, stated: Stated, item: ItemDecision) -> Bonus:
        """Return *bonus* with every figure a number.

        Raises:
            Open: One rests on facts that are not known, or is no number.
        """
        return bonus.evolve(**self._numbers(bonus, stated, item)) if bonus.expressions else bonus

    def _numbers(self, of: Fee | Bonus, stated: Stated, item: ItemDecision) -> dict[str, Decimal]:
        names = [name for name in ("flat", "at_least", "at_most") if isinstance(getattr(of, name, None), str)]
        found = {name: self._worked_out(getattr(of, name), stated, item) for name in names}
        if isinstance(of.percent, str):
            number = self._worked_out(of.percent, stated, item)
            found["percent"] = min(number, _WHOLE) if isinstance(of, Fee) else number
        if "at_least" in found or "at_most" in found:
            least, most = found.get("at_least"), found.get("at_most")
            most = most if most is not None else getattr(of, "at_most", None)
            least = least if least is not None else getattr(of, "at_least", None)
            if least is not None and most is not None:
                found["at_least"] = min(least, most)
        return found

    def _worked_out(self, text: str, stated: Stated, item: ItemDecision) -> Decimal:
        key = (text, stated.source, item.place, item.item.quantity)  # parts of one item share its place
        if key not in self._known:
            self._known[key] = self._computed(text, stated, item)
        return self._known[key]

    def _computed(self, text: str, stated: Stated, item: ItemDecision) -> Decimal:
        made = self._decision
        compiled = compile_policy(made.policy)
        if stated.source != made.policy.id:
            floors = floors_of(made.policy, made.order)
            compiled = next((each for each in floors if each.policy.id == stated.source), compiled)
        names, function = compiled.figure(text)
        inspection = made.inspections[item.place] if item.place < len(made.inspections) else None
        views = compiled.vocabulary.prepare(
            made.order,
            item.item,
            made.request,
            currency=compiled.policy.currency,
            names=names,
            history=made.history,
            inspection=inspection,
            at=made.at,
        )
        try:
            number = Decimal(function(*views))
        except (UnknownFactError, TypeError) as exc:
            message = f"`{text}` of rule `{stated.rule}` rests on facts that are not known"
            raise Open("settlement.open_figure", message, help="give the facts that it reads") from exc
        except ArithmeticError as exc:
            message = f"`{text}` of rule `{stated.rule}` comes to no number"
            raise Open("settlement.open_figure", message, help="give the facts that it reads") from exc
        if not number.is_finite():
            message = f"`{text}` of rule `{stated.rule}` is no number"
            raise Open("settlement.open_figure", message, help="give the facts that it reads")
        return max(number, Decimal(0))
