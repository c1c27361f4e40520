"""Which PMIDs a library may hold already: one bit each, so that only a record that may be there twice is looked for."""

import os
from pathlib import Path


class Seen:
    """8 MB for 64 million PMIDs, where a set of numbers would take gigabytes. Grows as it must."""

    def __init__(self, bits: bytearray, *, lost: bool = False) -> None:
        self._bits, self._lost = bits, lost

    def add(self, pmid: int) -> bool:
        """Remember a PMID; whether it was known before. One past any that NLM gives (10 digits) always counts as known."""
        place, bit = pmid >> 3, 1 << (pmid & 7)
        if self._lost or pmid >= 10**9:
            return True
        if place >= len(self._bits):
            self._bits.extend(bytes(place + 1 - len(self._bits)))
        known = bool(self._bits[place] & bit)
        self._bits[place] |= bit
        return known

    def save(self, path: Path) -> None:
        if self._lost:
            return
        partial = path.with_name(f".{path.name}.partial")
        with partial.open("wb") as file:
            file.write(self._bits)
            file.flush()
            os.fsync(file.fileno())
        os.replace(partial, path)

    @classmethod
    def load(cls, path: Path, *, empty: bool) -> "Seen":
        """Where the file of a library that is not empty is gone, every record counts as known: slower, and right."""
        if path.is_file():
            return cls(bytearray(path.read_bytes()))
        return cls(bytearray(), lost=not empty)
