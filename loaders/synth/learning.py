"""Who learns from whom in the invented network: centres, activities and who came to them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from loaders.synth.country import Village
from loaders.synth.draws import Draws
from loaders.synth.economy import groups_of
from loaders.synth.people import (
    HOUSEHOLDS,
    TRAINERS,
    Row,
    household,
    learners,
    officer,
    plan,
    sage,
    trainer,
    work,
)

_FIRST_DAY = date(2017, 1, 23)

# By the letter in the id of an activity: its kind, its name, and how long after the first day.
_KINDS = {
    "F": ("FORUM", "เวทีชี้แจง", 0),
    "S": ("TRAINING", "อบรมทีมวิทยากร", 42),
    **{f"T{n}": ("TRAINING", f"อบรมอาชีพ รุ่นที่ {n}", 77 + 7 * n) for n in range(1, TRAINERS + 1)},
    "V": ("STUDY_VISIT", "ศึกษาดูงาน", 150),
    "D": ("DEMONSTRATION", "สาธิตอาชีพ", 200),
    "U": ("FOLLOW_UP", "ติดตามเยี่ยมเยียน", 260),
}


def learning_centres(village: Village) -> Iterator[Row]:
    """The home of the sage, where it is open to others."""
    if _has_centre(village):
        yield {
            "id": _centre(village.code),
            "name": f"ศูนย์เรียนรู้{village.name}",
            "centre_kind": "SAGE_HOME",
            "area": village.code,
            "hosted_by": [sage(village.code)],
            "occupations": work(village)[:1],
            "opened_on": "2017-03-01",
            "lat": village.lat,
            "lon": village.lon,
        }


def activities(village: Village) -> Iterator[Row]:
    """The forum, trainings and follow-up of a village; study visits are a matter of all."""
    yield _activity(village, "F", officer(village.district))
    taught = work(village)
    yield {**_activity(village, "S", sage(village.code)), "occupations": sorted(set(taught))}
    for number, occupation in enumerate(taught, start=1):
        row = _activity(village, f"T{number}", trainer(village.code, number))
        yield {**row, "occupations": [occupation]}
    if village.before and _is_shown(village):
        yield _activity(village, "D", sage(village.before))
    if _is_followed_up(village):
        yield {**_activity(village, "U", officer(village.district)), "phase": "AFTER"}


def participants(village: Village) -> Iterator[Row]:
    """Who came to what `activities` lists."""
    for code, who in _came(village):
        yield {"activity": f"E-{village.code}-{code}", "participant": who}


def study_visits(villages: Iterable[Village]) -> Iterator[tuple[Village, str]]:
    """The villages that went on a study visit, each with the centre that it went to.

    A visit goes where an earlier one of the province went as often as not, so a few centres draw
    many: preferential attachment by copying (Kumar et al. 2000, doi 10.1109/SFCS.2000.892065).
    """
    open_to: dict[str, list[str]] = defaultdict(list)
    visited: dict[str, list[str]] = defaultdict(list)
    for village in villages:
        draws = village.draws("visit")
        pool = visited if draws.chance(70) and visited[village.province] else open_to
        host = _host(pool, village, draws)
        if draws.chance(60) and host:
            visited[village.province].append(host)
            visited[""].append(host)
            yield village, host
        if _has_centre(village):
            open_to[village.province].append(_centre(village.code))
            open_to[""].append(_centre(village.code))


def visit_activity(village: Village, host: str) -> Iterator[Row]:
    """The row of a study visit."""
    yield {**_activity(village, "V", officer(village.district)), "held_at": host}


def visit_participants(village: Village) -> Iterator[Row]:
    """The rows of those who went."""
    for who in _some_households(village, "visitors", 3):
        yield {"activity": f"E-{village.code}-V", "participant": who}


def _host(pool: dict[str, list[str]], village: Village, draws: Draws) -> str | None:
    area = "" if draws.chance(10) or not pool[village.province] else village.province
    return draws.pick(pool[area]) if pool[area] else None


def _came(village: Village) -> Iterator[tuple[str, str]]:
    yield "F", sage(village.code)
    for number in range(1, TRAINERS + 1):
        yield "S", trainer(village.code, number)
        yield from ((f"T{number}", learner) for learner in learners(village, number))
    if village.before and _is_shown(village):
        yield from (("D", who) for who in _some_households(village, "shown", 4))
    if _is_followed_up(village):
        yield from (("U", who) for who in _some_households(village, "followed up", 3))
        yield from (("U", group.id) for group in groups_of(village))


def _some_households(village: Village, purpose: str, count: int) -> list[str]:
    chosen = village.draws(purpose).some(count, range(1, HOUSEHOLDS + 1))
    return [household(village.code, number) for number in chosen]


def _activity(village: Village, letter: str, led_by: str) -> Row:
    kind, name, days = _KINDS[letter]
    return {
        "id": f"E-{village.code}-{letter}",
        "activity_kind": kind,
        "name": f"{name} {village.name}",
        "started_on": (_FIRST_DAY + timedelta(days=days + village.number % 7)).isoformat(),
        "hours": 3 if kind == "FORUM" else 6,
        "held_at": village.code,
        "led_by": [led_by],
        "plan": plan(village.district),
    }


def _centre(code: str) -> str:
    return f"C-{code}"


def _has_centre(village: Village) -> bool:
    return village.number == 1 or village.draws("centre").chance(25)


def _is_shown(village: Village) -> bool:
    return village.draws("shown at all").chance(30)


def _is_followed_up(village: Village) -> bool:
    return village.draws("followed up at all").chance(60)
