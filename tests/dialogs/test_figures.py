"""Numbers about people: who is counted where, and what is told of it."""

from collections.abc import Iterator, Mapping
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.answer import Answer
from dialogs.book import Book
from dialogs.figures.caption import caption
from dialogs.figures.chart import Chart, Telling
from dialogs.figures.figures import SETTLED, Copies, Figures, Line, Topic, figures_of
from dialogs.figures.group import NO_CATEGORY, READINESS, Group, Stage, group_of, places
from dialogs.figures.months import months_until
from dialogs.figures.shown import LIMIT, NOBODY, How, Shown, shown, whole
from dialogs.library import library
from dialogs.session import Session
from dialogs.words import plain, words
from rules.codes import Category
from rules.renewal import RenewalState
from tests.dialogs.endorsed import PACK, held, logged, session
from tests.dialogs.endorsees import PEOPLE
from tests.dialogs.test_outcome import HOME_VISITOR

ON = date(2026, 11, 21)
BOOK = Book(PACK, library())
SUPERVISOR: Mapping[str, Answer] = {
    "holds": "IFS",
    "rsc_providing_years": 5,
    "rsc_about_providing_hours": 20,
    "rsc_provider_qualified": "yes",
    "training_on_rsc_hours": 6,
}

GROUPS = (
    Group(Stage.AROUND),
    *(Group(Stage.RESULT, code) for code in (*map(str, Category), PACK.add_on.code, NO_CATEGORY)),
    *(Group(Stage.OPEN, place) for place in places(BOOK)),
    *(Group(Stage.ENDORSED, state) for state in READINESS),
)
COUNTS = st.dictionaries(st.sampled_from(GROUPS), st.integers(0, 12), max_size=20)
COPIES = st.builds(lambda people, each: Copies(people * each, people), st.integers(0, 9), st.integers(1, 3))
MONTHS = st.lists(st.dictionaries(st.sampled_from(SETTLED), COPIES), max_size=3).map(
    lambda found: [(date(2026, 8 + place, 1), one) for place, one in enumerate(found)]
)


def told(people: Mapping[Group, int]) -> Figures:
    return figures_of(people, [], BOOK)


def every_line(figures: Figures) -> Iterator[Line]:
    yield from (line for lines in figures.tables.values() for line in lines)
    yield from (line for month in figures.months for line in month.lines)


# Who is counted where


def test_who_only_looked_around_is_counted_as_that() -> None:
    assert group_of(Session(), BOOK, ON) == Group(Stage.AROUND)
    assert group_of(Session(answers={"rsc_hours": 20}), BOOK, ON) == Group(Stage.AROUND)
    assert group_of(Session(answers={"age_band": "no band"}), BOOK, ON) == Group(Stage.AROUND)


def test_whoever_only_learned_what_it_costs_looked_around() -> None:
    costs: dict[str, Answer] = {"cost_category": "IFA", "cost_add_on": False, "membership_kind": "individual"}
    opened = Session(answers=costs)
    assert group_of(opened, BOOK, ON) == Group(Stage.OPEN, "costs.membership_term")
    assert group_of(opened.answering("membership_term", "1"), BOOK, ON) == Group(Stage.AROUND)


def test_an_open_interview_is_counted_at_its_next_question() -> None:
    begun = Session(answers={"age_band": "infant"})
    assert group_of(begun, BOOK, ON) == Group(Stage.OPEN, "apply.scope")
    assert group_of(begun.answering("scope", "prevention"), BOOK, ON) == Group(Stage.OPEN, "apply.prevention_years")
    assert group_of(Session(answers={"cost_category": "IFS"}), BOOK, ON).detail.startswith("costs.")


def test_of_two_open_interviews_the_first_counts() -> None:
    both = Session(answers={"age_band": "infant", "held_category": "IFS"})
    assert group_of(both, BOOK, ON) == Group(Stage.OPEN, "apply.scope")


def test_a_result_is_counted_by_its_category() -> None:
    assert group_of(Session(answers=HOME_VISITOR), BOOK, ON) == Group(Stage.RESULT, Category.IFS)


