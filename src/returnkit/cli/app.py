"""App: the commands and their options."""

from __future__ import annotations

import json
from typing import Annotated, Any

import typer

from returnkit.decision import Audience, explain
from returnkit.importers import sources

from . import explained, listed, why_nots
from .asked import OptionError
from .carried import carriers_app
from .checked import check
from .databases import db_app
from .decided import decided
from .desk import desk_app
from .diffed import diff_command
from .generated import generate_command
from .inputs import SHOPIFY, Origin
from .leaving import leaving
from .notation import Notation, converted, schema
from .options import (
    Answers,
    At,
    Condition,
    EvidenceGiven,
    From,
    Items,
    Lang,
    Language,
    Number,
    OrderFile,
    PolicyFile,
    Readers,
    ReasonCode,
    Refunds,
    Timezone,
    Wish,
)
from .outlook import outlook
from .settled import settle_command
from .shape import shape
from .show import coloured, explained_page, page
from .started import next_steps, start
from .streams import is_coloured, is_terminal, put, put_version
from .tested import run_command

app = typer.Typer(
    add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False, no_args_is_help=True
)


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


@app.command("init")
def init_command(
    folder: Annotated[
        str, typer.Argument(metavar="FOLDER", help="Where to write; it is made where it is not there.")
    ] = ".",
    *,
    force: Annotated[bool, typer.Option("--force", help="Replace files that are there.")] = False,
) -> None:
    """Write a policy, cases and an order to begin with, and say what to try next.

    Exits with 0 when they were written; 1 when they are there already, or cannot be written; 2 when the
    command is not well formed.
    """
    with leaving():
        put(next_steps(start(folder, force=force)))


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
    crossing: Annotated[
        bool,
        typer.Option("--overlaps", help="Tell also which rules may both apply and say different things."),
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print what was found as JSON.")] = False,
) -> None:
    """Check policies for faults, and for what they can hardly mean.

    Exits with 0 when there are no faults; 1 when there are warnings and `--strict` is given; 2 when there
    are faults, a file cannot be read, or the command is not well formed.
    """
    with leaving():
        code = check(policies, strict=strict, ignored=ignore or (), crossing=crossing, as_json=as_json)
    raise typer.Exit(code)


@app.command("decide")
def decide_command(
    order: OrderFile,
    policy: PolicyFile,
    *,
    source: From = SHOPIFY,
    number: Number = None,
    refunds: Refunds = None,
    timezone: Timezone = None,
    at: At = None,
    item: Items = None,
    reason: ReasonCode = None,
    condition: Condition = None,
    resolution: Wish = None,
    answer: Answers = None,
    evidence: EvidenceGiven = None,
    audience: Annotated[
        Readers | None, typer.Option(help="Whom the text is for; `both` is shopper and agent. Default: both.")
    ] = None,
    lang: Lang = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print the decision as JSON, without texts.")
    ] = False,
) -> None:
    """Decide whether items of an order may come back, and say why.

    Exits with 0 when it was decided, whatever the verdict; 1 when an input has faults; 2 when the command
    is not well formed.
    """
    with leaving():
        if as_json and (audience or lang):
            raise OptionError("--json", "JSON has no texts", help="leave out `--audience` and `--lang`")
        found = decided(
            Origin(order, source, number, refunds, timezone),
            policy,
            at=at,
            items=item or (),
            reason=reason,
            condition=condition,
            resolution=resolution,
            answers=answer or (),
            evidence=evidence or (),
        )
    found.warn()
    if as_json:
        _put_json(shape(found.decision))
        return
    both = (Audience.SHOPPER, Audience.AGENT)
    readers = both if audience in (None, Readers.BOTH) else (Audience(audience.value),)
    locale = (lang or Language.EN).value
    _put_page(page(found.decision, readers, locale), locale)


@app.command("explain")
def explain_command(
    order: OrderFile,
    policy: PolicyFile,
    *,
    source: From = SHOPIFY,
    number: Number = None,
    refunds: Refunds = None,
    timezone: Timezone = None,
    at: At = None,
    item: Items = None,
    reason: ReasonCode = None,
    condition: Condition = None,
    resolution: Wish = None,
    answer: Answers = None,
    evidence: EvidenceGiven = None,
    audience: Annotated[
        Audience, typer.Option(help="Whom it is for; a shopper is told no rule.")
    ] = Audience.AGENT,
    rule: Annotated[
        str | None,
        typer.Option(metavar="ID", help="Say instead why this rule did not decide, for each item."),
    ] = None,
    lang: Lang = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print all of it as JSON.")] = False,
) -> None:
    """Explain a decision: why it is so, what is open, and what could be otherwise.

    Exits with 0 when it was explained, whatever the verdict; 1 when an input has faults; 2 when the command
    is not well formed.
    """
    locale = (lang or Language.EN).value
    with leaving():
        found = decided(
            Origin(order, source, number, refunds, timezone),
            policy,
            at=at,
            items=item or (),
            reason=reason,
            condition=condition,
            resolution=resolution,
            answers=answer or (),
            evidence=evidence or (),
        )
        told = None if rule is None else why_nots.why_nots(found.decision, rule, audience, locale)
    found.warn()
    if told is not None:
        if as_json:
            _put_json(why_nots.shape(told))
        else:
            _put_page(str(told), locale)
        return
    ahead = outlook(found.decision, audience, locale)
    if as_json:
        explanation = explain(found.decision, audience=audience, locale=locale)
        _put_json(explained.shape(explanation, ahead))
        return
    _put_page(explained_page(ahead), locale)


app.add_typer(desk_app, name="desk")
app.add_typer(carriers_app, name="carriers")
app.add_typer(db_app, name="db")
app.command("settle")(settle_command)
app.command("test")(run_command)
app.command("testgen")(generate_command)
app.command("diff")(diff_command)


@app.command("sources")
def sources_command(
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print them as JSON.")] = False,
) -> None:
    """List the sources that orders are read from, those of plugins among them.

    Exits with 0, also where a plugin is broken; 2 when the command is not well formed.
    """
    found = sources()
    if as_json:
        put(listed.json_of(found))
        return
    put(listed.table_of(found) if is_terminal() else listed.text_of(found))


@app.command("convert")
def convert_command(
    policy: PolicyFile,
    *,
    to: Annotated[Notation, typer.Option(help="The notation to print it in.")],
) -> None:
    """Print a policy in another notation, in its shortest form; comments are lost.

    Exits with 0 when it was printed; 1 when the policy has faults; 2 when the command is not well formed.
    """
    with leaving():
        put(converted(policy, to))


@app.command("schema")
def schema_command() -> None:
    """Print the form of a policy document as JSON Schema, for editors.

    Exits with 0; 2 when the command is not well formed.
    """
    put(schema())


def _put_json(value: dict[str, Any]) -> None:  # Any: what JSON holds
    put(json.dumps(value, ensure_ascii=False, indent=2) + "\n")


def _put_page(text: str, locale: str) -> None:
    put(coloured(text, locale) if is_coloured() else text)
