"""Registry: what comes along and what plugins bring; each that is broken disables only itself."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from returnkit import plugins
from returnkit.carriers import Capability, MemoryDocumentStore, carriers, examine, open_carrier
from returnkit.errors import (
    CarrierSettingsError,
    MissingExtraError,
    PluginError,
    RefusedError,
    UnknownCarrierError,
)
from returnkit.importers import sources
from returnkit.plugins import PluginWarning
from tests.carrier_requests import a_request
from tests.distributions import install
from tests.e2e.shell import python

STORE = MemoryDocumentStore()
HEAD = (
    "from returnkit.hookspecs import hookimpl\n\n@hookimpl\ndef returnkit_register_carriers(register):\n    "
)
ACME = f"""{HEAD}register(
        "acme",
        "acme_client:Acme",
        summary="Acme parcels",
        capabilities=("label", "track"),
        settings=("token",),
        options=("sandbox",),
    )
"""
CLIENT = """
from datetime import timedelta

from returnkit.carriers import Capability, Tracking
from returnkit.effects import Guarantees
from returnkit.errors import RefusedError


class Acme:
    name = "acme"
    capabilities = frozenset({Capability.LABEL, Capability.TRACK})
    guarantees = Guarantees(timedelta(minutes=5))

    def __init__(self, *, documents, token, sandbox=False):
        self.token = token

    def buy(self, request):
        raise RefusedError(f"no labels for {self.token}")

    def track(self, tracking_number, carrier=None):
        return Tracking(tracking_number=tracking_number)
