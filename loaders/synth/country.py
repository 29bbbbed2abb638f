"""Where the villages are: official codes, invented names, points on a lattice.

No list of points comes with the codes, so provinces lie on a lattice over the country, districts
in their province, subdistricts in their district, villages in their subdistrict: near codes are
near places, and nothing claims to be the real place.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from math import ceil

from loaders.reading.geography import districts, provinces, subdistricts, village_code
from loaders.synth.draws import Draws

_BANGKOK = "10"  # its subdistricts have no villages
_USUAL, _ROOM = 3.4, 99
_AHEAD = ("โนน", "หนอง", "โคก", "ดอน", "นา", "ห้วย", "วัง", "ท่า", "ทุ่ง", "คลอง")
_BEHIND = ("สูง", "แคน", "แดง", "บัว", "ใหญ่", "น้อย", "ขาม", "ยาง", "ม่วง", "ทราย", "งาม", "กลาง")


@dataclass(frozen=True, slots=True)
class Village:
    """A village and what it is the first of, in the order of the villages.

    `before` is the code of the village before it where that lies in the same district; `new`
    holds the lengths of the codes (2, 4, 6) of the areas that begin with it.
    """

    seed: int
    number: int
    code: str
    name: str
    lat: float
    lon: float
    before: str | None
    new: frozenset[int]

    @property
    def province(self) -> str:
        """The code of the province."""
        return self.code[:2]

    @property
    def district(self) -> str:
        """The code of the district."""
        return self.code[:4]

    @property
    def subdistrict(self) -> str:
        """The code of the subdistrict."""
        return self.code[:6]

    def draws(self, purpose: str) -> Draws:
        """The draws of this village for a purpose, the same whenever asked for."""
        return Draws(self.seed, self.code, purpose)


def most_villages() -> int:
    """The largest network: a subdistrict numbers its villages with two digits."""
    return int(_ROOM // 5 * _USUAL * len(_subdistricts()))


def villages(count: int, seed: int) -> Iterator[Village]:
    """`count` villages, those of a subdistrict, district and province one after another."""
    start = Draws(seed, "start").below(len(_subdistricts()))
    places = _subdistricts()[start:] + _subdistricts()[:start]
    times = max(1, ceil(count / (_USUAL * len(places))))
    before, number = "", 0
    for code, lat, lon in places:
        for moo in range(1, times * (2 + Draws(seed, code, "villages").below(4)) + 1):
            if number == count:
                return
            number += 1
            village = _village(seed, number, village_code(code, moo), (lat, lon), before)
            yield village
            before = village.code


def _village(
    seed: int, number: int, code: str, corner: tuple[float, float], before: str
) -> Village:
    draws = Draws(seed, code, "place")
    return Village(
        seed=seed,
        number=number,
        code=code,
        name=f"บ้าน{draws.pick(_AHEAD)}{draws.pick(_BEHIND)}",
        lat=round(corner[0] + draws.below(1600) / 100_000, 5),
        lon=round(corner[1] + draws.below(1600) / 100_000, 5),
        before=before if before[:4] == code[:4] else None,
        new=frozenset(digits for digits in (2, 4, 6) if before[:digits] != code[:digits]),
    )


@cache
def _subdistricts() -> list[tuple[str, float, float]]:
    """The code and the south-western corner of each subdistrict."""
    return [
        (
            subdistrict.code,
            12.5 + row * 0.65 + d // 6 * 0.1 + s // 5 * 0.02,
            99.0 + column * 0.65 + d % 6 * 0.1 + s % 5 * 0.02,
        )
        for p, province in enumerate(p for p in provinces() if p.code != _BANGKOK)
        for row, column in [divmod(p, 8)]
        for d, district in enumerate(districts(province.code))
        for s, subdistrict in enumerate(subdistricts(district.code))
    ]
