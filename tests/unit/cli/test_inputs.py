"""Orders of every source, one picked where there are several."""

from __future__ import annotations

import json
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from returnkit.cli.inputs import _OPTIONS
from returnkit.importers import sources
from returnkit.plugins import BUILT_IN
from tests.e2e.shell import AT, ORDER, POLICY, ROOT
from tests.unit.cli.conftest import Shell

CSV = "examples/data/orders.csv"
GRAPHQL = "examples/data/shopify_order_graphql.json"
WOO = "examples/data/woocommerce_order.json"
REFUNDS = "examples/data/woocommerce_refunds.json"


def titles(ran: CompletedProcess[str]) -> list[str]:
    """Return what was decided about, from the JSON that was printed."""
    assert ran.returncode == 0, ran.stderr
    return [item["title"] for item in json.loads(ran.stdout)["items"]]


def units(ran: CompletedProcess[str]) -> int:
    assert ran.returncode == 0, ran.stderr
    return sum(item["quantity"] for item in json.loads(ran.stdout)["items"])


def read(shell: Shell, order: str, *options: str) -> CompletedProcess[str]:
    return shell("decide", order, POLICY, *AT, "--json", *options)


@pytest.fixture
def several(tmp_path: Path) -> str:
    """A file with three orders; two of them differ only by the `#` before their number."""
    order = json.loads((ROOT / ORDER).read_text(encoding="utf-8"))["order"]
    path = tmp_path / "orders.json"
    orders = [order | {"id": id, "name": name} for id, name in ((1, "#7"), (2, "#8"), (3, "8"))]
    path.write_text(json.dumps({"orders": orders}), encoding="utf-8")
    return str(path)


def test_every_source_that_comes_along_is_known_with_its_options() -> None:
    assert set(_OPTIONS) == {source.name for source in sources() if source.origin == BUILT_IN}


def test_the_same_order_of_another_api_is_decided_about_the_same_items(shell: Shell) -> None:
    assert titles(read(shell, GRAPHQL, "--from", "shopify-graphql")) == titles(read(shell, ORDER))


def test_a_table_is_read_and_its_warnings_name_the_file_and_the_line(shell: Shell) -> None:
    ran = read(shell, CSV, "--from", "csv", "--order", "N-2002")

    assert titles(ran) == ['Print "Harbour", A3']
    assert ran.stderr.startswith(f"{CSV}:4:130  delivered_at: warning: ")


def test_faults_of_a_table_name_the_file(shell: Shell, tmp_path: Path) -> None:
    path = tmp_path / "orders.csv"
    path.write_text((ROOT / CSV).read_text(encoding="utf-8").replace(",45.00,", ",a lot,"), encoding="utf-8")

    ran = read(shell, str(path), "--from", "csv")

    assert ran.returncode == 1
    assert ran.stderr.startswith(f"{path}:4:")
    assert ran.stderr.endswith("no order read\n")


def test_times_without_a_zone_are_of_the_zone_that_is_named(shell: Shell, tmp_path: Path) -> None:
    path = tmp_path / "orders.csv"
    text = (ROOT / CSV).read_text(encoding="utf-8").replace("18:05:00-08:00", "18:05:00")
    path.write_text(text, encoding="utf-8")
    asked = (str(path), "--from", "csv", "--order", "N-2002")

    without, named = read(shell, *asked), read(shell, *asked, "--timezone", "America/New_York")

    assert (without.returncode, named.returncode) == (1, 0)
    assert "has no zone" in without.stderr
    opens = {offer["opens"] for offer in json.loads(named.stdout)["items"][0]["offers"]}
    assert opens == {"2026-11-02T23:05:00Z"}


@pytest.mark.parametrize("is_list", [False, True])
def test_refunds_that_are_kept_apart_leave_fewer_units(shell: Shell, tmp_path: Path, is_list: bool) -> None:
    path, text = tmp_path / "order.json", (ROOT / WOO).read_text(encoding="utf-8")
    path.write_text(f"\n[{text}]" if is_list else text, encoding="utf-8")
    asked = (str(path), "--from", "woocommerce")

    without, handed_in = read(shell, *asked), read(shell, *asked, "--refunds", REFUNDS)

    assert units(handed_in) < units(without)
    assert handed_in.stderr.count(": warning: ") < without.stderr.count(": warning: ")


