"""Settlement: how much, to the minor unit, and why."""

from .choices import ItemChoice, Replacement, default_choices
from .components import Component, ComponentCode
from .entries import Account, ComponentEntry, LedgerEntry, MoneyEntry, Units, UnitsEntry
from .explain import ComponentLine, SettlementExplanation, explain_settlement
from .ledger import Ledger
from .opening import opened
from .promotions import AfterReturn, Promotion, Rewards
from .rules import DutiesBack, MoneyRules, Rounding, ShareOf, TenderOrder
from .sets import taken_apart
from .settle import settle
from .simulate import Simulation, simulate
from .values import Exchanged, Payout, SettledItem, Settlement

__all__ = [
    "Account",
    "AfterReturn",
    "Component",
    "ComponentCode",
    "ComponentEntry",
    "ComponentLine",
    "DutiesBack",
    "Exchanged",
    "ItemChoice",
    "Ledger",
    "LedgerEntry",
    "MoneyEntry",
    "MoneyRules",
    "Payout",
    "Promotion",
    "Replacement",
    "Rewards",
    "Rounding",
    "SettledItem",
    "Settlement",
    "SettlementExplanation",
    "ShareOf",
    "Simulation",
    "TenderOrder",
    "Units",
    "UnitsEntry",
    "default_choices",
    "explain_settlement",
    "opened",
    "settle",
    "simulate",
    "taken_apart",
]
