"""Patterns: what every target reads alike is admitted, what could hang is not."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from returnkit.expr.regex import check_pattern, to_python
from tests.modes import size
from tests.unit.expr.patterns import BOMBS, not_finished


@pytest.mark.parametrize(
    ("pattern", "fits", "fits_not"),
    [
        (r"^[A-Z]{2}-\d+$", "AB-12", "AB-1x"),
        (r".*@example\.com$", "me@example.com", "me@example.com\n"),
        (r"[^@]+@[a-z]+\.com$", "me@shop.com", "me@@shop.com"),
        ("AB1|AB2|CD3", "AB2", "AB3"),
        (r"https?://", "http://", "ftp://"),
        (r"(?:red|rose) .*", "rose x", "rosex"),
        (r"\bcar\b", "car park", "carpet"),
        ("a{2,5}?$", "aaa", "a"),
        ("(?:ab)*c", "ababc", "aba"),
        (r"^(SKU|ART)-[0-9]{4,8}$", "ART-12345", "ART-123"),
        ("가.*나", "가xx나", "가xx"),
        (r"[\w-]+$", "a_b-1", "a b"),
        (r"[\]\[]$", "]", "a"),
        ("a.c", "abc", "a\nc"),
        (r"\d$", "1", "\u0661"),
        (r"\w$", "a", "é"),
        (r"\s$", "\t", "\x0b"),
        (r"\W$", "é", "a"),
        (r"[^\d]$", "a", "1"),
        (r"a\.\*\/\-", "a.*/-", "ab*/-"),
        ("a$", "a", "a\n"),
        ("[a-]", "-", "b"),
        ("[-a]", "-", "b"),
        ("[a^]", "^", "b"),
        (r"\t\n", "\t\n", "tn"),
    ],
)
def test_an_admitted_pattern_has_its_ascii_meaning(pattern: str, fits: str, fits_not: str) -> None:
    assert check_pattern(pattern) == ()
    assert to_python(pattern).match(fits)
    assert not to_python(pattern).match(fits_not)


@pytest.mark.parametrize(
    ("pattern", "reason"),
    [
        ("(?=a)", "lookahead"), ("(?!a)", "lookahead"), ("(?<=a)", "lookbehind"),
        ("(?<!a)", "lookbehind"), ("(?>a)", "atomic"), ("(?P<x>a)", "named"), ("(?<x>a)", "named"),
        ("(?i)a", "flag"), ("(?i:a)", "flag"), ("(?#a)b", "comment"), ("(a)(?(1)b)", "conditional"),
        (r"(a)\1", r"`\1`"), (r"\p{L}", r"`\p`"), (r"\A", r"`\A`"), (r"\Z", r"`\Z`"), (r"\B", r"`\B`"),
        (r"\<", r"`\<`"), (r"\x41", r"`\x`"), (r"\é", "`"), ("a++", "repeats a repeat"),
        ("a**", "repeats a repeat"), ("a{2}{3}", "repeats a repeat"), ("a???", "repeats a repeat"),
        ("*a", "repeats nothing"), ("a|+", "repeats nothing"),
        ("^*", "takes no character|may take no character"), (r"\b+", "may take no character"),
        ("(?:^){2}", "may take no character"), ("a{101}", "above 100"), ("a{5,101}", "above 100"),
        ("a{1001}", "above 100"), ("a{3,2}", "never hold"), ("a{0}", "never hold"),
        ("a{,3}", "a count is written"), ("a{x}", "a count is written"), ("{", "write"), ("}", "write"),
        ("]", "write"), ("(a", "not closed"), ("a)", "closes no group"), ("", "empty"), ("a|", "empty"),
        ("()", "empty"), ("(?:|a)", "empty"), ("[]", "empty class"), ("[^]", "write"),
        ("[a", "too early"), ("a\\", "too early"), ("[z-a]", "no range"), (r"[a-\d]", "no range"),
        (r"[\D]", "may not stand in a class"), ("[[:alpha:]]", "write"), ("[a&&b]", "operator elsewhere"),
        ("[a--b]", "operator elsewhere|stands first"), ("[a||b]", "operator"),
        ("[a-z-9]", "stands first"), ("(" * 11 + "a" + ")" * 11, "nested more than 10"),
        ("a" * 201, "longer than 200"),
    ],
)  # fmt: skip
def test_what_some_target_reads_differently_is_refused_by_name(pattern: str, reason: str) -> None:
    (message,) = check_pattern(pattern)

    assert any(part in message for part in reason.split("|"))
    with pytest.raises(ValueError, match=r"\w"):
        to_python(pattern)


@pytest.mark.parametrize("pattern", BOMBS)
def test_a_pattern_that_backtracks_without_bound_is_refused(pattern: str) -> None:
    assert check_pattern(pattern)


_ATOMS = st.sampled_from(["a", "b", "@", ".", "[ab]", "[^@]", r"\w", r"\d", "ab", r"\b"])
_COUNTS = st.sampled_from(
    ["", "", "", "?", "*", "+", "*?", "+?", "{2}", "{0,5}", "{3,9}", "{1,40}", "{20}", "{5,}"]
)


def _sequence(atoms: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.lists(st.tuples(atoms, _COUNTS).map("".join), min_size=1, max_size=5).map("".join)


def _grouped(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    branches = st.lists(_sequence(inner), min_size=1, max_size=3).map("|".join)
    return inner | branches.map(lambda pattern: f"(?:{pattern})")


PATTERNS = st.tuples(_sequence(_grouped(_grouped(_ATOMS))), st.sampled_from(["", "$"])).map("".join)


@pytest.mark.fuzz
@given(batch=st.lists(PATTERNS, min_size=30, max_size=30))
@settings(
    max_examples=size(ci=10, full=300),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
def test_an_admitted_pattern_never_hangs(batch: list[str]) -> None:
    """Planted bug: the check of repeats inside repeats is removed."""
    pytest.importorskip("resource", reason="limits of a process exist on POSIX systems only")

    admitted = [pattern for pattern in batch if not check_pattern(pattern)]

    assert not_finished(admitted) == []
