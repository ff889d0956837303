"""Laws that hold for every interview, whatever is answered."""

from collections.abc import Mapping
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from dialogs.answer import Answer
from dialogs.book import Book
from dialogs.case import Case
from dialogs.flow import Question
from dialogs.library import library
from rules.codes import Scope, Verdict
from tests.dialogs.chat import ON

_HEIGHT = {Verdict.NOT_MET: 0, Verdict.UNKNOWN: 1, Verdict.MET: 2}
# More training about RSC in the same hours is less of the rest; the others only add.
_ADDS = tuple(one.id for one in library().questions.values() if one.kind.is_amount and one.part_of is None)
_lawful = settings(max_examples=120, deadline=None, derandomize=True)


def _answers(question: Question) -> st.SearchStrategy[Answer]:
    if question.kind.is_amount:
        return st.none() | st.sampled_from((0, 1, 2, 3, 10, 12, 15, 24, 25, 33, 48, 50, 60))
    return st.sampled_from((*question.choices, None)) if question.choices else st.sampled_from((True, False, None))


EVERYTHING = st.fixed_dictionaries({name: _answers(one) for name, one in library().questions.items()})


@_lawful
@given(EVERYTHING, st.sampled_from(_ADDS), st.integers(1, 50))
def test_more_never_lowers_the_verdict_of_the_target(
    book: Book, answers: Mapping[str, Answer], name: str, more: int
) -> None:
    before = answers[name]
    if isinstance(before, (int, float)) and answers["scope"] not in {None, Scope.UNSURE}:
        raised = {**answers, name: before + more}
        assert _target(book, raised) >= _target(book, answers)


@_lawful
@given(EVERYTHING, st.sampled_from(("apply", "ers", "costs")))
def test_with_every_answer_a_walk_stops_only_at_a_part_over_its_whole_and_asks_nothing_twice(
    book: Book, answers: Mapping[str, Answer], flow: str
) -> None:
    case = _case(book, flow, answers)
    assert case.settled or not _could_go_on(case, answers)
    assert len(set(case.path)) == len(case.path)


@_lawful
@given(EVERYTHING, st.randoms(use_true_random=False))
def test_the_order_in_which_answers_came_does_not_matter(
    book: Book, answers: Mapping[str, Answer], random: Random
) -> None:
    shuffled = list(answers.items())
    random.shuffle(shuffled)
    for flow, interview in book.interviews.items():
        assert book.case(interview, dict(shuffled), ON) == _case(book, flow, answers)


@_lawful
@given(EVERYTHING, st.sampled_from(("apply", "ers", "costs")))
def test_answers_that_do_not_count_change_nothing(book: Book, answers: Mapping[str, Answer], flow: str) -> None:
    case = _case(book, flow, answers)
    counting = {name: answers[name] for name in case.path}
    assert _case(book, flow, counting).profile == case.profile
    assert _case(book, flow, counting).path == case.path


def _case(book: Book, flow: str, answers: Mapping[str, Answer]) -> Case:
    return book.case(book.interviews[flow], answers, ON)


def _target(book: Book, answers: Mapping[str, Answer]) -> int:
    assessment = book.assessment(_case(book, "apply", answers).profile, ON)
    assert assessment.target is not None
    return _HEIGHT[assessment.categories[assessment.target].verdict]


def _could_go_on(case: Case, answers: Mapping[str, Answer]) -> bool:
    """Whether the question that is open could be answered by what is stored; only a part over its whole cannot."""
    return case.question is not None and case.question.part_of is None and case.question.id in answers
