"""Written rules: all that a rule can say, in every form that a document may write it in, seeded."""

from __future__ import annotations

from decimal import Decimal
from random import Random
from typing import Any, Final

from returnkit.diagnostics import Source
from returnkit.documents import Document, validate
from returnkit.policy import (
    Before,
    Collect,
    Counted,
    FeeKind,
    PaidTo,
    ShippingBack,
    Unit,
    ValueBasis,
    Whole,
    Window,
)
from tests.hostile_words import a_word
from tests.window_cases import window_case

Fields = dict[str, Any]  # Any, in this file: what a document holds

DECIMALS: Final = {"USD": 2, "EUR": 2, "KRW": 0, "KWD": 3}
_OF_ITEM: Final = (
    True, "true", False, "on", "no", 'item.size == "1e3"', "item.size == 'it'", '"x" in order.tags', "not y",
    "item.term > cap", "(item.opened)", "item.final ? on : no", "item.weight >= 2.50", "\n item.final\n",
    'item.grade == "NO" or item.size == "\\"; b"', "history.swaps > 1", 'customer.risk == "low"',
    " or ".join(f'item.category == "category_{number}"' for number in range(9)),
)  # fmt: skip
_OF_RETURN: Final = ("accepted.value < 100", "accepted.quantity > 2 and kept.quantity == 0", True, "y")
_AMOUNTS: Final = ("item.unit_paid * 2", "item.weight", "item.size == 'a' ? 3 : 4", "(item.parts\n+ 1)")
OFFERS: Final[Fields] = {
    "refund": "refund", "exchange": "exchange", "store_credit": "store_credit", "late_credit": "store_credit",
    "no": "keep", "remake": "replace", "mended": "repair",
}  # fmt: skip
_METHODS: Final = ("mail", "store", "pickup")


