"""App: the commands and their options."""

from __future__ import annotations

import json
from enum import StrEnum
from typing import Annotated, NoReturn

import typer

from returnkit.clock import SystemClock
from returnkit.decision import Audience, decide
from returnkit.diagnostics import Source, render
from returnkit.errors import FaultsError, NotAnOrderError, PayloadError, ReturnkitError
from returnkit.facts import Resolution
from returnkit.importers import ImportResult, shopify
from returnkit.policy import Policy

from .asked import OptionError, instant, request
from .checked import check
from .notation import Notation, converted, read_policy, schema
from .shape import shape
from .show import coloured, page
from .streams import STDIN, complain, is_coloured, put, put_version, read_text, shown_name

FAULTS = 1

app = typer.Typer(
    add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False, no_args_is_help=True
)


class Readers(StrEnum):
    """Whom the text is for."""

    SHOPPER = "shopper"
    AGENT = "agent"
    AUDITOR = "auditor"
    BOTH = "both"


class Language(StrEnum):
    """What it is written in."""

    EN = "en"
    KO = "ko"


def run(arguments: list[str]) -> int:
    """Run the command line and return its exit code."""
    try:
        app(arguments, prog_name="returnkit")
    except SystemExit as exc:
        return exc.code if isinstance(exc.code, int) else int(exc.code is not None)
    return 0


def _print_version(wanted: bool) -> None:
    if wanted:
        put_version()
        raise typer.Exit


@app.callback()
def returnkit(
    *,
    version: Annotated[
        bool,
        typer.Option("--version", callback=_print_version, is_eager=True, help="Show the version and leave."),
    ] = False,
) -> None:
    """Returns, decided by policies that can be tested, explained and replayed."""


@app.command("decide")
def decide_command(
    order: Annotated[
        str, typer.Argument(metavar="ORDER", help="A Shopify REST order; `-` reads standard input.")
    ],
    policy: Annotated[
        str, typer.Argument(metavar="POLICY", help="The policy, in YAML, TOML or JSON; `-` reads YAML.")
    ],
    *,
    at: Annotated[
        str | None,
        typer.Option(metavar="ISO", help="The instant to decide for, with its offset. Default: now."),
    ] = None,
    item: Annotated[
        list[str] | None,
        typer.Option(
            metavar="LINE[:QTY]", help="A line of the order, repeatable. Default: all units that are left."
        ),
    ] = None,
    reason: Annotated[str | None, typer.Option(metavar="CODE", help="Why the items come back.")] = None,
    condition: Annotated[str | None, typer.Option(metavar="CODE", help="How the items are.")] = None,
    resolution: Annotated[Resolution | None, typer.Option(help="What the customer wishes.")] = None,
    answer: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME=VALUE", help="An answer to something that the policy asks for, repeatable."
        ),
    ] = None,
    evidence: Annotated[
        list[str] | None,
        typer.Option(metavar="KIND=NUMBER", help="Evidence handed in, such as `photo=3`, repeatable."),
    ] = None,
    audience: Annotated[
        Readers | None, typer.Option(help="Whom the text is for; `both` is shopper and agent. Default: both.")
    ] = None,
    lang: Annotated[Language | None, typer.Option(help="The language of the text. Default: en.")] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print the decision as JSON, without texts.")
    ] = False,
) -> None:
    """Decide whether items of an order may come back, and say why.

    Exits with 0 when it was decided, whatever the verdict; 1 when an input has faults; 2 when the command
    is not well formed.
    """
    try:
        if as_json and (audience or lang):
            raise OptionError("--json", "JSON has no texts", help="leave out `--audience` and `--lang`")
        moment = SystemClock().now() if at is None else instant(at)
        found, rules = _inputs(order, policy)
        asked = request(
            found.order,
            rules,
            items=item or (),
            reason=reason,
            condition=condition,
            resolution=resolution,
            answers=answer or (),
            evidence=evidence or (),
        )
        decision = decide(rules, found.order, asked, at=moment)
    except OptionError as exc:
        raise typer.BadParameter(
            f"{exc}; {exc.help}" if exc.help else str(exc), param_hint=exc.option
        ) from exc
    except ReturnkitError as exc:
        _leave(_told(exc))
    for warning in found.warnings:
        complain(render(warning, Source(shown_name(order), "")))
    if as_json:
        put(json.dumps(shape(decision), ensure_ascii=False, indent=2) + "\n")
        return
    both = (Audience.SHOPPER, Audience.AGENT)
    readers = both if audience in (None, Readers.BOTH) else (Audience(audience.value),)
    locale = (lang or Language.EN).value
    text = page(decision, readers, locale)
    put(coloured(text, locale) if is_coloured() else text)


@app.command("check")
def check_command(
    policies: Annotated[
        list[str],
        typer.Argument(metavar="POLICY", help="Policies, in YAML, TOML or JSON; `-` reads YAML."),
    ],
    *,
    strict: Annotated[bool, typer.Option("--strict", help="Exit with 1 where there are warnings.")] = False,
    ignore: Annotated[
        list[str] | None,
        typer.Option(metavar="CODE", help="A warning not to tell, such as `split_sensitive`, repeatable."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print what was found as JSON.")] = False,
) -> None:
    """Check policies for faults, and for what they can hardly mean.

    Exits with 0 when there are no faults; 1 when there are warnings and `--strict` is given; 2 when there
    are faults, a file cannot be read, or the command is not well formed.
    """
    try:
        code = check(policies, strict=strict, ignored=ignore or (), as_json=as_json)
    except OptionError as exc:
        raise typer.BadParameter(f"{exc}; {exc.help}", param_hint=exc.option) from exc
    raise typer.Exit(code)


@app.command("convert")
def convert_command(
    policy: Annotated[
        str, typer.Argument(metavar="POLICY", help="The policy, in YAML, TOML or JSON; `-` reads YAML.")
    ],
    *,
    to: Annotated[Notation, typer.Option(help="The notation to print it in.")],
) -> None:
    """Print a policy in another notation, in its shortest form; comments are lost.

    Exits with 0 when it was printed; 1 when the policy has faults; 2 when the command is not well formed.
    """
    try:
        put(converted(policy, to))
    except ReturnkitError as exc:
        _leave(_told(exc))


@app.command("schema")
def schema_command() -> None:
    """Print the form of a policy document as JSON Schema, for editors."""
    put(schema())


def _inputs(order: str, policy: str) -> tuple[ImportResult, Policy]:
    """Return both inputs; the faults of both are told at once."""
    if order == policy == STDIN:
        raise OptionError("ORDER", "standard input cannot be both", help="give one of the two as a file")
    faults: list[str] = []
    found: ImportResult | None = None
    rules: Policy | None = None
    try:
        found = shopify.order_from_rest(read_text(order))
    except NotAnOrderError as exc:
        faults.append(
            f'{shown_name(order)}: {exc}\n   give one order: `{{"order": {{…}}}}`, or the order itself'
        )
    except PayloadError as exc:
        faults.append(f"{shown_name(order)}: {_told(exc)}")
    except ReturnkitError as exc:
        faults.append(_told(exc))
    try:
        rules = read_policy(policy)
    except ReturnkitError as exc:
        faults.append(_told(exc))
    if found is None or rules is None:
        _leave("\n".join(faults))
    return found, rules


def _told(error: ReturnkitError) -> str:
    # The text of a document's faults has their help in it.
    return str(error) if isinstance(error, FaultsError) or not error.help else f"{error}\n   {error.help}"


def _leave(text: str) -> NoReturn:
    complain(text)
    raise typer.Exit(FAULTS)
