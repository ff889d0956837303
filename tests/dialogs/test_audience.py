"""Who belongs to an audience: by examples, and by laws."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.announcements.audience import HOURS_MISSING, KINDS, Audience, Card, Condition, Held, by_kind, matches
from rules.codes import Category
from rules.renewal import RenewalState

SPECIALIST = Held(category=Category.IFS, renewal_year=2027, hours_missing=5, window=RenewalState.IN_PROGRESS)
ENDORSED = Card(held=(SPECIALIST,))
APPLICANT = Card(
    language="es",
    is_applicant=True,
    recommended=Category.IFA,
    lacks=frozenset({"rsc_hours"}),
    tags=frozenset({"north"}),
)


def to(*conditions: tuple[str, str], but: tuple[tuple[str, str], ...] = ()) -> Audience:
    """An audience from pairs of kind and value."""
    return Audience.model_validate(
        {
            "include": tuple(Condition.model_validate({"kind": kind, "value": value}) for kind, value in conditions),
            "exclude": tuple(Condition.model_validate({"kind": kind, "value": value}) for kind, value in but),
        }
    )


@pytest.mark.parametrize(
    ("audience", "endorsed", "applicant"),
    [
        (to(), True, True),
        (to(("everyone", "")), True, True),
        (to(("applicants", "")), False, True),
        (to(("recommended", "IFA")), False, True),
        (to(("recommended", "IFS")), False, False),
        (to(("lacks", "rsc_hours")), False, True),
        (to(("lacks", "training_hours")), False, False),
        (to(("endorsed", "")), True, False),
        (to(("endorsed", "IFS")), True, False),
        (to(("endorsed", "ERS")), False, False),
        (to(("endorsed", "IFA"), ("endorsed", "IFS")), True, False),
        (to(("endorsed", "IFS"), ("renewal_year", "2027")), True, False),
        (to(("endorsed", "IFS"), ("renewal_year", "2030")), False, False),
        (to(("hours_missing", "any")), True, False),
        (to(("hours_missing", "many")), False, False),
        (to(("hours_missing", "none")), False, False),
        (to(("window", "in_progress")), True, False),
        (to(("window", "lapsed")), False, False),
        (to(("language", "es")), False, True),
        (to(("tag", "north")), False, True),
        (to(but=(("everyone", ""),)), False, False),
        (to(("endorsed", ""), but=(("renewal_year", "2027"),)), False, False),
        (to(but=(("applicants", ""), ("endorsed", "IFA"))), True, False),
    ],
)
def test_an_audience_is_who_its_conditions_hold_of(audience: Audience, endorsed: bool, applicant: bool) -> None:
    assert (matches(audience, ENDORSED), matches(audience, APPLICANT)) == (endorsed, applicant)


def test_what_is_asked_of_an_endorsement_holds_of_one_and_the_same() -> None:
    other = Held(category=Category.IFA, renewal_year=2030, hours_missing=0, window=RenewalState.READY_TO_ATTEST)
    both = Card(held=(SPECIALIST, other))
    assert matches(to(("endorsed", "IFA"), ("renewal_year", "2030")), both)
    assert not matches(to(("endorsed", "IFA"), ("renewal_year", "2027")), both)


@pytest.mark.parametrize(
    ("missing", "values"), [(0, {"none"}), (0.5, {"any"}), (10, {"any"}), (10.5, {"any", "many"}), (None, set())]
)
def test_hours_missing_are_some_none_or_many_and_once_lapsed_unknown(missing: float | None, values: set[str]) -> None:
    card = Card(held=(SPECIALIST.model_copy(update={"hours_missing": missing}),))
    assert {value for value in HOURS_MISSING if matches(to(("hours_missing", value)), card)} == values


def test_the_add_on_counts_as_held() -> None:
    assert matches(to(("endorsed", "ERS")), Card(held=(SPECIALIST.model_copy(update={"ers": True}),)))


def test_conditions_of_a_kind_come_together_in_the_order_of_the_kinds() -> None:
    conditions = to(("tag", "b"), ("endorsed", "IFS"), ("tag", "a")).include
    assert [(kind, [one.value for one in same]) for kind, same in by_kind(conditions).items()] == [
        ("endorsed", ["IFS"]),
        ("tag", ["b", "a"]),
    ]


VALUES = ["", "IFS", "IFA", "ERS", "2027", "2030", "any", "none", "many", "in_progress", "lapsed", "en", "es", "x", "y"]
conditions = st.builds(Condition, kind=st.sampled_from(KINDS), value=st.sampled_from(VALUES))
lists = st.lists(conditions, max_size=5).map(tuple)
held = st.builds(
    Held,
    category=st.sampled_from([Category.IFS, Category.IFA]),
    ers=st.booleans(),
    renewal_year=st.sampled_from([2027, 2030]),
    hours_missing=st.sampled_from([None, 0, 3, 40]),
    window=st.sampled_from([RenewalState.IN_PROGRESS, RenewalState.LAPSED]),
)
words = st.frozensets(st.sampled_from(["x", "y"]))
cards = st.builds(
    Card,
    language=st.sampled_from(["en", "es"]),
    is_applicant=st.booleans(),
    recommended=st.sampled_from([None, Category.IFS, Category.IFA]),
    lacks=words,
    held=st.lists(held, max_size=3).map(tuple),
    tags=words,
)


@given(lists, lists, cards)
def test_excluding_wins(include: tuple[Condition, ...], exclude: tuple[Condition, ...], card: Card) -> None:
    included, excluded = Audience(include=include), [Audience(include=(one,)) for one in exclude]
    expected = matches(included, card) and not any(matches(one, card) for one in excluded)
    assert matches(Audience(include=include, exclude=exclude), card) == expected


@given(lists, cards)
def test_nothing_included_is_everyone(exclude: tuple[Condition, ...], card: Card) -> None:
    everyone = Condition(kind="everyone")
    assert matches(Audience(), card)
    assert matches(Audience(exclude=exclude), card) == matches(Audience(include=(everyone,), exclude=exclude), card)


@given(lists, lists, cards)
def test_order_and_repetition_make_no_difference(
    include: tuple[Condition, ...], exclude: tuple[Condition, ...], card: Card
) -> None:
    turned = Audience(include=(*reversed(include), *include), exclude=(*reversed(exclude), *exclude))
    assert matches(Audience(include=include, exclude=exclude), card) == matches(turned, card)


@given(lists, conditions, cards)
def test_one_more_of_the_same_kind_never_takes_anybody_away(
    include: tuple[Condition, ...], more: Condition, card: Card
) -> None:
    same = tuple(one for one in include if one.kind == more.kind)
    if same and matches(Audience(include=include), card):
        assert matches(Audience(include=(*include, more)), card)


@given(lists, conditions, cards)
def test_one_more_of_another_kind_never_brings_anybody_in(
    include: tuple[Condition, ...], more: Condition, card: Card
) -> None:
    others = tuple(one for one in include if one.kind != more.kind)
    if matches(Audience(include=(*others, more)), card):
        assert matches(Audience(include=others), card)


@given(lists, lists)
def test_an_audience_is_stored_and_read_back(include: tuple[Condition, ...], exclude: tuple[Condition, ...]) -> None:
    audience = Audience(include=include, exclude=exclude)
    assert Audience.model_validate_json(audience.model_dump_json()) == audience
