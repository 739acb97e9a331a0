"""Document stores: where the bytes of labels are kept, each under the hash of what it is."""

from __future__ import annotations

import os
import re
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile
from threading import Lock
from typing import Annotated, Final, NewType, Protocol

from pydantic import Field

from returnkit.errors import StorageError

ContentHash = NewType("ContentHash", str)
HashField = Annotated[ContentHash, Field(pattern=r"^[0-9a-f]{64}$")]
MAX_BYTES: Final = 20_000_000
"""The most that one document has; a label has some thousands."""
_HASH: Final = re.compile(r"[0-9a-f]{64}").fullmatch


class UnknownDocumentError(StorageError, LookupError):
    """A store has no document under a hash, or the text is no hash.

    Attributes:
        document: What was asked for.
    """

    code = "unknown_document"

    def __init__(self, document: str) -> None:
        super().__init__(f"there is no document `{document[:80]}`")
        self.document = document


class DamagedDocumentError(StorageError):
    """What is kept under a hash is not what was put there.

    Attributes:
        document: The hash.
    """

    code = "damaged_document"

    def __init__(self, document: str) -> None:
        super().__init__(f"document `{document}` is not what was put there", help="put it again")
        self.document = document


class DocumentSizeError(StorageError, ValueError):
    """A document is empty, or larger than a store takes.

    Attributes:
        size: How many bytes it has.
    """

    code = "document_size"

    def __init__(self, size: int) -> None:
        super().__init__(f"a document has 1 to {MAX_BYTES} bytes, and this one {size}")
        self.size = size


class DocumentStore(Protocol):
    """Keeps documents. `returnkit.testing.DocumentStoreConformance` asks all of it."""

    def put(self, content: bytes) -> ContentHash:
        """Keep *content*, once, and return its SHA-256; it is kept for good when this returns.

        Raises:
            DocumentSizeError: It is empty, or has more than `MAX_BYTES`.
        """
        ...

    def get(self, document: str) -> bytes:
        """Return what was put under the hash *document*.

        Raises:
            UnknownDocumentError: There is none, or it is no hash.
            DamagedDocumentError: It is not what was put there.
        """
        ...


class MemoryDocumentStore:
    """A store in memory; it says how every other one behaves. Threads may share it."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}
        self._lock = Lock()

    def put(self, content: bytes) -> ContentHash:
        """Keep *content*."""
        document = _hashed(content)
        with self._lock:
            self._kept[document] = bytes(content)
        return document

    def get(self, document: str) -> bytes:
        """Return what was put under the hash *document*."""
        with self._lock:
            content = self._kept.get(document)
        if content is None:
            raise UnknownDocumentError(document)
        return content


class FolderDocumentStore:
    """A store in a folder, one file a document. Threads and processes may share it.

    Args:
        folder: Where they are kept; it is made when the first one is put.
    """

    def __init__(self, folder: Path | str) -> None:
        self._folder = Path(folder)

    def put(self, content: bytes) -> ContentHash:
        """Keep *content*: under its name there is the whole of it or nothing, also after a power cut."""
        document = _hashed(content)
        file = self._file(document)
        if not self._has(document):
            file.parent.mkdir(parents=True, exist_ok=True)
            _write(file, content)
        # Also where another process wrote it: its name may not be safe yet.
        for folder in (file.parent, self._folder, self._folder.absolute().parent):
            _sync(folder)
        return document

    def get(self, document: str) -> bytes:
        """Return what was put under the hash *document*."""
        if not _HASH(document):  # it becomes a path: nothing else than a hash may
            raise UnknownDocumentError(document)
        try:
            content = self._file(document).read_bytes()
        except FileNotFoundError as exc:
            raise UnknownDocumentError(document) from exc
        if sha256(content).hexdigest() != document:
            raise DamagedDocumentError(document)
        return content

    def _has(self, document: str) -> bool:
        with suppress(UnknownDocumentError, DamagedDocumentError):
            return bool(self.get(document))
        return False

    def _file(self, document: str) -> Path:
        return self._folder / document[:2] / document


def _hashed(content: bytes) -> ContentHash:
    if not 0 < len(content) <= MAX_BYTES:
        raise DocumentSizeError(len(content))
    return ContentHash(sha256(content).hexdigest())


def _write(file: Path, content: bytes) -> None:
    """Write *content* aside, and give it its name once all of it is on the disk."""
    with NamedTemporaryFile(dir=file.parent, prefix=".", delete=False) as half:
        try:
            half.write(content)
            half.flush()
            os.fsync(half.fileno())
            half.close()  # elsewhere than on POSIX an open file has no other name
            Path(half.name).replace(file)
        except BaseException:
            Path(half.name).unlink(missing_ok=True)
            raise


def _sync(folder: Path) -> None:
    """Let the name of a file survive a power cut, where folders can be opened."""
    if os.name != "posix":
        return
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
