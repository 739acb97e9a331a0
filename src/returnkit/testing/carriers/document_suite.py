"""The suite for document stores: what was put comes out, under its hash, and nothing else does."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from hashlib import sha256
from typing import Final

from returnkit.carriers import DocumentSizeError, DocumentStore, UnknownDocumentError
from returnkit.carriers.store import MAX_BYTES
from returnkit.testing.effects.trial import THREADS, raises

_CONTENTS: Final = (b"%PDF-1.4", b"\0", bytes(range(256)) * 4_000, "라벨".encode(), b"a\r\nb\n\x1a")
_NO_HASHES: Final = (
    "",
    ".",
    "..",
    "../../etc/passwd",
    "/etc/passwd",
    "a" * 63,
    "A" * 64,
    "a" * 64 + "\n",
    "g" * 64,
    "\N{ARABIC-INDIC DIGIT ZERO}" * 64,
    "a" * 62 + "/.",
    "\0" * 64,
    "*",
)


class DocumentStoreConformance:
    """What every document store has to do. Derive a class `Test…` from it that gives a store."""

    def store(self) -> AbstractContextManager[DocumentStore]:
        """Open an empty store."""
        raise NotImplementedError("a suite for document stores gives a store")

    def test_what_was_put_comes_out_under_its_hash(self) -> None:
        with self.store() as store:
            kept = [store.put(content) for content in _CONTENTS]

            assert kept == [sha256(content).hexdigest() for content in _CONTENTS]
            assert [store.get(document) for document in kept] == [*_CONTENTS]

    def test_the_same_content_twice_is_one_document(self) -> None:
        with self.store() as store:
            assert store.put(b"again") == store.put(b"again")
            assert store.get(sha256(b"again").hexdigest()) == b"again"

    def test_eight_threads_may_put_the_same(self) -> None:
        content = b"%PDF-1.4" * 10_000
        with self.store() as store, ThreadPoolExecutor(THREADS) as pool:
            found = {job.result() for job in [pool.submit(store.put, content) for _ in range(THREADS)]}

            assert [store.get(document) for document in found] == [content]

    def test_what_was_never_put_is_unknown(self) -> None:
        with self.store() as store:
            assert raises(lambda: store.get("0" * 64), UnknownDocumentError)

    def test_what_is_no_hash_is_unknown(self) -> None:
        with self.store() as store:
            store.put(b"something")
            for text in _NO_HASHES:
                told = f"`{text[:80]!r}` is no hash"
                try:
                    store.get(text)
                except UnknownDocumentError:
                    continue
                except Exception as exc:  # another's code may raise anything
                    raise AssertionError(told) from exc
                raise AssertionError(told)

    def test_nothing_and_too_much_are_refused(self) -> None:
        with self.store() as store:
            assert raises(lambda: store.put(b""), DocumentSizeError)
            assert raises(lambda: store.put(bytes(MAX_BYTES + 1)), DocumentSizeError)
