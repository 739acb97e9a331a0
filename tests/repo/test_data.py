"""tests/data/ is what its manifest says, and what its source says."""

from __future__ import annotations

import json

import pytest

from tools import sync_data


def test_the_manifest_matches_the_files() -> None:
    manifest = json.loads(sync_data.MANIFEST.read_text(encoding="utf-8"))

    assert manifest == sync_data.hashes(sync_data.TARGET)
    assert manifest


def test_nothing_lies_in_the_data_folder_unlisted() -> None:
    files = {
        path.relative_to(sync_data.TARGET).as_posix()
        for path in sync_data.TARGET.rglob("*")
        if path.is_file()
    }

    assert files - set(sync_data.names(sync_data.TARGET)) == {"MANIFEST.json"}


@pytest.mark.third_party
def test_the_data_equals_its_source() -> None:
    assert sync_data.hashes(sync_data.SOURCE) == sync_data.hashes(sync_data.TARGET), (
        "run `python3 dev.py sync-data`"
    )