@pytest.mark.parametrize(("number", "id"), [("#7", "#7"), ("7", "#7"), ("#8", "#8"), ("8", "8")])
def test_an_order_is_picked_by_its_number_with_or_without_its_sign(
    shell: Shell, several: str, number: str, id: str
) -> None:
    ran = read(shell, several, "--order", number)

    assert json.loads(ran.stdout)["order"] == id


def test_several_orders_are_listed_where_none_is_picked(shell: Shell, several: str) -> None:
    ran = read(shell, several)

    assert (ran.returncode, ran.stdout) == (1, "")
    assert ran.stderr == (
        f"{several}: there are 3 orders in it\n   pick one with `--order`: `#7`, `#8`, `8`\n"
    )


def test_of_very_many_orders_the_first_are_listed(shell: Shell, tmp_path: Path) -> None:
    order = json.loads((ROOT / ORDER).read_text(encoding="utf-8"))["order"]
    path = tmp_path / "orders.json"
    orders = [order | {"name": f"#{number}"} for number in range(11)]
    path.write_text(json.dumps({"orders": orders}), encoding="utf-8")

    assert read(shell, str(path)).stderr.endswith("`#6`, `#7` and 3 more\n")


def test_orders_of_one_number_cannot_be_told_apart(shell: Shell, tmp_path: Path) -> None:
    order = json.loads((ROOT / ORDER).read_text(encoding="utf-8"))["order"]
    path = tmp_path / "orders.json"
    path.write_text(json.dumps({"orders": [order, order]}), encoding="utf-8")

    ran = read(shell, str(path), "--order", "1042")

    assert (ran.returncode, ran.stderr) == (
        1, f"{path}: 2 orders in it are called `1042`\n   keep one of them\n",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--from", "shopify"], "there is no source `shopify`; did you mean `shopify-rest`?"),
        (["--from", "zzz"], "there is no source `zzz`; there are `csv`, `shopify-graphql`"),
        (["--order", "#1043"], f"{ORDER} has no order `#1043`; did you mean `#1042`?"),
        (["--order", "zzz"], f"{ORDER} has no order `zzz`; its orders are `#1042`"),
        (["--refunds", REFUNDS], "orders of `shopify-rest` are read without it; it is for `woocommerce`"),
        (["--timezone", "UTC"], "orders of `shopify-rest` are read without it; it is for `csv`, `woocom"),
        (["--from", "csv", "--timezone", "Mars"], "unknown zone `Mars`; use an IANA name"),
    ],
)
def test_an_option_that_does_not_fit_the_source_exits_with_2(
    shell: Shell, options: list[str], message: str
) -> None:
    ran = read(shell, ORDER, *options)

    assert (ran.returncode, ran.stdout) == (2, "")
    assert message in " ".join(ran.stderr.split())


def test_standard_input_is_one_thing_only(shell: Shell) -> None:
    ran = read(shell, "-", "--from", "woocommerce", "--refunds", "-")

    assert ran.returncode == 2
    assert "standard input cannot be both" in ran.stderr


@pytest.mark.parametrize(
    ("order", "options", "message"),
    [
        (WOO, [], "this is not an order\n   it was read as `shopify-rest`; name another source"),
        (REFUNDS, ["--from", "woocommerce"], "[0]: this is a refund\n   it was read as `woocommerce`"),
        (WOO, ["--from", "woocommerce", "--refunds", WOO], "refund_resources: this is not a list"),
    ],
)
def test_what_the_source_does_not_hand_out_exits_with_1(
    shell: Shell, order: str, options: list[str], message: str
) -> None:
    ran = read(shell, order, *options)

    assert (ran.returncode, ran.stdout) == (1, "")
    assert ran.stderr.startswith(f"{order}: {message}")
