"""Copy the project's own test data into tests/data/ and write its manifest of hashes.

The data is edited in one place, `../shared/data` beside the checkout, and copied here so that a clone stands
alone. Needs the standard library only.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT.parent / "shared" / "data"
TARGET = ROOT / "tests" / "data"
MANIFEST = TARGET / "MANIFEST.json"
PATTERNS = (
    "carriers/tracking_canonical.json",
    "golden_money.json",
    "golden_windows.json",
    "statutory.json",
    "retailers/*",
)


def names(folder: Path) -> list[str]:
    """List the files of *folder* that are synchronised, as sorted relative names."""
    return sorted(
        path.relative_to(folder).as_posix() for pattern in PATTERNS for path in folder.glob(pattern)
    )


def hashes(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of each synchronised file of *folder*, by relative name."""
    return {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in names(folder)}


def main() -> int:
    """Make tests/data/ equal to its source and say what changed."""
    if not SOURCE.is_dir():
        print("nothing to copy from: there is no ../shared/data beside this checkout", file=sys.stderr)
        return 1
    before, after = hashes(TARGET), hashes(SOURCE)
    for name in sorted(before.keys() - after.keys()):
        (TARGET / name).unlink()
        print(f"removed {name}")
    for name in sorted(name for name in after if before.get(name) != after[name]):
        (TARGET / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(SOURCE / name, TARGET / name)
        print(f"copied {name}")
    MANIFEST.write_text(json.dumps(after, indent=2) + "\n", encoding="utf-8", newline="\n")
    print(f"tests/data holds {len(after)} files")
    return 0


if __name__ == "__main__":
    sys.exit(main())
