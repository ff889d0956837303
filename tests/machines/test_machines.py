"""The script's own parts, and a small run of it: the two minutes are `python -m tests.machines`."""

from collections import Counter
from dataclasses import replace
from functools import partial

from tests.end_to_end.waiting import until
from tests.machines.crew import Toll
from tests.machines.interviewee import OUTCOME, question_in
from tests.machines.run import Course, Ended, Line, cast, interviewed
from tests.machines.telegram import Record
from tests.machines.verdict import Figures, figures, most_in_a_second

COURSE = Course(people=12, seconds=0, webs=2, workers=0, together=6)


async def test_while_web_processes_are_restarted_in_turn_nobody_notices(postgres_url: str) -> None:
    async with cast(postgres_url, COURSE) as (line, machines):
        await line.ask("go")
        for web in machines.webs:
            await machines.lose(web, hard=False)
            await web.until_it_listens()
        await until(partial(_are_through, line), within=60)
        record = await line.end()
    assert (record.finished, record.out_of_order) == (12, 0)
    assert machines.toll == Toll(asked=2)


async def test_killed_while_people_are_interviewed_and_written_to_nothing_is_lost(postgres_url: str) -> None:
    course = replace(COURSE, seconds=8, workers=2, letters=12, people=60)
    told = figures(course, await interviewed(postgres_url, course))
    assert (told.lost, told.out_of_order, told.doubled, told.never, told.left) == (0, 0, 0, 0, 0)
    assert told.finished == 60


def test_a_verdict_names_what_was_broken() -> None:
    sound = _told(Record(finished=1, did={7: (("typed", "/start"),)}), sent=frozenset({7}))
    assert "no answer is lost" in sound.faults
    assert "every copy that counts as sent came" in sound.faults
    doubled = _told(Record(letters=[(1.0, 7), (40.0, 7)]), sent=frozenset({7}))
    assert {"no copy doubled", "the work of the dead went on within 30 s"} <= set(doubled.faults)
    assert "no copy doubled" not in sound.faults


def test_the_most_in_a_second_is_that_of_any_second() -> None:
    assert most_in_a_second([0, 0.5, 0.9, 1.0, 1.4, 1.45, 3]) == 5
    assert most_in_a_second([]) == 0


def test_a_screen_tells_its_question_by_its_buttons() -> None:
    assert question_in(["a.apply.scope.1.clinical", "go.menu"]) == "scope"
    assert question_in(["go.why.apply.scope", "go.gaps.apply"]) == OUTCOME
    assert question_in(["go.menu"]) is None


async def _are_through(line: Line) -> bool:
    return (await line.ask("how"))[3]


def _told(record: Record, *, sent: frozenset[int]) -> Figures:
    return figures(COURSE, Ended(record, Toll(), Counter(sent=len(sent)), sent, {}))
