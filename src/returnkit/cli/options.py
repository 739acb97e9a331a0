"""Options: the arguments and options that several commands share, each declared once."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from returnkit.facts import Resolution

from .inputs import SHOPIFY


class Readers(StrEnum):
    """Whom the text of a decision is for."""

    SHOPPER = "shopper"
    AGENT = "agent"
    AUDITOR = "auditor"
    BOTH = "both"


class Language(StrEnum):
    """What a text is written in."""

    EN = "en"
    KO = "ko"


OrderFile = Annotated[
    str,
    typer.Argument(metavar="ORDER", help="The order, as its source hands it out; `-` reads standard input."),
]
PolicyFile = Annotated[
    str, typer.Argument(metavar="POLICY", help="The policy, in YAML, TOML or JSON; `-` reads YAML.")
]

# Of the order.
From = Annotated[
    str,
    typer.Option(
        "--from",
        metavar="NAME",
        help=f"What handed out the order, one of `returnkit sources`. Default: {SHOPIFY}.",
        show_default=False,
    ),
]
Number = Annotated[
    str | None, typer.Option("--order", metavar="NUMBER", help="Which order, where there are several.")
]
Refunds = Annotated[
    str | None,
    typer.Option(metavar="FILE", help="The order's refunds, where its source keeps them apart: WooCommerce."),
]
Timezone = Annotated[
    str | None,
    typer.Option(metavar="ZONE", help="The zone of times that do not say theirs: of tables, WooCommerce."),
]

# Of the request.
At = Annotated[
    str | None, typer.Option(metavar="ISO", help="The instant to decide for, with its offset. Default: now.")
]
Items = Annotated[
    list[str] | None,
    typer.Option(
        "--item",
        metavar="LINE[:QTY]",
        help="A line of the order, repeatable. Default: all units that are left.",
    ),
]
ReasonCode = Annotated[str | None, typer.Option(metavar="CODE", help="Why the items come back.")]
Condition = Annotated[str | None, typer.Option(metavar="CODE", help="How the items are.")]
Wish = Annotated[Resolution | None, typer.Option(help="What the customer wishes.")]
Answers = Annotated[
    list[str] | None,
    typer.Option(
        "--answer",
        metavar="NAME=VALUE",
        help="An answer, by the name of what is asked for or the key of a question, repeatable.",
    ),
]
EvidenceGiven = Annotated[
    list[str] | None,
    typer.Option(
        "--evidence", metavar="KIND=NUMBER", help="Evidence handed in, such as `photo=3`, repeatable."
    ),
]

# Of the output.
Lang = Annotated[Language | None, typer.Option(help="The language of the text. Default: en.")]
