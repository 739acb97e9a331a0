"""Hostile texts, and the child process in which they are tried: limited, and without the parser."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[3] / "src"

# Name, text, the code it must be refused with.
TEXTS: dict[str, tuple[str, str]] = {
    "shift": ("1 << 100000000", "expr.forbidden"),
    "shift in a comparison": ("item.quantity > (1 << 1000000)", "expr.forbidden"),
    "shift right": ("1 >> 2", "expr.forbidden"),
    "floor of a huge number": ("(1e999999).floor > 1", "expr.number"),
    "floor of a huge text": ('"1e999999".to_flt.floor > 1', "expr.forbidden"),
    "huge exponent": ("1e999999999", "expr.number"),
    "exponent with many digits": ("1e" + "9" * 3_900, "expr.number"),
    "tiny exponent": ("1e-31", "expr.number"),
    "overflow of the context": ("9e999999 + 9e999999", "expr.number"),
    "power": ("2 ** 9999999", "expr.forbidden"),
    "tower of powers": ("9**9**9**9", "expr.forbidden"),
    "many digits": ("9" * 3_900, "expr.number"),
    "hexadecimal": ("0x" + "f" * 3_900, "expr.number"),
    "range": ("$range(100000000)", "expr.forbidden"),
    "map over a range": ("$map($abs, $range(100000000))", "expr.forbidden"),
    "sum of a range": ("$sum([1, 2]) > 1", "expr.forbidden"),
    "random": ("$random(10) > 5", "expr.forbidden"),
    "now": ("$now > item.delivered_at", "expr.forbidden"),
    "split": ('$split("a b")', "expr.forbidden"),
    "nested plus": ('item.sku =~ "(a+)+$"', "expr.regex"),
    "nested plus on a constant": ('"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!" =~ "(a+)+$"', "expr.regex"),
    "alternation of the same": ('item.sku =~~ "(a|a)*$"', "expr.regex"),
    "many optionals": ('item.sku =~ "' + "a?" * 30 + "a" * 30 + '"', "expr.regex"),
    "repeated optional": ('item.sku !~ "(a?){30}a{30}"', "expr.regex"),
    "three stars": ('item.sku !~~ ".*.*.*x"', "expr.regex"),
    "pattern that is computed": ('item.sku =~ "(a" + "+)+$"', "expr.regex"),
    "pattern that is a fact": ("item.sku =~ request.note", "expr.regex"),
    "pattern in an escape": (r'item.sku =~ "(a\x2b)+$"', "expr.regex"),
    "deep groups": ('item.sku =~ "' + "(" * 90 + "a" + ")" * 90 + '"', "expr.regex"),
    "long chain of and": (" and ".join(["a"] * 500), "expr.too_deep"),
    "longer chain of and": (" and ".join(["a"] * 1_000), "expr.too_long"),
    "long chain of or in brackets": ("(" + " or ".join(["a"] * 300) + ")", "expr.too_deep"),
    "many not": ("not " * 900 + "a", "expr.too_deep"),
    "many minus": ("-" * 900 + "1", "expr.too_deep"),
    "many parentheses": ("(" * 1_900 + "1" + ")" * 1_900, "expr.too_deep"),
    "many lists": ("[" * 1_900 + "]" * 1_900, "expr.too_deep"),
    "brackets never closed": ("(" * 3_900, "expr.too_deep"),
    "many calls": ("f(" * 400 + "1" + ")" * 400, "expr.too_deep"),
    "calls of calls": ("f" + "()" * 400, "expr.too_deep"),
    "many attributes": ("a" + ".b" * 900, "expr.too_deep"),
    "many sums": ("+".join(["1"] * 400), "expr.too_deep"),
    "many ternaries": ("a ? b : " * 200 + "c", "expr.too_deep"),
    "many coalescences": (" ?? ".join(["a"] * 300), "expr.too_deep"),
    "too many words": ("[" + "1," * 600 + "1]", "expr.too_long"),
    "too many characters": ('"' + "x" * 1_000_000 + '"', "expr.too_long"),
    "comprehension": ("[x for x in item.tags]", "expr.forbidden"),
    "subscript": ("item.tags[0]", "expr.forbidden"),
    "dunder": ("item.__class__.__name__", "expr.forbidden"),
    "lone surrogate": ('item.name == "\ud800"', "expr.character"),
    "escaped surrogate": (r'item.name == "\ud800"', "expr.character"),
    "null character": ("item.name\x00 == 1", "expr.character"),
    "direction override": ('item.name == "\u202egnp"', "expr.character"),
    "zero width": ("item.\u200bname", "expr.character"),
    "hidden tags": ('"a\U000e0041"', "expr.character"),
    "huge duration": ('t"P99999999999999D" > item.age', "expr.literal"),
    "instant that overflows": ('d"0001-01-01T00:00+23:59" < order.placed_at', "expr.literal"),
    "strings never closed": ('"' * 3_999, "expr.syntax"),
    "quotes and backslashes": ("'\\" * 1_999, "expr.syntax"),
    "nonsense": ("@" * 4_000, "expr.syntax"),
}

CHILD = """
import json, resource, signal, sys
resource.setrlimit(resource.RLIMIT_AS, (2**30, 2**30))
from returnkit.errors import ExpressionError
from returnkit.expr import guards, literals, nesting
def out_of_time(number, frame):
    raise TimeoutError
signal.signal(signal.SIGVTALRM, out_of_time)
for name, text, code in json.load(sys.stdin):
    print(json.dumps([name, "killed"]), flush=True)  # what stays, should the process end here
    spent = resource.getrusage(resource.RUSAGE_SELF).ru_utime
    resource.setrlimit(resource.RLIMIT_CPU, (int(spent) + 3, int(spent) + 3))
    signal.setitimer(signal.ITIMER_VIRTUAL, 2)
    try:
        guards.guard(text)
        answer = "admitted"
    except ExpressionError as error:
        codes = [fault.code for fault in error.faults]
        answer = "refused" if code in codes else f"refused as {codes}"
    except BaseException as error:
        answer = f"raised {type(error).__name__}"
    signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    print(json.dumps([name, answer]), flush=True)
assert "rule_engine" not in sys.modules
"""


def answers(texts: dict[str, tuple[str, str]], *, planted: str = "") -> dict[str, str]:
    """Return by name what became of each text, in one child process.

    Args:
        texts: By name, the text and the code to refuse it with.
        planted: Statements the child runs first, to plant a bug.
    """
    tried = json.dumps([[name, text, code] for name, (text, code) in texts.items()])
    code = CHILD.replace("def out_of_time", f"{planted}\ndef out_of_time", 1)
    command = [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(SOURCE)!r})\n{code}"]
    child = subprocess.run(command, input=tried, capture_output=True, text=True, check=False)
    found = dict(json.loads(line) for line in child.stdout.splitlines())
    if child.returncode:
        found["the child itself"] = child.stderr[-500:]
    return {name: found.get(name, "not reached") for name in {**texts, **found}}


def not_refused(texts: dict[str, tuple[str, str]], *, planted: str = "") -> dict[str, str]:
    """Return those of *texts* that were not refused with their code, and what became of them."""
    found = answers(texts, planted=planted)
    return {name: answer for name, answer in found.items() if answer != "refused"}
