"""Korea: withdrawal of orders by the Act on Consumer Protection in Electronic Commerce.

Source: arts 17, 18 and 35 of the Act, arts 21 and 21-3 of its Decree, arts 155 to 161 of the Civil Act;
recorded 2026-11.
"""

from __future__ import annotations

from string import Template
from typing import Final

from ..document import Policy
from ..load import load_policy
from ..periods import Period
from .coverage import COVERED, FACTS
from .statute import LegalSource, Statute, paragraphs

_TEXT: Final = Template("""\
policy: KR
currency: KRW
timezone: Asia/Seoul

facts:
$facts
  item.is_lost_or_damaged_by_customer: {type: boolean, ask: inspection, doc: "Lost or damaged through the
    customer's fault; opening the package to look at the goods is none (art. 17(2) no. 1)."}
  # Nos 2 to 5 hold only where their marking or a trial was given (art. 17(6)): record them only then.
  item.is_devalued_by_use: {type: boolean, ask: inspection, doc: "Value fell markedly by use or partial
    consumption, and art. 17(6) was kept (art. 17(2) no. 2)."}
  item.is_devalued_by_time: {type: boolean, ask: inspection, doc: "Value fell by the passing of time so far
    that resale is hard, and art. 17(6) was kept (art. 17(2) no. 3)."}
  item.is_copyable: {type: boolean, default: false, doc: "Can be copied, and art. 17(6) was kept (art. 17(2)
    no. 4)."}
  item.is_unsealed: {type: boolean, ask: inspection, doc: "Its package was broken open after delivery (art.
    17(2) no. 4)."}
  item.is_digital_begun: {type: boolean, default: false, doc: "A service or digital content of which the
    supply has begun, and art. 17(6) was kept (art. 17(2) no. 5)."}
  item.is_withdrawal_renounced: {type: boolean, default: false, doc: "Produced individually, the customer
    told of it apart and agreeing beforehand in writing that there is no withdrawal (Decree art. 21)."}
  order.hindered_days: {type: number, nullable: true, doc: "Civil days from the order until the customer had
    the contract document, learned the seller's address where it was missing or changed, or a hindrance to
    withdraw ended; null where that was not after the supply (art. 17(1))."}
  request.mismatch_known_days: {type: number, nullable: true, doc: "Civil days from the delivery until the
    customer knew, or could have known, that the goods are not as advertised or agreed, the earlier of the
    two; null where not established (art. 17(3))."}
  order.outbound_cost: {type: number, default: 0, doc: "What the delivery to the customer cost the shop, in
    KRW, where the customer paid nothing for it."}

define:
$covered
  mismatch: request.fault in ["merchant", "carrier"]

rules:
# Art. 17(2), Decree art. 21. They leave a mismatch alone. The message catalogue words their codes.
- {id: damaged, for: withdrawal, when: item.is_lost_or_damaged_by_customer, refuse: {code: damaged}}
- {id: used, for: withdrawal, when: item.is_devalued_by_use, refuse: {code: devalued_by_use}}
- {id: aged, for: withdrawal, when: item.is_devalued_by_time, refuse: {code: devalued_by_time}}
- {id: copyable, for: withdrawal, when: item.is_copyable and item.is_unsealed, refuse: {code: unsealed_media}}
- {id: digital-begun, for: withdrawal, when: item.is_digital_begun, refuse: {code: digital_begun}}
- {id: individual, for: withdrawal, when: item.is_withdrawal_renounced, refuse: {code: personalised}}

# Art. 17(3): 3 months from the supply, and 30 days from knowing of it; the first to end counts.
- {id: mismatch, when: covered and mismatch, offer: {mismatch: refund}, to: original}
- id: mismatch-of-service
  when: not item.requires_shipping
  for: mismatch
  within: 3 months of order, $counted
- id: mismatch-of-goods
  for: mismatch
  within:
    shortest:
    - 3 months of delivery else collection, $counted
    # Not established, it bounds nothing: 92 days and 30 are longer than any 3 months.
    - ((request.mismatch_known_days ?? 92) + 30) days of delivery else collection, at_least 30, $counted

# Art. 17(1): 7 days from the supply, or from the day on which a withdrawal became possible.
- {id: withdrawal, when: covered, offer: {withdrawal: refund}, to: original}
- id: service-hindered
  when: not item.requires_shipping and order.hindered_days != null
  for: withdrawal
  within:
    longest: ["7 days of order, $counted", "((order.hindered_days ?? 0) + 7) days of order, $counted"]
- id: service
  when: not item.requires_shipping
  for: withdrawal
  within: 7 days of order, $counted
- id: goods-hindered
  when: order.hindered_days != null
  for: withdrawal
  within:
    longest:
    - 7 days of delivery else collection, $counted
    - ((order.hindered_days ?? 0) + 7) days of order, $counted
- id: goods
  for: withdrawal
  within: 7 days of delivery else collection, $counted

# Art. 18: a change of mind costs the customer both ways, a mismatch the seller. No other charge is allowed.
- id: return-cost
  for: withdrawal
  fee: {name: label, percent: 100, of: label}
- id: outbound-cost
  when: order.currency == "KRW" and order.outbound_cost > 0
  for: withdrawal
  fee: {name: outbound, kind: label, flat: order.outbound_cost, per: return}
- {id: outbound-paid, when: kept.quantity == 0, for: mismatch, shipping: refund_paid}
""")