def test_whoever_asked_about_the_add_on_alone_is_counted_there() -> None:
    assert group_of(Session(answers=SUPERVISOR), BOOK, ON) == Group(Stage.RESULT, "ERS")


def test_a_result_counts_before_another_interview_that_is_open() -> None:
    both = Session(answers={**HOME_VISITOR, "held_category": "IFS"})
    assert group_of(both, BOOK, ON) == Group(Stage.RESULT, Category.IFS)


def test_endorsees_are_counted_once_by_how_their_renewal_stands() -> None:
    found = {name: group_of(one, BOOK, on) for name, (one, on) in PEOPLE.items() if one.endorsements}
    assert {group.stage for group in found.values()} == {Stage.ENDORSED}
    assert found["lapsed"].detail == RenewalState.LAPSED
    assert found["complete"].detail == RenewalState.COMPLETE_WAIT_FOR_WINDOW
    assert found["short in the window"].detail == RenewalState.WINDOW_OPEN_INCOMPLETE


def test_of_several_endorsements_the_first_deadline_counts_and_of_one_deadline_the_furthest_behind() -> None:
    # Family associates need no RSC, so that 40 hours of training are all they need.
    complete = held(category=Category.IFA, number=2)
    both = session(held(), complete).model_copy(update={"credits": (logged(9, "2026-02-01", 40),)})
    alone = both.model_copy(update={"endorsements": (complete,)})
    assert group_of(alone, BOOK, ON).detail == RenewalState.COMPLETE_WAIT_FOR_WINDOW
    assert group_of(both, BOOK, ON).detail == RenewalState.IN_PROGRESS
    renewed = held(attested=("2027-11-02",))
    later = session(renewed, complete)
    assert group_of(later, BOOK, date(2028, 2, 1)).detail == RenewalState.LAPSED


@given(
    answers=st.dictionaries(st.sampled_from(sorted(BOOK.library.questions)), st.sampled_from([None, "IFS", 3, True]))
)
def test_everybody_is_counted_in_a_group_that_is_told(answers: dict[str, Answer]) -> None:
    assert group_of(Session(answers=answers), BOOK, ON) in GROUPS


# What is told of it


@pytest.mark.parametrize("count", range(1, LIMIT))
def test_a_small_count_is_hidden(count: int) -> None:
    assert shown(count) == Shown(How.UNDER)
    assert shown(0) == NOBODY
    assert shown(LIMIT) == Shown(How.EXACTLY, LIMIT)


def test_many_messages_to_few_people_are_hidden_too() -> None:
    assert shown(30, LIMIT - 1) == Shown(How.UNDER)
    assert shown(30, 0) == Shown(How.UNDER)
    assert shown(30, LIMIT) == Shown(How.EXACTLY, 30)


def test_a_sum_is_exact_only_without_hidden_parts() -> None:
    few, many = Shown(How.UNDER), Shown(How.EXACTLY, 9)
    assert whole([]) == whole([NOBODY]) == NOBODY
    assert whole([many, NOBODY, many]) == Shown(How.EXACTLY, 18)
    assert whole([many, few, few]) == Shown(How.AT_LEAST, 11)
    assert whole([NOBODY, few]) == few
    assert whole([few, few]) == Shown(How.SOME)
    assert whole([few] * LIMIT) == Shown(How.AT_LEAST, LIMIT)
    assert whole([Shown(How.SOME), many]) == Shown(How.AT_LEAST, 10)


@given(people=COUNTS, sent=MONTHS)
def test_no_number_below_the_limit_is_told_but_nobody(
    people: dict[Group, int], sent: list[tuple[date, dict[str, Copies]]]
) -> None:
    figures = figures_of(people, sent, BOOK)
    numbers = [line.shown.number for line in every_line(figures)]
    numbers += [figures.whole(topic).number for topic in figures.tables]
    assert all(number is None or number == 0 or number >= LIMIT for number in numbers)


