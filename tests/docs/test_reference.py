"""Reference pages: what they show was really run, and nothing that has a name is left out."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from returnkit import hookspecs
from returnkit.expr import backtracking, guards, literals, nesting, regex
from returnkit.expr.ir import NODES, Kind
from tools import faults, importers, language, reference, searches, tables, warned
from tools.language_examples import CASES, FAULTS, Case, FaultExample

Example = faults.FaultyDocument | faults.FaultyBook | warned.WarnedPolicy
ROOT = Path(__file__).resolve().parents[2]
SOURCES = ROOT / "src" / "returnkit"
QUOTED = re.compile(r"\"((?:expr|document|policy|facts|book)\.[a-z_]+)\"(?!\s*[)\]]*\s*(?:->|\.yaml))")
SHORT = re.compile(r"(?:(?:fault|\badd)\(\s*|code, message = |\bcode = |return (?=\"\w+\",))\"([a-z_]+)\"")
SUFFIXES = (".yaml", ".toml", ".json")


def codes_in(folder: str, prefix: str) -> set[str]:
    """Return the codes that the sources under *folder* mention, whole or without their prefix."""
    found: set[str] = set()
    for path in (SOURCES / folder).rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        found |= {code for code in QUOTED.findall(text) if code.startswith(f"{prefix}.")}
        if folder in ("expr", "documents"):
            found |= {f"{prefix}.{word}" for word in SHORT.findall(text)}
    return {code for code in found if not code.endswith(SUFFIXES)}


@pytest.mark.parametrize("example", FAULTS, ids=lambda example: f"{example.code} {example.label[:40]}")
def test_an_example_of_a_faulty_condition_has_its_code(example: FaultExample) -> None:
    assert language.fault_of(example).code == example.code


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.node} {case.text[:40]}")
def test_a_case_holds_the_node_it_is_listed_under(case: Case) -> None:
    assert case.node in language.node_classes(case)


def test_every_class_of_node_and_every_kind_is_shown() -> None:
    assert {case.node for case in CASES} == {node.__name__ for node in NODES}
    assert set(language.KINDS) == set(Kind)


def test_every_code_of_a_condition_has_an_example() -> None:
    mentioned = codes_in("expr", "expr")

    assert len(mentioned) > 15
    assert mentioned == {example.code for example in FAULTS}


@pytest.mark.parametrize(
    ("folder", "prefix", "examples", "least"),
    [
        ("documents", "document", faults.DOCUMENTS, 18),
        ("policy", "policy", (*faults.POLICIES, *warned.WARNINGS), 15),
        ("policy", "book", faults.BOOKS, 5),
        ("facts", "facts", faults.DECLARATIONS, 8),
    ],
)
def test_every_code_of_a_document_has_an_example(
    folder: str, prefix: str, examples: tuple[Example, ...], least: int
) -> None:
    mentioned = codes_in(folder, prefix)

    assert len(mentioned) >= least
    assert mentioned == {example.code for example in examples}


def test_every_limit_of_the_language_is_listed() -> None:
    modules = (guards, nesting, literals, regex, backtracking)
    limits = {(module, name) for module in modules for name in vars(module) if name.startswith("MAX_")}

    assert {(module, name) for module, name, _ in language.LIMITS} == limits


def test_every_code_of_an_error_is_its_own() -> None:
    codes = [error.code for error in reference.error_classes()]

    assert len(codes) > 10
    assert len(set(codes)) == len(codes)


def test_operators_are_listed_from_the_strongest() -> None:
    """Each example mixes its operator with the next: the brackets of the reading enclose the stronger."""
    readings = dict(line.split(" | ")[2:] for line in language.operators().splitlines()[2:])

    assert readings["`a * b + c`"] == "`(a * b) + c` |"
    assert readings["`a == b ?? c`"] == "`(a == b) ?? c` |"
    assert readings["`not a ?? b`"] == "`not (a ?? b)` |"


@pytest.mark.parametrize(("platform", "least"), [("shopify", 20), ("woocommerce", 15)])
def test_every_warning_of_an_importer_has_an_example(platform: str, least: int) -> None:
    folder = SOURCES / "importers"
    texts = [path.read_text(encoding="utf-8") for path in (folder / platform).glob("*.py")]
    texts += [(folder / "attributes.py").read_text(encoding="utf-8")]
    added = {word for text in texts for word in re.findall(r"warnings\.add\(\s*\"(\w+)\"", text)}
    added |= {word for text in texts for word in re.findall(r"\"(\w+_differs?)\"", text)}

    assert len(added) >= least
    assert {f"{platform}.{word}" for word in added} == {
        change.code for change in importers.CHANGES if change.code.startswith(platform)
    }


def test_an_example_of_an_importers_warning_has_its_code() -> None:
    assert [importers.warning_of(change).code for change in importers.CHANGES] == [
        change.code for change in importers.CHANGES
    ]


def test_every_warning_and_fault_of_a_table_has_an_example() -> None:
    texts = [path.read_text(encoding="utf-8") for path in (SOURCES / "importers" / "csv_orders").glob("*.py")]
    warned = {word for text in texts for word in re.findall(r"\.warn\(\s*\"(\w+)\"", text)}
    faulty = {word for text in texts for word in re.findall(r"faults\.add\(\s*\"(\w+)\"", text)}

    assert {f"csv.{word}" for word in warned} == tables.WARNED.keys()
    assert {f"csv.{word}" for word in faulty} | {"csv.encoding"} == tables.FAULTY.keys()
    assert [tables.warning_of(name).code for name in tables.WARNED] == [*tables.WARNED]
    assert [tables.fault_of(name).code for name in tables.FAULTY] == [*tables.FAULTY]


def test_every_hook_has_its_page() -> None:
    pages = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "docs" / "reference").glob("*.md"))
    hooks = [name for name in vars(hookspecs) if name.startswith("returnkit_")]

    assert hooks
    assert [name for name in hooks if f"`{name}`" not in pages] == []


def test_every_fault_of_a_search_has_an_example() -> None:
    texts = [path.read_text(encoding="utf-8") for path in (SOURCES / "storage").glob("*.py")]
    mentioned = {code for text in texts for code in re.findall(r"\"(query\.[a-z]+)\"", text)}

    assert len(mentioned) > 10
    assert mentioned == {example.code for example in searches.FAULTY}
    assert [searches.fault_of(example).code for example in searches.FAULTY] == [
        example.code for example in searches.FAULTY
    ]
