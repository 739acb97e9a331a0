"""Sources: what comes along and what plugins bring; a broken plugin disables only itself."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from returnkit import plugins
from returnkit.errors import NotAnOrderError, PayloadError, PluginError, UnknownSourceError
from returnkit.importers import Source, read, sources
from returnkit.importers.sources import Payload
from tests.distributions import install
from tests.e2e.shell import python

EXAMPLES = Path(__file__).parents[3] / "examples/data"
BUILT_IN = ["csv", "shopify-graphql", "shopify-rest", "woocommerce"]
ACME = """
from returnkit.hookspecs import hookimpl

@hookimpl
def returnkit_register_importers(register):
    register("acme-shop", "acme_reader:orders", summary="orders of Acme's shop")
"""
READER = """
from returnkit.importers import woocommerce

def orders(payload, *, times=1):
    return (woocommerce.order_from_rest(payload),) * times
"""


def a_plugin(body: str, *, head: str = "@hookimpl\ndef returnkit_register_importers(register):\n    ") -> str:
    return f"from returnkit.hookspecs import hookimpl\n{head}{body}\n"


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder on the path; plugins are looked for anew, and forgotten afterwards."""
    folder, before = tmp_path / "site", set(sys.modules)
    folder.mkdir()
    monkeypatch.syspath_prepend(folder)
    plugins.plugins.cache_clear()
    yield folder
    plugins.plugins.cache_clear()
    for name in set(sys.modules) - before:
        if str(getattr(sys.modules[name], "__file__", "")).startswith(str(folder)):
            del sys.modules[name]


def test_what_comes_along_is_listed_by_name() -> None:
    found = [source for source in sources() if source.origin == "returnkit"]

    assert [source.name for source in found] == BUILT_IN
    assert [source.error for source in found] == [None] * 4
    assert all(source.summary for source in found)


@pytest.mark.parametrize(
    ("name", "file", "many"),
    [
        ("csv", "orders.csv", None),
        ("shopify-rest", "shopify_order.json", lambda order: {"orders": [order["order"]]}),
        (
            "shopify-graphql",
            "shopify_order_graphql.json",
            lambda answer: {"data": {"orders": {"nodes": [answer["data"]["order"]]}}},
        ),
        ("woocommerce", "woocommerce_order.json", lambda order: [order]),
    ],
)
def test_each_reads_one_order_or_many(name: str, file: str, many: Callable[[object], Payload] | None) -> None:
    text = (EXAMPLES / file).read_text(encoding="utf-8")

    results = read(name, text)

    assert results
    assert read(name, text.encode()) == results
    if many is not None:
        assert [each.order for each in read(name, many(json.loads(text)))] == [each.order for each in results]


def test_options_go_to_the_source() -> None:
    order, refunds = (
        (EXAMPLES / f"woocommerce_{what}.json").read_text(encoding="utf-8") for what in ("order", "refunds")
    )

    (result,) = read("woocommerce", order, refunds=refunds)

    assert len(result.order.refunds[0].lines) == 1


@pytest.mark.parametrize("name", ["shopify-rest", "shopify-graphql", "woocommerce"])
@pytest.mark.parametrize("payload", ["3", "null", '{"data": 3}', "{"])
def test_what_is_no_order_is_refused_by_name_as_well(name: str, payload: str) -> None:
    with pytest.raises(PayloadError):
        read(name, payload)


def test_an_unknown_source_names_the_nearest() -> None:
    with pytest.raises(UnknownSourceError, match="there is no source `woocomerce`") as caught:
        read("woocomerce", "{}")
    assert caught.value.help == "did you mean `woocommerce`?"

    with pytest.raises(LookupError) as other:
        read("x", "{}")
    assert "`csv`" in str(getattr(other.value, "help", ""))


def test_an_installed_plugin_is_listed_and_read_like_what_comes_along(place: Path) -> None:
    install(place, "acme-orders", {"acme_orders": ACME, "acme_reader": READER}, {"acme": "acme_orders"})
    text = (EXAMPLES / "woocommerce_order.json").read_text(encoding="utf-8")

    assert "acme_reader" not in sys.modules
    assert len(read("acme-shop", text, times=2)) == 2
    assert sources()[4:] == (Source("acme-shop", "acme-orders 1.2", "orders of Acme's shop"),)


