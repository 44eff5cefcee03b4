"""Whole-number ids for datasets whose readers expect them, made of our ids and never given twice."""

from __future__ import annotations

import hashlib

BITS_32 = 31
"""For readers that keep ids in 32 bits, as R's ``col_integer()`` does."""
BITS_DOUBLE = 52
"""For readers that keep ids in 64 bits or in a double, which R, Stata and JavaScript do."""


class Ids:
    """Gives a number to each id. The same id has the same number in every file, but for collisions.

    Where two ids would have one number, the later one in the file's order gets the next that is free, and
    ``collisions`` counts it.
    """

    def __init__(self, bits: int) -> None:
        self.limit = 1 << bits
        self.collisions = 0
        self._given: set[int] = set()

    def new(self, id: str, part: int = 0) -> int:
        """Return the number of an id, or of a numbered part of it, that has not been asked for yet."""
        number = self.of(id, part)
        while number in self._given:
            self.collisions += 1
            number = number % (self.limit - 1) + 1
        self._given.add(number)
        return number

    def of(self, id: str, part: int = 0) -> int:
        """Return the number of an id as it is without collisions; 1 or more."""
        name = f"{id}|{part}" if part else id
        digest = hashlib.sha256(name.encode("utf-8", "surrogatepass")).digest()
        return int.from_bytes(digest[:8], "big") % (self.limit - 1) + 1