@given(people=COUNTS)
def test_what_is_told_is_true(people: dict[Group, int]) -> None:
    figures = told(people)
    stages = {line.code: line.shown for line in figures.tables[Topic.PEOPLE]}
    assert figures.whole(Topic.PEOPLE) == whole(stages.values())
    for stage in Stage:
        count = sum(number for group, number in people.items() if group.stage is stage)
        assert is_true(stages[stage], count)
    assert is_true(figures.whole(Topic.PEOPLE), sum(people.values()))


def is_true(told: Shown, count: int) -> bool:
    match told.how:
        case How.EXACTLY:
            return told.number == count
        case How.UNDER:
            return 0 < count < LIMIT
        case How.AT_LEAST:
            return told.number is not None and count >= told.number
        case How.SOME:
            return count > 1


@given(people=COUNTS, others=st.lists(st.integers(1, LIMIT - 1), min_size=len(GROUPS), max_size=len(GROUPS)))
def test_all_that_is_told_stays_the_same_whatever_the_hidden_numbers_are(
    people: dict[Group, int], others: list[int]
) -> None:
    """So no sum, no difference and no clever table of equations can find them."""
    instead = dict(zip(GROUPS, others, strict=True))
    other = {group: instead[group] if 0 < count < LIMIT else count for group, count in people.items()}
    assert told(other) == told(people)
    assert list(Telling(words("en"), BOOK).lines(told(other))) == list(Telling(words("en"), BOOK).lines(told(people)))


@given(people=COUNTS)
def test_an_exact_sum_less_its_exact_parts_leaves_nobody(people: dict[Group, int]) -> None:
    figures = told(people)
    for topic, lines in figures.tables.items():
        total = figures.whole(topic)
        if total.how is How.EXACTLY:
            assert total.number == sum(line.shown.number or 0 for line in lines)
            assert all(line.shown.how is How.EXACTLY for line in lines)


def test_a_topic_and_the_stage_it_divides_tell_the_same_sum() -> None:
    figures = told({Group(Stage.RESULT, "IFS"): 9, Group(Stage.RESULT, "IFA"): 3, Group(Stage.AROUND): 20})
    assert figures.whole(Topic.CATEGORIES) == Shown(How.AT_LEAST, 10)
    assert Line(Stage.RESULT, Shown(How.AT_LEAST, 10)) in figures.tables[Topic.PEOPLE]
    assert figures.whole(Topic.PEOPLE) == Shown(How.AT_LEAST, 30)


def test_questions_where_nobody_stopped_are_left_out() -> None:
    figures = told({Group(Stage.OPEN, "apply.scope"): 7})
    assert figures.tables[Topic.INTERVIEWS] == (Line("apply.scope", Shown(How.EXACTLY, 7)),)


def test_a_year_ends_with_the_month_that_runs() -> None:
    months = months_until(ON)
    assert (months[0], months[-2], months[-1]) == (date(2025, 12, 1), date(2026, 11, 1), date(2026, 12, 1))
    assert len(months) == 13


def test_months_before_the_first_announcement_are_left_out() -> None:
    sent = [(date(2026, 9, 1), {}), (date(2026, 10, 1), {"sent": Copies(9, 9)}), (date(2026, 11, 1), {})]
    assert [month.first for month in figures_of({}, sent, BOOK).months] == [date(2026, 10, 1), date(2026, 11, 1)]
    assert figures_of({}, sent[:1], BOOK).months == ()


# In words


def chart(people: Mapping[Group, int], topic: Topic, *, language: str = "en") -> Chart:
    return Telling(words(language), BOOK).chart(told(people), topic, ON)


def test_a_hidden_number_has_words_and_an_open_bar() -> None:
    found = chart({Group(Stage.ENDORSED, "lapsed"): 2, Group(Stage.ENDORSED, "in_progress"): 8}, Topic.RENEWALS)
    assert found.whole == "At least 9 people"
    assert [(row.told, row.share) for row in found.rows] == [
        ("under 5", None),
        ("0", 0.0),
        ("8", 1.0),
        ("0", 0.0),
        ("0", 0.0),
    ]
    assert "too few to tell without telling who" in found.hidden


def test_nothing_is_explained_where_nothing_is_hidden() -> None:
    found = chart({Group(Stage.AROUND): 5}, Topic.PEOPLE)
    assert (found.whole, found.hidden) == ("5 people", "")


