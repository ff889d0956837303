"""Every path of every interview, over the boundary classes: an outcome is reached, and nothing asked in vain."""

from collections.abc import Hashable, Iterator, Mapping

import pytest

from dialogs.answer import Answer, expected
from dialogs.book import Book
from dialogs.case import profile_of
from dialogs.event import Repeated
from dialogs.flow import SETTLED
from dialogs.session import Place, Session
from dialogs.turn import Companion
from rules.assessment import assess
from rules.pack import RulePack
from tests.dialogs.chat import ON
from tests.dialogs.telegram import faults
from tests.dialogs.walking import Step, Ways, classes, every_way, needs_of

Given = Mapping[str, Answer]
GIVEN: Mapping[str, tuple[str, Given]] = {
    "costs": ("costs", {}),
    "record": ("record", {}),
    "ers": ("ers", {}),
    "ers with paperwork": ("ers", {"paperwork": True, "holds": "IFS"}),
    "no scope": ("apply", {"scope": None}),
    "promotion": ("apply", {"age_band": "infant", "scope": "promotion"}),
    "promotion with paperwork": ("apply", {"age_band": "infant", "scope": "promotion", "paperwork": True}),
    "prevention": ("apply", {"age_band": "infant", "scope": "prevention"}),
    "prevention, both ages": ("apply", {"age_band": "both", "scope": "prevention", "rsc_hours": 24}),
    "clinical": ("apply", {"age_band": "early_childhood", "scope": "clinical"}),
    "policy": ("apply", {"age_band": None, "scope": "policy"}),
    "policy with paperwork": ("apply", {"scope": "policy", "paperwork": True, "training_hours": 33, "references": 2}),
    "research": ("apply", {"age_band": "infant", "scope": "research_faculty"}),
    "unsure": ("apply", {"age_band": "infant", "scope": "unsure", "rsc_hours": 24, "training_hours": 32.5}),
}
# Nine questions in a row are too many for one test; each of these varies what the others hold still.
_LEADERSHIP: Mapping[str, Given] = {
    "no degree": {"education": "bachelor"},
    "a degree not known": {"education": None, "leadership_years": 3, "clinical_years": 2},
    "work": {"education": "graduate", "training_hours": 48, "training_on_rsc_hours": 15, "rsc_hours": 50},
    "training": {"education": "graduate", "leadership_years": 3, "rsc_providing_years": 3, "clinical_years": 2},
    "gaps": {"education": "graduate", "leadership_years": 2.5, "rsc_providing_years": None, "training_hours": None},
}
GIVEN = {
    **GIVEN,
    **{
        f"clinical leadership, {name}": ("apply", {"age_band": "infant", "scope": "clinical_leadership", **given})
        for name, given in _LEADERSHIP.items()
    },
}
OUTCOMES = ("result", "gaps", "details", "what_if", "email", "notes", "picture", "plan")
_PLACES: Mapping[str, tuple[tuple[str, ...], ...]] = {"costs": (("costs",),), "record": ()}
"""Where an interview ends that is not about a category: on one screen, or in an Endorsement and on none of its own."""

_WAYS: dict[str, Ways] = {}
_MOST_SHOWN = 30


def ways_of(book: Book, name: str) -> Ways:
    if name not in _WAYS:
        flow, given = GIVEN[name]
        _WAYS[name] = every_way(book.pack, book.interviews[flow], given)
    return _WAYS[name]


every_start = pytest.mark.parametrize("name", GIVEN)


@every_start
def test_every_path_ends_where_nothing_is_left_to_ask(book: Book, name: str) -> None:
    ends = [step.walk for step in ways_of(book, name).steps if step.walk.state == SETTLED]
    assert ends
    assert not [(end.answers, end.open_facts) for end in ends if end.open_facts]


@every_start
def test_every_screen_on_the_way_fits_telegram_in_english_and_in_the_pseudo_language(
    companion: Companion, name: str
) -> None:
    flow, _ = GIVEN[name]
    for place, answers in _to_show(companion.book, flow, ways_of(companion.book, name)):
        for language in ("en", "en-XA"):
            session = Session(language=language, answers=answers, place=place)
            after, screen = companion.turn(session, Repeated(), ON)
            assert after == session
            assert list(faults(screen, in_english=language == "en")) == [], (place, answers, screen.text)


