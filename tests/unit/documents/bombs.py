"""Documents made to hurt, and a child process to try them in."""

from __future__ import annotations

import subprocess
import sys

from returnkit.documents import Format

# Each is an expression, so that the child and not this process builds the text.
BOMBS: dict[str, tuple[Format, str, str]] = {
    "billion laughs": (
        "yaml",
        r"'a: &a [x]\n' + ''.join(f'{b}: &{b} [' + f'*{a},' * 9 + ']\n' for a, b in zip('abcdef', 'bcdefg'))",
        "alias",
    ),
    "merge keys": ("yaml", r"'a: &x {<<: *x}\n' * 40_000", "alias"),
    "object tag": ("yaml", r"'!!python/object/apply:os.system [x]'", "tag"),
    "json lists": ("json", "'[' * 100_000", "depth"),
    "json mappings": ("json", "'{\"a\":' * 100_000", "depth"),
    "yaml flow lists": ("yaml", "'[' * 100_000", "depth"),
    "yaml flow mappings": ("yaml", "'{a: ' * 100_000", "depth"),
    "yaml block lists": ("yaml", "'- ' * 100_000", "depth"),
    "yaml keys of keys": ("yaml", "'? ' * 100_000", "depth"),
    "yaml indentation": ("yaml", r"''.join(' ' * i + 'a:\n' for i in range(1_000))", "depth"),
    "toml lists": ("toml", "'a = ' + '[' * 100_000", "depth"),
    "toml mappings": ("toml", "'a = ' + '{a = ' * 100_000", "depth"),
    "toml dotted keys": ("toml", "'a.' * 100_000 + 'a = 1'", "depth"),
    "toml dotted tables": ("toml", "'[' + 'a.' * 100_000 + 'a]'", "depth"),
    "toml nested tables": ("toml", r"'[' + 'a.' * 41 + 'a]\nb = 1'", "depth"),
    "ten megabytes": ("yaml", "'a' * 10_000_000", "size"),
    "many yaml values": ("yaml", "'[' + '1,' * 200_000 + ']'", "size"),
    "many json values": ("json", "'[' + '1,' * 200_000 + '1]'", "size"),
    "many toml values": ("toml", "'a = [' + '1,' * 200_000 + '1]'", "size"),
    "long json number": ("json", "'9' * 1_000_000", "number"),
    "long yaml number": ("yaml", "'a: ' + '9' * 1_000_000", "number"),
    "long toml number": ("toml", "'a = ' + '9' * 1_000_000", "number"),
    "long hexadecimal": ("toml", "'a = 0x' + 'f' * 1_000_000", "number"),
    "long exponent": ("json", "'1e' + '9' * 1_000_000", "number"),
    "json duplicates": ("json", "'{' + '\"a\":0,' * 90_000 + '\"a\":0}'", "duplicate_key"),
    "yaml duplicates": ("yaml", r"'a: 1\n' * 99_000", "duplicate_key"),
    "toml duplicates": ("toml", r"'a = 1\n' * 99_000", "duplicate_key"),
    "hidden everywhere": ("yaml", r"'\u202e' * (1 << 20)", "character"),
    "comments": ("yaml", r"'#\n' * (1 << 19)", "empty"),
    "open quotes": ("toml", "'a = ' + '\"' * 1_000_000", "syntax"),
}  # fmt: skip

CHILD = """
import resource, sys
resource.setrlimit(resource.RLIMIT_CPU, (30, 30))
resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
from returnkit.documents import parse
from returnkit.errors import DocumentError
{planted}
bombs = {bombs!r}
for name, (format, text, code) in bombs.items():
    try:
        parse(eval(text), name=name, format=format)
    except DocumentError as exc:
        if exc.faults[0].code == "document." + code and (exc.faults[0].span or code == "size"):
            print(name, flush=True)
"""


def refused(bombs: dict[str, tuple[Format, str, str]], *, planted: str = "") -> list[str]:
    """Return the names of *bombs* refused as they should be, with little time and memory.

    *planted* is run before, in the same child.
    """
    code = CHILD.format(bombs=bombs, planted=planted)
    run = subprocess.run(
        [sys.executable, "-c", code], check=False, capture_output=True, text=True, timeout=120
    )
    return run.stdout.splitlines()