def test_questions_at_which_few_stopped_share_a_line() -> None:
    few = {Group(Stage.OPEN, "apply.education"): 2, Group(Stage.OPEN, "costs.membership_kind"): 1}
    found = chart({Group(Stage.OPEN, "apply.scope"): 6, **few}, Topic.INTERVIEWS)
    assert [row.label for row in found.rows] == ["Main work"]
    assert found.folded == "Under 5 each: Education, What it costs: Membership"
    only = chart(few, Topic.INTERVIEWS)
    assert (only.rows, only.is_empty, only.whole) == ((), False, "A few people")


def test_a_topic_about_nobody_says_so() -> None:
    nobody = [chart({}, topic) for topic in Topic]
    assert all(one.is_empty for one in nobody)
    assert "Nobody yet." in caption(words("en"), nobody[0])
    assert "Nothing was sent in the last twelve months." in caption(words("en"), nobody[-1])


def test_every_number_of_a_table_is_in_words() -> None:
    sent = [(date(2026, 11, 1), dict.fromkeys(SETTLED, Copies(6, 6)))]
    lines = list(Telling(words("en"), BOOK).lines(figures_of(dict.fromkeys(GROUPS, 6), sent, BOOK)))
    assert len(set(lines)) == len(lines) == 4 + len(Stage) + len(GROUPS) - 1 + len(SETTLED)
    assert ("Announcements by month", "November 2026, not delivered", "6") in lines
    assert ("Categories that fit", "ERS, the add-on alone", "6") in lines


def test_months_come_newest_first_with_what_was_not_sent_below() -> None:
    sent = [
        (date(2026, 10, 1), {"sent": Copies(20, 10), "failed": Copies(2, 2)}),
        (date(2026, 11, 1), {"sent": Copies(40, 20), "skipped": Copies(6, 6)}),
    ]
    found = Telling(words("en"), BOOK).chart(figures_of({}, sent, BOOK), Topic.ANNOUNCEMENTS, ON)
    assert [(row.label, row.told, row.share, row.below) for row in found.rows] == [
        ("November 2026", "40", 1.0, "not sent: 6"),
        ("October 2026", "20", 0.5, "not delivered: under 5"),
    ]


def test_a_sum_of_a_few_small_groups_is_not_told() -> None:
    few = {Group(Stage.RESULT, "IFS"): 1, Group(Stage.RESULT, "none"): 1}
    rows = {row.label: row.told for row in chart(few, Topic.PEOPLE).rows}
    assert rows["Have a result"] == "not told"
    assert chart({Group(Stage.AROUND): 3}, Topic.PEOPLE).whole == "Under 5 people"
    assert chart({Group(Stage.RESULT, "ERS"): 3}, Topic.CATEGORIES).rows[6].label == "ERS, the add-on alone"


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("count", [1, 1_000_000])
@pytest.mark.parametrize("topic", Topic)
def test_a_caption_fits_what_telegram_takes(language: str, count: int, topic: Topic) -> None:
    sent = [(date(2026, 1 + place, 1), dict.fromkeys(SETTLED, Copies(count, count))) for place in range(12)]
    figures = figures_of(dict.fromkeys(GROUPS, count), sent, BOOK)
    said = words(language)
    found = Telling(said, BOOK).chart(figures, topic, ON)
    assert len(plain(caption(said, found))) < 1024
    assert found.title in caption(said, found)


def test_a_long_caption_tells_how_many_lines_only_the_picture_has() -> None:
    found = chart(dict.fromkeys(GROUPS, 7), Topic.INTERVIEWS)
    text = caption(words("en"), found)
    shown_there = [row for row in found.rows if f"{row.label}: 7" in text]
    assert f"And {len(found.rows) - len(shown_there)} lines more in the picture." in text
    assert len(shown_there) > 10
    few = caption(words("en"), chart(dict.fromkeys(GROUPS, 1), Topic.INTERVIEWS))
    assert "Under 5 each: Age of the children, Main work" in few
    assert " …" in few