@every_start
def test_the_questions_left_are_counted_down_to_one(book: Book, name: str) -> None:
    flow, _ = GIVEN[name]
    interview = book.interviews[flow]
    for step in ways_of(book, name).steps[:150]:
        left = interview.expected_from(step.walk)
        assert (left == 0) is (step.walk.state == SETTLED)
        assert len(step.walk.path) + left <= 16


@pytest.mark.parametrize(
    "name", [name for name in GIVEN if GIVEN[name][0] not in {"costs", "record"} and "paperwork" not in name]
)
def test_each_question_asked_can_change_what_is_told(book: Book, name: str) -> None:
    flow, _ = GIVEN[name]
    seen: set[Hashable] = set()
    for step in ways_of(book, name).steps:
        question = book.interviews[flow].questions.get(step.walk.state)
        if question is None or question.asked == "always" or (key := (question.id, *step.walk.path)) in seen:
            continue
        seen.add(key)
        assert _matters(book, flow, step), (question.id, step.answers)


@pytest.mark.parametrize("flow", ["apply", "ers", "costs", "record"])
def test_every_declared_edge_is_used(book: Book, flow: str) -> None:
    taken = set[tuple[str, str]]()
    for name, (of, _) in GIVEN.items():
        if of == flow:
            taken |= ways_of(book, name).edges
    declared = {(before, after) for before, followers in book.interviews[flow].flow.then.items() for after in followers}
    assert declared - taken == set()


def _to_show(book: Book, flow: str, ways: Ways) -> Iterator[tuple[Place, Mapping[str, Answer]]]:
    """One of each kind of question screen and of outcome; of the many outcomes an even choice."""
    questions: dict[tuple[str, Hashable], Step] = {}
    outcomes: dict[Hashable, Step] = {}
    for step in ways.steps:
        if step.walk.state == SETTLED:
            outcomes.setdefault(_told(book.pack, flow, step), step)
        else:
            whole = book.interviews[flow].questions[step.walk.state].part_of
            questions.setdefault((step.walk.state, step.walk.said[whole] if whole else None), step)
    for (name, _), step in questions.items():
        yield Place(name="question", arguments=(flow,)), step.answers
        yield Place(name="why", arguments=(flow, name)), step.answers
    for step in {name: step for (name, _), step in questions.items()}.values():
        for name in ("review", "resume", "restart"):
            yield Place(name=name, arguments=(flow,)), step.answers
    shown = list(outcomes.values())[:: max(1, len(outcomes) // _MOST_SHOWN)]
    for step in shown:
        for place in _PLACES.get(flow, tuple((name, flow) for name in OUTCOMES)):
            yield Place(name=place[0], arguments=place[1:]), step.answers


def _told(pack: RulePack, flow: str, step: Step) -> Hashable:
    if flow in _PLACES:
        return tuple(step.answers.items())
    assessment = assess(pack, profile_of(step.walk.said), ON)
    result = assessment.categories["ERS" if flow == "ers" else str(assessment.recommended or "IFA")]
    states = tuple((one.id, one.verdict, one.have is None) for one in result.requirements)
    return assessment.target, assessment.recommended, states, assessment.handoff, assessment.apply_now


def _matters(book: Book, flow: str, step: Step) -> bool:
    """Whether two of its answers lead to different outcomes, by some way of answering the rest."""
    interview = book.interviews[flow]
    question = interview.questions[step.walk.state]
    for rest in _RESTS:
        told = set()
        for answer in classes(book.pack, question):
            answers = {**rest(book), **step.answers, question.id: answer}
            walk = interview.walk(answers, needs_of(book.pack, interview))
            while walk.state != SETTLED:
                answers[walk.state] = None
                walk = interview.walk(answers, needs_of(book.pack, interview))
            told.add(_told(book.pack, flow, Step(walk, answers)))
        if len(told) > 1:
            return True
    return False


def _most(book: Book) -> dict[str, Answer]:
    return {one.id: expected(one, {}) for one in book.library.questions.values() if one.id != "scope"}


def _nothing(_book: Book) -> dict[str, Answer]:
    return {}


_RESTS = (_most, _nothing)
