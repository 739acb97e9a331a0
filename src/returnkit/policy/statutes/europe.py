"""Europe: withdrawal from distance contracts by the law of the European Union, as a policy.

Source: Directive 2011/83/EU arts 9 to 16, Regulation 1182/71 art. 3; recorded 2026-11. The legal words of
what a shop may record are in the docs of its facts.
"""

from __future__ import annotations

from collections.abc import Mapping
from string import Template
from typing import Final

from ..document import Policy
from ..load import load_policy
from .coverage import COVERED, FACTS

_TEXT: Final = Template("""\
policy: $id
currency: EUR  # no amount stands below
timezone: $zone

facts:
$facts
  order.is_informed_of_withdrawal: {type: boolean, default: true, doc: "Informed of the right of withdrawal,
    its conditions, time limit and procedures (art. 6(1)(h))."}
  order.informed_late_days: {type: number, nullable: true, doc: "Civil days from the order to that
    information, where it came after the contract and within the 12 months of art. 10(2); null where it did
    not."}
  order.is_informed_of_return_cost: {type: boolean, default: true, doc: "Informed of having to bear the cost
    of sending the goods back (arts 6(1)(i), 14(1))."}
  item.is_performed_service: {type: boolean, default: false, doc: "A service fully performed, begun with
    prior express consent and the acknowledgement that the right is lost with it (art. 16(a))."}
  item.has_market_price: {type: boolean, default: false, doc: "Its price depends on fluctuations in the
    financial market that the trader cannot control and that may occur within the period (art. 16(b))."}
  item.is_perishable: {type: boolean, default: false, doc: "Liable to deteriorate or expire rapidly (art.
    16(d))."}
  item.is_sealed_for_health: {type: boolean, default: false, doc: "Sealed, and once unsealed not suitable
    for return for reasons of health protection or hygiene (art. 16(e))."}
  item.is_unsealed: {type: boolean, ask: inspection, doc: "Unsealed after delivery (art. 16(e) and (i))."}
  item.is_mixed_inseparably: {type: boolean, default: false, doc: "After delivery, according to its nature,
    inseparably mixed with other items (art. 16(f))."}
  item.is_forward_alcohol: {type: boolean, default: false, doc: "Alcoholic beverages priced at the contract,
    delivered only after 30 days, their value dependent on fluctuations in the market (art. 16(g))."}
  item.is_urgent_repair: {type: boolean, default: false, doc: "Urgent repairs or maintenance, for which the
    customer asked for a visit (art. 16(h))."}
  item.is_sealed_media: {type: boolean, default: false, doc: "Sealed audio, sealed video or sealed software
    (art. 16(i))."}
  item.is_press: {type: boolean, default: false, doc: "A newspaper, periodical or magazine, no subscription
    to one (art. 16(j))."}
  item.is_auctioned: {type: boolean, default: false, doc: "Sold at a public auction (art. 16(k))."}
  item.is_dated_service: {type: boolean, default: false, doc: "Accommodation other than to live in,
    transport of goods, car rental, catering or leisure, for a specific date or period (art. 16(l))."}
  item.is_digital_begun: {type: boolean, default: false, doc: "Digital content on no tangible medium, begun
    with prior express consent and the acknowledgement that the right is lost by it (art. 16(m))."}

define:
$covered
  late: order.informed_late_days != null
  never: not order.is_informed_of_withdrawal

rules:
# Art. 16 (a) to (m). No sentences here: the message catalogue words each code, in the languages of the shop.
- {id: performed-service, when: item.is_performed_service, refuse: {code: performed_service}}
- {id: market-price, when: item.has_market_price, refuse: {code: market_price}}
- {id: personalised, when: item.is_personalised or item.is_made_to_order, refuse: {code: personalised}}
- {id: perishable, when: item.is_perishable, refuse: {code: perishable}}
- {id: unsealed, when: item.is_sealed_for_health and item.is_unsealed, refuse: {code: unsealed_hygiene}}
- {id: mixed, when: item.is_mixed_inseparably, refuse: {code: mixed}}
- {id: forward-alcohol, when: item.is_forward_alcohol, refuse: {code: forward_alcohol}}
- {id: urgent-repair, when: item.is_urgent_repair, refuse: {code: urgent_repair}}
- {id: unsealed-media, when: item.is_sealed_media and item.is_unsealed, refuse: {code: unsealed_media}}
- {id: press, when: item.is_press, refuse: {code: press}}
- {id: auction, when: item.is_auctioned, refuse: {code: auction}}
- {id: dated-service, when: item.is_dated_service, refuse: {code: dated_service}}
- {id: digital-begun, when: item.is_digital_begun, refuse: {code: digital_begun}}

# Art. 9(1), art. 13(1).
- {id: withdrawal, when: covered, offer: {withdrawal: refund}, to: original}

# Arts 9(2) and 10: from the contract where nothing is sent, else from the last good of the order.
$periods

# Arts 13(2) and 14: what the customer bears, and what is given back of the delivery.
- id: diminished-value
  when: not late and not never
  fee: {name: diminished_value, kind: condition, percent: 100, of: value, decided: inspection}
- {id: outbound-cost, when: kept.quantity == 0, shipping: refund_standard}
- id: return-cost
  when: order.is_informed_of_return_cost
  fee: {name: label, percent: 100, of: label}
""")

_PERIOD: Final = Template("""\
- id: $name-informed-late
  when: $late
  within:
    longest:
    - 14 days of $start, $counted
    - ((order.informed_late_days ?? 0) + 14) days of order, $counted
    goods_back: 14 days of request
- id: $name-not-informed
  when: $never
  within: 12 months of $later, $counted, goods_back 14 days of request
- id: $name
  when: $always
  within: 14 days of $start, $counted, goods_back 14 days of request""")


def withdrawal(id: str, *, zone: str, calendar: str, elsewhere: Mapping[str, tuple[str, str]]) -> Policy:
    """Return the right of withdrawal as a policy with one offer, `withdrawal`.

    Args:
        id: Its id.
        zone: Where days begin.
        calendar: Whose working days count.
        elsewhere: Parts of the country with a zone of their own, by name: the condition that goods went
            there, and the zone.
    """
    periods = [_period("service", "not item.requires_shipping", ("order",), calendar)]
    periods += [
        _period(f"goods-{name}", where, _POSSESSION, f"{calendar}, zone {other}")
        for name, (where, other) in elsewhere.items()
    ]
    periods.append(_period("goods", None, _POSSESSION, calendar))
    text = _TEXT.substitute(id=id, zone=zone, facts=FACTS, covered=COVERED, periods="\n".join(periods))
    return load_policy(text, name=f"{id}.yaml")


_POSSESSION: Final = ("delivery", "collection")


def _period(name: str, where: str | None, events: tuple[str, ...], calendar: str) -> str:
    """Return the rules of the period where *where* is true, from the first of *events* that is known."""
    return _PERIOD.substitute(
        name=name,
        late=f"{where} and late" if where else "late",
        never=f"{where} and never" if where else "never",
        always=where or "true",
        start=" else ".join(events),
        # From the end of the initial period (art. 10(1)), before a weekend or holiday moves that end.
        later=" else ".join(f"{event} + 14 days" for event in events),
        counted=f"per order_last, calendar {calendar}, roll next_working_day",
    )
