"""Distributions: packages of others, installed in a folder as an installer leaves them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path


def install(
    folder: Path, name: str, modules: Mapping[str, str], points: Mapping[str, str], *, version: str = "1.2"
) -> None:
    """Install a distribution with entry points of the group `returnkit`.

    Args:
        folder: What is on the path.
        name: The distribution's name.
        modules: Its modules, by name, as source.
        points: Its entry points, by name, such as `acme_orders`.
        version: The distribution's version.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for module, source in modules.items():
        (folder / f"{module}.py").write_text(source, encoding="utf-8")
    information = folder / f"{name.replace('-', '_')}-{version}.dist-info"
    information.mkdir()
    metadata = f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n"
    (information / "METADATA").write_text(metadata, encoding="utf-8")
    lines = ["[returnkit]", *(f"{point} = {value}" for point, value in points.items()), ""]
    (information / "entry_points.txt").write_text("\n".join(lines), encoding="utf-8")
    files = [f"{module}.py,," for module in modules]
    record = "\n".join(
        [*files, f"{information.name}/METADATA,,", f"{information.name}/entry_points.txt,,", ""]
    )
    (information / "RECORD").write_text(record, encoding="utf-8")