"""


def install_acme(place: Path, plugin: str = ACME, client: str = CLIENT) -> None:
    install(place, "acme-parcels", {"acme_plugin": plugin, "acme_client": client}, {"acme": "acme_plugin"})


def test_what_comes_along_is_listed() -> None:
    (manual,) = (each for each in carriers() if each.origin == "returnkit")

    assert (manual.name, manual.error, manual.settings) == ("manual", None, ())
    assert manual.summary
    assert open_carrier("manual", documents=STORE).capabilities == manual.capabilities


def test_a_plugin_is_listed_before_anything_of_it_is_loaded(place: Path) -> None:
    install_acme(place, client="raise RuntimeError('loaded')")

    found = carriers()[-1]

    assert (found.name, found.origin, found.error) == ("acme", "acme-parcels 1.2", None)
    assert found.capabilities == {Capability.LABEL, Capability.TRACK}
    assert (found.settings, found.options) == (("token",), ("sandbox",))
    assert "acme_client" not in sys.modules
    with pytest.raises(
        PluginError, match=r"acme of acme-parcels 1\.2: `acme_client:Acme` cannot be loaded: loaded"
    ):
        open_carrier("acme", documents=STORE, token="t")
    assert examine("acme") == ("acme of acme-parcels 1.2: `acme_client:Acme` cannot be loaded: loaded",)


def test_a_plugin_is_opened_with_its_settings(place: Path) -> None:
    install_acme(place)

    carrier = open_carrier("acme", documents=STORE, token="t-1", sandbox=True)

    with pytest.raises(RefusedError, match="no labels for t-1"):
        carrier.buy(a_request())
    assert examine("acme") == ()


@pytest.mark.parametrize(
    ("settings", "missing", "unknown"),
    [
        ({}, ("token",), ()),
        ({"token": ""}, ("token",), ()),
        ({"token": None, "tokne": "x"}, ("token",), ("tokne",)),
        ({"token": "t", "more": 1}, (), ("more",)),
    ],
)
def test_settings_that_do_not_fit_are_told_before_anything_is_loaded(
    place: Path, settings: dict[str, object], missing: tuple[str, ...], unknown: tuple[str, ...]
) -> None:
    install_acme(place, client="raise RuntimeError('loaded')")

    with pytest.raises(CarrierSettingsError, match="carrier `acme`") as raised:
        open_carrier("acme", documents=STORE, **settings)

    assert (raised.value.missing, raised.value.unknown) == (missing, unknown)
    assert raised.value.help == "it takes `token`, `sandbox`"


def test_an_unknown_carrier_names_the_nearest_and_what_is_broken(place: Path) -> None:
    install_acme(place, plugin="raise RuntimeError('no licence')")

    with (
        pytest.warns(PluginWarning, match=r"plugin `acme` of acme-parcels 1\.2 is disabled: no licence"),
        pytest.raises(UnknownCarrierError, match="there is no carrier `manul`") as raised,
    ):
        open_carrier("manul", documents=STORE)

    assert "did you mean `manual`?" in str(raised.value.help)
    assert "no licence" in str(raised.value.help)


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("register('acme', 'acme_client:Acme', capabilities=['label'], api=2)", "written for version 2"),
        ("register('manual', 'acme_client:Acme', capabilities=['label'])", "`manual` is taken by returnkit"),
        ("register('Acme', 'acme_client:Acme', capabilities=['label'])", "is no name of a carrier"),
        ("register('acme', 'acme_client', capabilities=['label'])", "is no factory"),
        ("register('acme', 'acme_client:Acme', capabilities=['labels'])", "did you mean `label`"),
        ("register('acme', 'acme_client:Acme', capabilities=['label'], settings=['To ken'])", "no name of a"),
        ("register('acme', 'acme_client:Acme', capabilities=(), settings='a', options='a')", "both needed"),
        ("register('acme', 'acme_client:Acme')", "capabilities"),
        ("1 / 0", "division by zero"),
        ("raise SystemExit(3)", "3"),
    ],
)
def test_a_plugin_that_registers_what_cannot_be_disables_only_itself(
    place: Path, body: str, message: str
) -> None:
    good = ACME.replace('"acme"', '"acme-two"')
    install(place, "a-parcels", {"a_plugin": HEAD + body}, {"a": "a_plugin"})
    install(place, "b-parcels", {"b_plugin": good, "acme_client": CLIENT}, {"b": "b_plugin"})

    *_, working, broken = carriers()

    assert (working.name, working.error) == ("acme-two", None)
    assert (broken.name, broken.origin) == ("a", "a-parcels 1.2")
    assert message in str(broken.error)


@pytest.mark.parametrize(
    ("module", "message"),
    [
        (ACME.replace("returnkit_register_carriers", "returnkit_register_carrier"), "unknown hook"),
        (ACME.replace("(register)", "(register, more)"), "more"),
        (ACME.replace("@hookimpl\ndef", "@hookimpl\nasync def"), "is a coroutine function"),
        ("import easypost_that_is_missing", "No module named"),
        ("", "it has no hook of returnkit"),
    ],
)
def test_a_module_that_is_no_plugin_disables_only_itself(place: Path, module: str, message: str) -> None:
    install_acme(place, plugin=module)

    first, *_, broken = carriers()

    assert (first.name, first.error) == ("manual", None)
    assert message in str(broken.error)


def test_a_plugin_of_carriers_is_no_source_and_one_of_sources_no_carrier(place: Path) -> None:
    install_acme(place)

    assert [each.name for each in carriers()] == ["manual", "acme"]
    assert "acme" not in [each.name for each in sources()]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("def buy", "def bought"), "it has no `buy`"),
        (("def track", "def tracked"), "it has no `track`"),
        (('name = "acme"', 'name = "other"'), "its `name` is not `acme`"),
        (("guarantees = ", "promises = "), "its `guarantees` are none"),
        (("Capability.LABEL, ", "Capability.LABEL, Capability.VOID, "), "it is not registered for `void`"),
        (("frozenset({Capability.LABEL, Capability.TRACK})", "['label']"), "no frozenset of `Capability`"),
        (("self.token = token", "token.sign()"), "it fails with `AttributeError"),
    ],
)
def test_a_carrier_that_is_not_what_it_was_registered_as_is_not_opened(
    place: Path, change: tuple[str, str], message: str
) -> None:
    assert change[0] in CLIENT
    install_acme(place, client=CLIENT.replace(*change))

    with pytest.raises(PluginError, match=message):
        open_carrier("acme", documents=STORE, token="t")


def test_an_sdk_that_is_not_installed_is_told_with_the_extra_that_brings_it(place: Path) -> None:
    client = "from returnkit.errors import MissingExtraError\nraise MissingExtraError('easypost')"
    install_acme(place, client=client)

    with pytest.raises(MissingExtraError):
        open_carrier("acme", documents=STORE, token="t")
    assert examine("acme") == ("this needs the `easypost` extra; pip install 'returnkit[easypost]'",)


@pytest.mark.parametrize(
    ("client", "message"),
    [
        ("Acme = 3", "is no class or function"),
        (CLIENT.replace("token, sandbox", "sandbox"), "cannot be called with `documents`, `token`"),
        (CLIENT.replace(", sandbox=False", ""), "cannot be called with `documents`, `token`, `sandbox`"),
        (CLIENT.replace("token, ", "token, account, "), "missing a required argument: 'account'"),
        (CLIENT.replace("def track", "def tracked"), "has no `track`, which its capabilities need"),
        ("Acme = type", "`acme_client:Acme`"),
    ],
)
def test_an_examination_tells_what_does_not_keep_the_contract(place: Path, client: str, message: str) -> None:
    install_acme(place, client=client)

    (fault,) = examine("acme")[:1]

    assert message in fault


def test_only_the_plugins_of_listed_distributions_are_loaded(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install_acme(place)
    install(place, "broken-parcels", {"broken_plugin": "1 / 0"}, {"broken": "broken_plugin"})

    found = {}
    for listed in ("acme_parcels", "Broken.Parcels , acme-parcels", ""):
        monkeypatch.setenv("RETURNKIT_LOAD_PLUGINS", listed)
        plugins.plugins.cache_clear()
        found[listed] = [each.name for each in carriers()]

    assert [*found.values()] == [["manual", "acme"], ["manual", "acme", "broken"], ["manual"]]


@pytest.mark.parametrize("module", ["1 / 0", f"{HEAD}1 / 0", ""])
def test_where_it_is_strict_a_broken_plugin_is_an_error(
    place: Path, monkeypatch: pytest.MonkeyPatch, module: str
) -> None:
    install_acme(place, plugin=module)
    monkeypatch.setenv("RETURNKIT_STRICT_PLUGINS", "1")

    with pytest.raises(PluginError, match=r"acme of acme-parcels 1\.2: it is disabled"):
        carriers()


def test_discovery_loads_no_client_in_a_process_of_its_own(tmp_path: Path) -> None:
    install_acme(tmp_path)
    code = """
import sys
from returnkit.carriers import carriers
print(*(each.name for each in carriers()), "acme_client" in sys.modules)
"""
    path = os.pathsep.join([str(Path(plugins.__file__).parents[1]), str(tmp_path)])

    ran = python("-c", code, PYTHONPATH=path)

    assert (ran.stdout, ran.stderr) == ("manual acme False\n", "")