def test_errors_of_returnkit_pass_through_a_plugin(place: Path) -> None:
    install(place, "acme-orders", {"acme_orders": ACME, "acme_reader": READER}, {"acme": "acme_orders"})

    with pytest.raises(NotAnOrderError):
        read("acme-shop", "{}")


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("raise RuntimeError('no licence')", "no licence"),
        ("import acme_is_not_installed", "No module named 'acme_is_not_installed'"),
        ("raise SystemExit(3)", "3"),
        ("def broken(:", "invalid syntax"),
        ("answer = 42", "it has no hook of returnkit"),
        (a_plugin("raise ValueError()"), "ValueError"),
        (a_plugin("raise SystemExit"), "SystemExit"),
        (a_plugin("register('acme', 'acme_reader')"), "`acme_reader` is no factory: `module:function`"),
        (a_plugin("register('Acme Shop', 'a:b')"), "is no name of a source"),
        (a_plugin("register(3, 'a:b')"), "expected string"),
        (a_plugin("register('csv', 'a:b')"), "the name `csv` is taken by returnkit"),
        (a_plugin("register('acme', 'a:b'); register('acme', 'a:b')"), "is taken by acme-orders 1.2"),
        (a_plugin("pass", head="@hookimpl\ndef returnkit_register_importers(registry): "), "registry"),
        (a_plugin("pass", head="@hookimpl\ndef returnkit_register_importer(register): "), "unknown hook"),
        (a_plugin("pass", head="@hookimpl\nasync def returnkit_register_importers(register): "), "coroutine"),
    ],
)
def test_a_broken_plugin_is_listed_with_its_error_and_disables_only_itself(
    place: Path, source: str, message: str
) -> None:
    install(place, "acme-orders", {"acme_broken": source}, {"acme": "acme_broken"})
    install(place, "well-orders", {"well_orders": ACME, "acme_reader": READER}, {"well": "well_orders"})

    *working, broken = sources()

    assert [each.name for each in working] == [*BUILT_IN, "acme-shop"]
    assert [each.error for each in working] == [None] * 5
    assert (broken.name, broken.origin) == ("acme", "acme-orders 1.2")
    assert message in str(broken.error)
    with pytest.raises(UnknownSourceError) as caught:
        read("acme", "{}")
    assert "broken plugins: `acme` of acme-orders 1.2" in str(caught.value.help)


def test_nothing_of_a_plugin_that_fails_half_way_is_registered(place: Path) -> None:
    source = a_plugin("register('acme-first', 'a:b'); raise RuntimeError('half way')")
    install(place, "acme-orders", {"acme_half": source}, {"acme": "acme_half"})

    assert [each.name for each in sources()] == [*BUILT_IN, "acme"]
    with pytest.raises(UnknownSourceError):
        read("acme-first", "{}")


@pytest.mark.parametrize(
    ("factory", "message"),
    [
        ("acme_missing:orders", "cannot be loaded: No module named 'acme_missing'"),
        ("acme_reader:refunds", "cannot be loaded: module 'acme_reader' has no attribute 'refunds'"),
        ("acme_reader:__name__", "is no function"),
    ],
)
def test_a_factory_that_cannot_be_loaded_is_listed_and_refused(
    place: Path, factory: str, message: str
) -> None:
    modules = {"acme_lazy": a_plugin(f"register('acme-shop', {factory!r})"), "acme_reader": READER}
    install(place, "acme-orders", modules, {"acme": "acme_lazy"})

    assert message in str(sources()[-1].error)
    with pytest.raises(PluginError, match=r"acme-shop of acme-orders 1\.2") as caught:
        read("acme-shop", "{}")
    assert (caught.value.code, caught.value.plugin) == ("plugin", "acme-shop of acme-orders 1.2")


@pytest.mark.parametrize(
    ("reader", "message"),
    [
        ("def orders(payload): return payload['id']", "it fails with `TypeError"),
        ("def orders(payload): return [payload]", "does not return a tuple of `ImportResult`"),
        ("def orders(payload): return (payload,)", "does not return a tuple of `ImportResult`"),
    ],
)
def test_a_plugin_that_fails_while_reading_is_named(place: Path, reader: str, message: str) -> None:
    install(place, "acme-orders", {"acme_orders": ACME, "acme_reader": reader}, {"acme": "acme_orders"})

    with pytest.raises(PluginError, match=r"acme-shop of acme-orders 1\.2") as caught:
        read("acme-shop", "{}")

    assert message in str(caught.value)


def test_a_damaged_distribution_hides_no_other(place: Path) -> None:
    install(place, "acme-orders", {"acme_orders": ACME, "acme_reader": READER}, {"acme": "acme_orders"})
    (place / "torn-1.0.dist-info").mkdir()
    (place / "torn-1.0.dist-info" / "entry_points.txt").write_bytes(b"\xff\xfe[returnkit]")
    install(place, "odd-orders", {}, {"odd": "not a module:"})

    found = {each.name: each.error for each in sources()}

    assert found["acme-shop"] is None
    assert found["odd"]


def test_of_two_distributions_with_one_name_the_first_on_the_path_counts(place: Path, tmp_path: Path) -> None:
    install(place, "acme-orders", {"acme_orders": ACME, "acme_reader": READER}, {"acme": "acme_orders"})
    install(tmp_path / "later", "acme-orders", {}, {"acme": "acme_orders"}, version="1.1")
    sys.path.append(str(tmp_path / "later"))

    try:
        found = [each.origin for each in sources()[4:]]
    finally:
        sys.path.remove(str(tmp_path / "later"))

    assert found == ["acme-orders 1.2"]


def test_plugins_work_in_a_process_of_their_own(tmp_path: Path) -> None:
    modules = {"acme_orders": ACME, "acme_reader": READER, "acme_broken": "raise RuntimeError('no licence')"}
    install(tmp_path, "acme-orders", modules, {"acme": "acme_orders", "broken": "acme_broken"})
    code = f"""
from pathlib import Path
from returnkit.importers import read, sources
print(*(f"{{each.name}} {{each.origin}} {{each.error}}" for each in sources()), sep="\\n")
print(read("acme-shop", Path({str(EXAMPLES / "woocommerce_order.json")!r}).read_text())[0].order.number)
"""
    path = os.pathsep.join([str(Path(plugins.__file__).parents[1]), str(tmp_path)])

    ran = python("-c", code, PYTHONPATH=path)

    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout.splitlines()[4:] == [
        "acme-shop acme-orders 1.2 None",
        "broken acme-orders 1.2 no licence",
        "N-5012",
    ]
