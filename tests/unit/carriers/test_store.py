"""Document stores: both pass the suite; a folder keeps whole documents, and only by their hash."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from returnkit.carriers import (
    DamagedDocumentError,
    DocumentStore,
    FolderDocumentStore,
    MemoryDocumentStore,
    UnknownDocumentError,
)
from returnkit.testing import DocumentStoreConformance
from tests.unit.effects.test_suites_bite import failing


class TestMemoryDocumentStore(DocumentStoreConformance):
    def store(self) -> AbstractContextManager[DocumentStore]:
        return nullcontext(MemoryDocumentStore())


class TestFolderDocumentStore(DocumentStoreConformance):
    @contextmanager
    def store(self) -> Iterator[DocumentStore]:
        with TemporaryDirectory() as folder:
            yield FolderDocumentStore(Path(folder) / "labels")


class TrustsPaths(FolderDocumentStore):
    def get(self, document: str) -> bytes:
        file = self._folder / document[:2] / document
        if not file.is_file():
            raise UnknownDocumentError(document)
        return file.read_bytes()


def test_a_store_that_takes_a_text_for_a_path_is_caught() -> None:
    class Suite(DocumentStoreConformance):
        @contextmanager
        def store(self) -> Iterator[DocumentStore]:
            with TemporaryDirectory() as folder:
                yield TrustsPaths(Path(folder))

    assert failing(Suite()) == {"what_is_no_hash_is_unknown"}


def test_a_document_is_there_after_a_restart(tmp_path: Path) -> None:
    document = FolderDocumentStore(tmp_path).put(b"%PDF-1.4")

    assert FolderDocumentStore(str(tmp_path)).get(document) == b"%PDF-1.4"


def test_what_was_changed_on_the_disk_is_told_and_put_again(tmp_path: Path) -> None:
    store = FolderDocumentStore(tmp_path)
    document = store.put(b"%PDF-1.4")
    (file,) = (path for path in tmp_path.rglob("*") if path.is_file())
    file.write_bytes(b"%PDF")

    with pytest.raises(DamagedDocumentError) as raised:
        store.get(document)

    assert raised.value.document == document
    assert store.put(b"%PDF-1.4") == document
    assert store.get(document) == b"%PDF-1.4"


def test_a_disk_that_fails_leaves_no_half_of_a_document(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(descriptor: int) -> None:
        raise OSError(28, "no space left")

    monkeypatch.setattr(os, "fsync", full)

    with pytest.raises(OSError, match="no space left"):
        FolderDocumentStore(tmp_path).put(b"%PDF-1.4")

    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