class RuleAuthor:
    """Writes the rules of one policy, which has an offer for each name that rules say.

    Attributes:
        currency: Amounts have its decimals.
        offers: The names of the offers.
    """

    def __init__(self, random: Random, currency: str) -> None:
        self.random, self.currency = random, currency
        self.some, self.choice = random.random, random.choice
        self.offers = random.sample(list(OFFERS), random.randint(2, len(OFFERS)))
        self.charged: list[str] = []
        self.charged_on_return: list[str] = []

    def rules(self) -> list[Fields]:
        """Return the rules of a policy without faults, the last of them with a window for every offer."""
        rules = [self.offering(name) for name in self.offers]
        rules += [self.of_item() for _ in range(self.random.randint(1, 6))]
        rules += [self.of_return() for _ in range(self.random.randint(0, 3))]
        if self.some() < 0.5:
            upper, lower = sorted(self.random.sample(self.offers, 2), key=self.offers.index)
            rules.append({"for": lower, "after": upper, "within": self.window(), "when": "on"})
        self.random.shuffle(rules)
        rules.append({"within": self.window()})
        for number, rule in enumerate(rules):
            rule["id"] = self.choice((f"r{number}", f"Rule-{number}.a", f"{number}", f"{number}e3"))
        return rules

    def offering(self, name: str) -> Fields:
        gives = OFFERS[name]
        forms: list[Any] = [{name: gives}, {name: {"gives": gives}}, [{"name": name, "gives": gives}]]
        if name == gives:
            forms += [name, [name], [name, {"name": name, "gives": gives}][:1]]
        return {"offer": self.choice(forms)} | ({"when": "on"} if self.some() < 0.3 else {})

    def of_item(self) -> Fields:
        rule = self.conditions(_OF_ITEM)
        if self.some() < 0.4:
            rule["for"] = self.several(self.offers)
        makers = self.random.sample(
            [self.standing, self.review, self.money, self.bonus, self.ask, self.time, self.limit],
            self.random.randint(1, 3),
        )
        for make in makers:
            rule |= make()
        if "for" not in rule:
            if self.some() < 0.3:
                rule |= {self.choice(("by", "not_by")): self.several(_METHODS)}
            if self.some() < 0.2:
                rule["whole"] = self.choice(tuple(Whole)).value
        if rule.keys() & {"by", "not_by", "whole", "limit"} and self.some() < 0.5:
            rule["say"] = a_word(self.random)
        return rule

    def of_return(self) -> Fields:
        rule = self.conditions(_OF_RETURN)
        for key in ("when_any", "when_all"):
            if self.some() < 0.3:
                rule[key] = self.choice(_OF_ITEM)
        match self.choice(("fee", "waive", "shipping", "approve")):
            case "fee":
                rule["fee"] = self.one_or_list(
                    [self.fee_of_return() for _ in range(self.random.randint(1, 2))]
                )
            case "waive" if self.charged_on_return:
                rule["waive"] = self.several(self.charged_on_return)
            case "approve":
                rule["approve"] = self.choice(("manual", "automatic"))
                return rule
            case _:
                rule["shipping"] = self.choice(tuple(ShippingBack)).value
        if self.some() < 0.3:
            rule["for"] = self.several(self.offers)
        return rule

    def conditions(self, pool: tuple[Any, ...]) -> Fields:
        rule: Fields = {"when": self.choice(pool)} if self.some() < 0.8 else {}
        if self.some() < 0.3:
            rule["unless"] = self.choice(pool)
        if self.some() < 0.3:
            forms = ("2026-11-01..2026-12-31", "..2025-01-06", "0999-01-01..", {"first": "2026-11-01"})
            rule["placed"] = self.choice(forms)
        if self.some() < 0.2:
            rule["internal"] = self.some() < 0.8
        return rule

    # --- effects -----------------------------------------------------------------------------------

    def standing(self) -> Fields:
        say, code = a_word(self.random), self.choice(("final_sale", "no"))
        refusals: tuple[Any, ...] = (say, {"code": code, "say": say}, {"say": say}, {"code": code}, {})
        match self.choice(("refuse", "refuse", "withhold", "only", "allow")):
            case "refuse":
                return {"refuse": self.choice(refusals)}
            case "allow":
                return {"allow": True}
            case key:
                return {key: self.several(self.offers)}

    def review(self) -> Fields:
        say = a_word(self.random)
        return {"review": self.choice((True, say, {"say": say}, {}))}

    def money(self) -> Fields:
        match self.choice(("fee", "fee", "rate", "value", "to", "waive")):
            case "fee":
                names = self.random.sample(
                    ["restocking", "worn", "no", "condition"], self.random.randint(1, 2)
                )
                return {"fee": self.one_or_list([self.fee(name) for name in names])}
            case "rate":
                return {"rate": self.share()}
            case "value":
                return {"value": self.choice(tuple(ValueBasis)).value}
            case "waive" if self.charged:
                return {"waive": self.several(self.charged)}
            case _:
                return {"to": self.choice(tuple(PaidTo)).value}

    def bonus(self) -> Fields:
        share = self.share()
        forms: list[Any] = [{"percent": share}, {"flat": self.amount()}]
        forms += [{"flat": self.amount(), "percent": share, "at_most": self.amount()}]
        forms += [share] if isinstance(share, str) else []
        return {"bonus": self.choice(forms)}

    def ask(self) -> Fields:
        asked: Fields = {"before": self.choice(tuple(Before)).value}
        names = ["photo", "no", "evidence", "questions", "serial"]
        for name in self.random.sample(names, self.random.randint(1, 3)):
            question = f"What is it: {a_word(self.random)}?"[:500]
            asked[name] = self.choice((1, 3, "2", "1..5", "2..", "5..9999", question))
        return {"ask": asked}

    def limit(self) -> Fields:
        of = {"of": self.choice(tuple(Counted)).value} if self.some() < 0.6 else {}
        counter = (
            "no" if of.get("of") == Counted.HOUSEHOLD else "swaps"
        )  # one counter is of the customer or of the household
        return {"limit": {"units": self.random.randrange(4), "counter": counter} | of}

    def time(self) -> Fields:
        match self.choice(("extend", "defer", "within")):
            case "extend":
                forms: tuple[Any, ...] = (
                    *("until 2027-01-15", "until 2027-01-15 in Asia/Seoul", "1 day", "20 days"),
                    *({"days": 3}, {"until": "2027-01-15", "zone": "UTC"}, {"until": "2027-01-15"}),
                )
                return {"extend": self.choice(forms)}
            case "defer":
                return {"defer": self.choice(("to 2027-01-02", {"to": "2027-01-02"}))}
            case _:
                # Only with a condition: else the windows below could never hold.
                return {"within": self.window(), "when": "on", "unless": "no"}

    # --- smaller parts -----------------------------------------------------------------------------

    def fee(self, name: str) -> Fields:
        self.charged.append(name)
        forms: tuple[Fields, ...] = (
            {"flat": self.amount(), "per": self.choice(("unit", "line"))},
            {"percent": self.share(), "of": self.choice(("paid", "price", "value"))},
            {"flat": self.amount(), "percent": self.share(), "of": "paid", "per": "unit"},
        )
        return {"name": name} | self.choice(forms) | self.bounds()

    def fee_of_return(self) -> Fields:
        name = self.choice(("label", "handling", "late"))
        while name in self.charged_on_return:
            name += "_2"
        self.charged_on_return.append(name)
        forms: tuple[Fields, ...] = (
            {"flat": self.amount(is_plain=True), "per": self.choice(("return", "parcel"))},
            {"percent": self.share(is_plain=True), "of": "label"},
            {"percent": self.share(is_plain=True), "of": "label", "per": "return"},
        )
        return {"name": name} | self.choice(forms)

    def bounds(self) -> Fields:
        found: Fields = {"at_least": self.choice((0, 1, *_AMOUNTS))} if self.some() < 0.3 else {}
        found |= {"at_most": self.choice((10_000, *_AMOUNTS))} if self.some() < 0.3 else {}
        found |= {"kind": self.choice(tuple(FeeKind)).value} if self.some() < 0.3 else {}
        found |= {"decided": self.choice(("request", "inspection"))} if self.some() < 0.3 else {}
        return found | ({"collect": self.choice(tuple(Collect)).value} if self.some() < 0.3 else {})

    def amount(self, *, is_plain: bool = False) -> Any:
        if self.some() < 0.2 and not is_plain:
            return self.choice(_AMOUNTS)
        exact = Decimal(self.random.randrange(10_000)).scaleb(-DECIMALS[self.currency])
        return self.choice((exact, str(exact), int(exact)))

    def share(self, *, is_plain: bool = False) -> Any:
        if self.some() < 0.2 and not is_plain:
            return self.choice(_AMOUNTS)
        number = self.choice((50, 0, 100, Decimal("12.5"), Decimal("33.30")))
        return self.choice((number, str(number), f"{number} %", f"{number}%"))

    def window(self) -> Any:
        fields = dict(window_case(self.random.randrange(10**6)).fields)
        if "longest" in fields or "shortest" in fields:
            if self.some() < 0.3:
                fields["goods_back"] = "9 days of request"
        elif fields:
            amount = next(unit for unit in Unit if unit in fields)
            if isinstance(fields[amount], int) and self.some() < 0.3:
                fields[amount] = self.choice(("item.term", "item.parts\n* 2", 'item.size == ";" ? 1 : 2'))
                fields["at_most"] = 90
            if self.some() < 0.2:
                fields["per"] = self.choice(("line", "order_last", "order_first"))
            if self.some() < 0.2:
                span = self.choice(("9 days", {"amount": 1, "unit": "weeks"}))
                of = self.choice(({}, {"of": "order"}, {"of": "request"}))
                fields["goods_back"] = self.choice(("9 days", "9 days of request", {"span": span} | of))
            if len(fields["of"]) == 1 and self.some() < 0.5:
                fields["of"] = fields["of"][0]
            if self.some() < 0.2:
                fields["grace"] = {"amount": 3, "unit": "business_days"}
        window = validate(Document(Source("window", ""), fields), Window)
        return self.choice((fields, str(window)))

    def several(self, names: Any) -> Any:
        found = self.random.sample(list(dict.fromkeys(names)), self.random.randint(1, len(set(names))))
        return self.one_or_list(found)

    def one_or_list(self, found: list[Any]) -> Any:
        return found[0] if len(found) == 1 and self.some() < 0.7 else found
