"""Files: which are tables, where they are looked for, and which policy is theirs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from returnkit.errors import CasesError, DocumentError
from returnkit.policy import Policy
from returnkit.testing.tables import is_table, read_table, tables_in
from tools.cases import POLICY

TABLE = "cases:\n- {case: a, expect: eligible}\n"


def write(folder: Path, **files: str) -> None:
    for name, text in files.items():
        path = folder / name.replace("__", "/").replace("_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "is_one"),
    [
        ("shop.policytest.yaml", True),
        ("shop.policytest.CSV", True),
        ("shop.policytest.toml", True),
        ("shop.policytest.json", True),
        ("shop.policytest.yml", True),
        ("shop.yaml", False),
        ("policytest.yaml", False),
        ("shop.policytest.md", False),
    ],
)
def test_a_table_is_told_by_its_name(name: str, is_one: bool) -> None:
    assert is_table(Path(name)) is is_one


def test_folders_are_searched_by_name_and_each_table_is_found_once(tmp_path: Path) -> None:
    write(tmp_path, b_policytest_yaml="", a__c_policytest_csv="", build__d_policytest_yaml="", notes_yaml="")
    write(tmp_path / ".hidden", e_policytest_yaml="")

    found = tables_in([tmp_path, tmp_path / "b.policytest.yaml"])

    assert [path.name for path in found] == ["c.policytest.csv", "b.policytest.yaml"]


@pytest.mark.parametrize("policy", ["tests/shop.yaml", "shop.yaml", "shop.json", "tests/shop.toml"])
def test_the_policy_stands_beside_its_table_or_in_the_folder_above(
    policy: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rule = '{"id": "all", "offer": "refund", "within": "30 days of delivery"}'
    text = {
        ".yaml": POLICY,
        ".json": f'{{"policy": "shop", "rules": [{rule}]}}',
        ".toml": 'policy = "shop"\n[[rules]]\nid = "all"\noffer = "refund"\nwithin = "30 days of delivery"\n',
    }
    write(tmp_path / "tests", shop_policytest_yaml=TABLE)
    (tmp_path / policy).write_text(text[Path(policy).suffix], encoding="utf-8")
    monkeypatch.chdir(tmp_path / "tests")

    assert read_table(Path("shop.policytest.yaml")).policy.id == "shop"
    assert read_table(tmp_path / "tests" / "shop.policytest.yaml").policy.id == "shop"


def test_a_policy_that_is_named_is_seen_from_the_folder_of_the_table(tmp_path: Path) -> None:
    write(
        tmp_path,
        policies__returns_yaml=POLICY,
        tests__shop_policytest_yaml=f"policy: ../policies/returns.yaml\n{TABLE}",
    )
    known: dict[Path, Policy] = {}

    table = read_table(tmp_path / "tests" / "shop.policytest.yaml", known=known)
    again = read_table(tmp_path / "tests" / "shop.policytest.yaml", known=known)

    assert table.policy is again.policy  # it is read once


def test_a_policy_that_is_not_there_is_told_where_it_is_named(tmp_path: Path) -> None:
    write(tmp_path, a_policytest_yaml=f"policy: shop.yaml\n{TABLE}", b_policytest_yaml=TABLE)

    for name, told in (("a", "1:9"), ("b", "there is no policy `b.yaml` beside the table")):
        with pytest.raises(CasesError) as raised:
            read_table(tmp_path / f"{name}.policytest.yaml")

        assert told in str(raised.value)
        assert [fault.code for fault in raised.value.faults] == ["cases.no_policy"]


@pytest.mark.parametrize("named", ["x" * 300, "x" * 250 + "/shop.yaml"])
def test_a_policy_whose_name_no_file_can_have_is_not_there(named: str, tmp_path: Path) -> None:
    text = json.dumps({"policy": named, "cases": [{"case": "a", "expect": "eligible"}]})
    write(tmp_path, shop_policytest_json=text)

    with pytest.raises(CasesError) as raised:
        read_table(tmp_path / "shop.policytest.json")

    (fault,) = raised.value.faults
    assert (fault.code, fault.span and fault.span.line) == ("cases.no_policy", 1)


def test_a_path_that_no_file_can_have_is_not_there() -> None:
    with pytest.raises(CasesError, match="there is no file or folder"):
        list(tables_in([Path("x" * 300)]))


def test_faults_of_the_policy_are_told_in_its_own_text(tmp_path: Path) -> None:
    write(tmp_path, shop_yaml=POLICY.replace("delivery", "delivry"), shop_policytest_yaml=TABLE)

    with pytest.raises(DocumentError, match=r"shop\.yaml:6:26"):
        read_table(tmp_path / "shop.policytest.yaml")


def test_a_file_that_cannot_be_read_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "big.policytest.yaml").write_bytes(b" " * 4_000_001)

    for path, told in (
        (tmp_path / "big.policytest.yaml", "larger than 4 MB"),
        (tmp_path / "no.policytest.yaml", "no such file"),
    ):
        with pytest.raises(CasesError, match=told):
            read_table(path)


def test_a_folder_that_cannot_be_read_is_a_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "iterdir", refuse)

    with pytest.raises(CasesError, match="cannot be read: permission denied"):
        list(tables_in([tmp_path]))
