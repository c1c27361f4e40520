"""The records themselves, as PubMed wrote them, beside the index: a mended reader mends every library that is there already.

One file for each PubMed file that was applied. Its bytes are cut into blocks of equal length, each compressed by itself, so that a
record is read by unpacking one or two of them; where the blocks lie stands at the end. In the index they would be copied at every
merge, and read at every hit.
"""

import array
import os
import struct
import zlib
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import lru_cache
from pathlib import Path
from typing import IO

from claims.errors import SearchFailed

_BLOCK = 1 << 17
_PARTIAL = ".partial"
_PLACE = struct.Struct("<IQI")
_COUNT = struct.Struct("<Q")
# Compressed blocks that may wait for their turn to be written.
_WAITING = 16


def place_of(file: int, start: int, length: int) -> bytes:
    """Where a record lies: the number of its file, and where in that file's unpacked bytes."""
    return _PLACE.pack(file, start, length)


class StoreWriter:
    """Writes one new file in a folder of records. It bears its name only when it is whole; after an error nothing is left."""

    def __init__(self, folder: Path) -> None:
        self._number = 1 + max((int(path.stem) for path in folder.iterdir() if path.stem.isdigit()), default=0)
        self._path = _path(folder, self._number)
        self._file: IO[bytes] = self._path.with_suffix(_PARTIAL).open("wb")
        self._held, self._length = bytearray(), 0
        self._offsets = array.array("Q", [0])
        # Compressing lets other threads run: reading and indexing go on meanwhile.
        self._pool = ThreadPoolExecutor(1)
        self._waiting: deque[Future[bytes]] = deque()

    def __enter__(self) -> "StoreWriter":
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        try:
            if kind is None:
                self._finish()
        finally:
            self._pool.shutdown(cancel_futures=True)
            self._file.close()
            self._path.with_suffix(_PARTIAL).unlink(missing_ok=True)

    def add(self, record: bytes) -> bytes:
        """Returns the record's place."""
        place = place_of(self._number, self._length, len(record))
        self._held += record
        self._length += len(record)
        while len(self._held) >= _BLOCK:
            self._put(bytes(self._held[:_BLOCK]))
            del self._held[:_BLOCK]
        return place

    def _finish(self) -> None:
        if self._held:
            self._put(bytes(self._held))
        self._drain(0)
        self._file.write(self._offsets.tobytes() + _COUNT.pack(len(self._offsets)))
        self._file.flush()
        os.fsync(self._file.fileno())
        os.replace(self._path.with_suffix(_PARTIAL), self._path)

    def _put(self, block: bytes) -> None:
        self._waiting.append(self._pool.submit(zlib.compress, block, 1))
        self._drain(_WAITING)

    def _drain(self, most: int) -> None:
        while len(self._waiting) > most:
            packed = self._waiting.popleft().result()
            self._file.write(packed)
            self._offsets.append(self._offsets[-1] + len(packed))


def sweep(folder: Path) -> None:
    """Remove what a writer that was killed has left behind."""
    for path in folder.glob(f"*{_PARTIAL}"):
        path.unlink(missing_ok=True)


def reader(folder: Path) -> Callable[[bytes], bytes]:
    """Gives the record at a place. Raises SearchFailed where it cannot be read."""

    @lru_cache(maxsize=64)
    def offsets(number: int) -> "array.array[int]":
        with _path(folder, number).open("rb") as file:
            file.seek(-_COUNT.size, os.SEEK_END)
            (count,) = _COUNT.unpack(file.read())
            file.seek(-_COUNT.size - 8 * count, os.SEEK_END)
            return array.array("Q", file.read(8 * count))

    @lru_cache(maxsize=8)
    def block(number: int, at: int) -> bytes:
        known = offsets(number)
        with _path(folder, number).open("rb") as file:
            file.seek(known[at])
            return zlib.decompress(file.read(known[at + 1] - known[at]))

    def read(place: bytes) -> bytes:
        try:
            number, start, length = _PLACE.unpack(place)
            first, last = start // _BLOCK, (start + length - 1) // _BLOCK
            held = b"".join(block(number, at) for at in range(first, last + 1))
        except (OSError, struct.error, zlib.error, IndexError, ValueError, OverflowError, MemoryError) as error:
            raise SearchFailed(
                f"{folder}: a record of this library cannot be read ({error}). Build it again from its files."
            ) from None
        return held[start - first * _BLOCK :][:length]

    return read


def _path(folder: Path, number: int) -> Path:
    return folder / f"{number:06d}.records"