def _policy() -> Policy:
    text = _TEXT.substitute(facts=FACTS, covered=COVERED, counted="calendar KR, roll next_working_day")
    return load_policy(text, name="KR.yaml")


_ACT: Final = "Act on Consumer Protection in Electronic Commerce"


def _source(document: str, articles: str, about: str, *, is_confirmed: bool = False) -> LegalSource:
    return LegalSource(document, articles, about, "2026-11", is_confirmed)


_NOTES: Final = paragraphs("""
The day of the first orders is that from which the exception for digital content holds; unconfirmed.

Possession is the delivery, or the collection where no delivery is recorded, of each line by itself. Where
nothing is sent, it is the order.

A mismatch is a reason that is the fault of the merchant or the carrier by the catalogue of reasons. It is
offered first, and the exceptions do not touch it.

Knowing of a mismatch: where the day is not recorded, the 3 months alone bound the right, which may then be
shown as open for longer than the law says, never for less.

Delivery that was free: its cost is taken to be the customer's after a change of mind, up to what the shop
recorded that it paid; unconfirmed. In another currency than KRW nothing is charged.

Outbound delivery after a mismatch is given back when nothing of the order is kept; for a part of an order
nothing is granted here.

Not terms of a policy: the refund is due within 3 business days of the return of the goods, late interest is
15 % p.a.; contrary clauses are void (art. 35).
""")

KOREAN: Final = Statute(
    id="KR",
    law="KR",
    name="Withdrawal, Act on Consumer Protection in Electronic Commerce art. 17",
    countries=("KR",),
    applies=Period.model_validate("2016-09-30.."),
    status=(
        "7 days, 3 months / 30 days and cost rule read 2026-11; 3 business days and 15 % p.a. unconfirmed"
    ),
    sources=(
        _source(_ACT, "arts 17, 18, 35", "7 days, 3 months / 30 days and the cost rule", is_confirmed=True),
        _source(_ACT, "arts 17(2), 17(6)", "what is excepted, and that most of it has to be marked"),
        _source(_ACT, "art. 18", "3 business days and 15 % p.a. for the refund"),
        _source(f"Decree of the {_ACT}", "arts 21, 21-3", "goods produced individually, late interest"),
        _source("Civil Act", "arts 155 to 161", "how days are counted and when a last day moves"),
    ),
    notes=_NOTES,
    write=_policy,
)
"""The statute of the Republic of Korea."""
