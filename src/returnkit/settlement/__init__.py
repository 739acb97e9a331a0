"""Settlement: how much, to the minor unit, and why."""

from .choices import ItemChoice, Replacement, default_choices
from .components import Component, ComponentCode
from .entries import Account, ComponentEntry, LedgerEntry, MoneyEntry, Units, UnitsEntry
from .ledger import Ledger
from .opening import opened
from .promotions import AfterReturn, Promotion, Rewards
from .rules import DutiesBack, MoneyRules, Rounding, ShareOf, TenderOrder
from .settle import settle
from .values import Exchanged, Payout, SettledItem, Settlement

__all__ = [
    "Account",
    "AfterReturn",
    "Component",
    "ComponentCode",
    "ComponentEntry",
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
    "ShareOf",
    "TenderOrder",
    "Units",
    "UnitsEntry",
    "default_choices",
    "opened",
    "settle",
]
