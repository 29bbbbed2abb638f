"""`python -m benchmarks.names [--queries N] [--json]`: is a Thai name found that is misspelt?

The names are those of all subdistricts (GeoThai, CC BY 4.0) in an empty store. From a seed, names
are drawn and misspelt in eight ways; a query counts as found where a place of the right name is the
first answer (recall@1) or among the first five (recall@5). Ways of looking: the very text; the fold
of `domain.names.name_key` alone; and the search of the service (trigrams of the fold, then edit
similarity).
"""

import argparse
import asyncio
import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from random import Random

from benchmarks.machine import machine
from graph_api.bootstrap import open_store
from graph_api.domain.areas import area_id
from graph_api.domain.names import name_key
from graph_api.domain.nodes import Area
from graph_api.services.search import search
from loaders.reading.geography import districts, provinces, subdistricts

_TONES = "\u0e48\u0e49\u0e4a\u0e4b"
_ALIKE = ("สศษ", "คขฆ", "ทธฑถฐ", "พภผ", "นณ", "ลร", "ชฉซ", "ดฎ", "ตฏ", "ยญ")
_VOWELS = ("\u0e34\u0e35", "\u0e36\u0e37", "\u0e38\u0e39", "ไใ")
_SHOWN = 5

Misspell = Callable[[str, Random], str]


def _drop_tone(name: str, draws: Random) -> str:
    return _at(name, draws, _TONES, lambda _: "")


def _other_tone(name: str, draws: Random) -> str:
    return _at(name, draws, _TONES, lambda tone: draws.choice(_TONES.replace(tone, "")))


def _sound_alike(name: str, draws: Random) -> str:
    return _at(name, draws, "".join(_ALIKE), lambda letter: _other(_ALIKE, letter, draws))


def _vowel_length(name: str, draws: Random) -> str:
    return _at(name, draws, "".join(_VOWELS), lambda letter: _other(_VOWELS, letter, draws))


def _lost_letter(name: str, draws: Random) -> str:
    at = draws.randrange(len(name))
    return name[:at] + name[at + 1 :]


def _doubled_letter(name: str, draws: Random) -> str:
    at = draws.randrange(len(name))
    return name[: at + 1] + name[at:]


def _swapped_letters(name: str, draws: Random) -> str:
    at = draws.randrange(len(name) - 1)
    return name[:at] + name[at + 1] + name[at] + name[at + 2 :]


def _wrong_letter(name: str, draws: Random) -> str:
    at = draws.randrange(len(name))
    return name[:at] + draws.choice("กงจดตนบปมยรลวสหอ") + name[at + 1 :]


ERRORS: Mapping[str, Misspell] = {
    "tone lost": _drop_tone,
    "other tone": _other_tone,
    "letter of the same sound": _sound_alike,
    "vowel length": _vowel_length,
    "letter lost": _lost_letter,
    "letter twice": _doubled_letter,
    "letters swapped": _swapped_letters,
    "wrong letter": _wrong_letter,
}
"""The eight ways of misspelling."""


def _at(name: str, draws: Random, among: str, change: Callable[[str], str]) -> str:
    """The name with one of these letters changed; itself where it has none."""
    places = [at for at, letter in enumerate(name) if letter in among]
    if not places:
        return name
    at = draws.choice(places)
    return name[:at] + change(name[at]) + name[at + 1 :]


def _other(rows: Sequence[str], letter: str, draws: Random) -> str:
    row = next(row for row in rows if letter in row)
    return draws.choice(row.replace(letter, ""))


def places() -> Iterator[Area]:
    """All subdistricts."""
    for province in provinces():
        for district in districts(province.code):
            for each in subdistricts(district.code):
                yield Area(id=area_id(each.code), name=each.name, area=each.code)


def queries(names: Sequence[str], count: int, seed: int) -> Iterator[tuple[str, str, str]]:
    """The kind of error, the right name and the misspelt one; `count` of them, kinds in turn."""
    draws = Random(seed)
    made = 0
    while made < count:
        kind = list(ERRORS)[made % len(ERRORS)]
        name = draws.choice(names)
        wrong = ERRORS[kind](name, draws) if len(name) > 1 else name
        if wrong != name:
            made += 1
            yield kind, name, wrong


async def measure(count: int, seed: int, store_url: str) -> dict[str, dict[str, float]]:
    """Recall by way of looking, and of the service's search by kind of error."""
    areas = list(places())
    names = sorted({area.name for area in areas})
    by_key: dict[str, list[str]] = defaultdict(list)
    for name in names:
        by_key[name_key(name)].append(name)
    known = set(names)
    ranks: dict[str, list[int]] = defaultdict(list)
    store = await open_store(store_url)
    try:
        await store.write(areas, [])
        for kind, name, wrong in queries(names, count, seed):
            ranks["exact"].append(0 if wrong in known and wrong == name else _SHOWN)
            ranks["fold"].append(_rank(name, by_key.get(name_key(wrong), [])))
            # Places of one name count as one answer.
            found = await search(store, wrong, first=100)
            answers = list(dict.fromkeys(each.node.name for each in found))
            rank = _rank(name, answers)
            ranks["search"].append(rank)
            ranks[f"search: {kind}"].append(rank)
    finally:
        await store.close()
    return {
        way: {
            "queries": len(held),
            "recall@1": sum(rank == 0 for rank in held) / len(held),
            "recall@5": sum(rank < _SHOWN for rank in held) / len(held),
        }
        for way, held in ranks.items()
    }


def _rank(name: str, answers: Sequence[str]) -> int:
    return answers.index(name) if name in answers else len(answers) + _SHOWN


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--queries", type=int, default=2_400)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--store", default="sqlite://", help="an empty store")
    options.add_argument("--json", action="store_true")
    given = options.parse_args()
    found = asyncio.run(measure(given.queries, given.seed, given.store))
    if given.json:
        print(json.dumps(found, indent=1, ensure_ascii=False))
        return
    print(f"{machine()}\n\n| way | queries | recall@1 | recall@5 |\n|---|---|---|---|")
    for way, each in found.items():
        print(f"| {way} | {each['queries']:,} | {each['recall@1']:.3f} | {each['recall@5']:.3f} |")


if __name__ == "__main__":
    main()
