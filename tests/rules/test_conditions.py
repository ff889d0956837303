"""The language of conditions: Kleene's truth tables, the smallest change, and what is still open."""

from collections.abc import Mapping
from itertools import permutations

import pytest
from pydantic import TypeAdapter, ValidationError

from rules.conditions import All, Any, AtLeast, Change, Condition, Is, atoms, fewest_changes, truth, undecided
from rules.values import Value

Truth = bool | None
CONDITION: TypeAdapter[Condition] = TypeAdapter(Condition)


def one_of(fact: str, *among: object) -> Is:
    return Is.model_validate({"fact": fact, "is": among})


A, B = one_of("a", True), one_of("b", True)
HOURS = AtLeast(fact="hours", at_least=24)
DEGREE = one_of("degree", "bachelor", "graduate")
YEARS = AtLeast(fact="years", at_least=2)


def test_a_changed_copy_forgets_what_was_worked_out_of_the_original() -> None:
    assert truth(HOURS, {"hours": 24}) is True
    assert truth(HOURS.model_copy(update={"at_least": 25}), {"hours": 24}) is False


@pytest.mark.parametrize(
    ("a", "b", "both", "either"),
    [
        (True, True, True, True),
        (True, False, False, True),
        (True, None, None, True),
        (False, False, False, False),
        (False, None, False, None),
        (None, None, None, None),
    ],
)
def test_all_and_any_are_kleenes(*, a: Truth, b: Truth, both: Truth, either: Truth) -> None:
    for one, other in permutations((a, b)):
        facts = {"a": one, "b": other}
        assert truth(All(all=(A, B)), facts) is both
        assert truth(Any(any=(A, B)), facts) is either


@pytest.mark.parametrize(
    ("have", "holds"), [(0, False), (23.75, False), (24, True), (24.0, True), (24.25, True), (None, None)]
)
def test_at_least_includes_its_bound(have: float | None, *, holds: Truth) -> None:
    assert truth(HOURS, {"hours": have}) is holds


@pytest.mark.parametrize("have", [True, "24", frozenset({"IFS"})])
def test_only_amounts_can_be_at_least_something(have: Value) -> None:
    with pytest.raises(TypeError, match="at_least compares amounts"):
        truth(HOURS, {"hours": have})


def test_a_fact_nobody_declared_is_a_mistake_and_not_an_unknown() -> None:
    with pytest.raises(KeyError):
        truth(HOURS, {})


@pytest.mark.parametrize(
    ("among", "have", "holds"),
    [
        (["bachelor", "graduate"], "graduate", True),
        (["bachelor", "graduate"], "cda", False),
        (["bachelor"], None, None),
        ([False], False, True),
        ([False], 0, False),  # Python holds that they are equal; a "no" is not "none"
        ([0], False, False),
        ([0], 0, True),
        ([1], True, False),
        (["IFA", "IFS"], frozenset({"IFS", "IMHS"}), True),
        (["IFA", "IFS"], frozenset({"IMHS"}), False),
        (["IFA"], frozenset(), False),
    ],
)
def test_is_compares_like_with_like(among: list[object], have: Value | None, *, holds: Truth) -> None:
    assert truth(one_of("it", *among), {"it": have}) is holds


@pytest.mark.parametrize(
    ("condition", "facts", "changes"),
    [
        pytest.param(HOURS, {"hours": 23.5}, [Change("hours", 0.5)], id="what is short"),
        pytest.param(HOURS, {"hours": 24}, [], id="nothing where it holds"),
        pytest.param(HOURS, {"hours": None}, [], id="nothing where it is open"),
        pytest.param(DEGREE, {"degree": "none"}, [Change("degree", None)], id="a fact has no amount"),
        pytest.param(
            All(all=(HOURS, YEARS)),
            {"hours": 20, "years": 0.5},
            [Change("hours", 4), Change("years", 1.5)],
            id="every false part of an all",
        ),
        pytest.param(
            All(all=(HOURS, YEARS)),
            {"hours": 20, "years": 2},
            [Change("hours", 4)],
            id="only the false part of an all",
        ),
        pytest.param(
            Any(any=(DEGREE, YEARS)),
            {"degree": "none", "years": 1.5},
            [Change("years", 0.5)],
            id="of an any, the part with an amount",
        ),
        pytest.param(
            Any(any=(All(all=(HOURS, YEARS)), DEGREE)),
            {"hours": 0, "years": 0, "degree": "none"},
            [Change("degree", None)],
            id="of an any, the part with the fewest changes",
        ),
        pytest.param(
            Any(any=(YEARS, HOURS)),
            {"years": 0, "hours": 0},
            [Change("years", 2)],
            id="of equals, the first",
        ),
    ],
)
def test_the_fewest_changes_are_told(
    condition: Condition, facts: Mapping[str, Value | None], changes: list[Change]
) -> None:
    assert list(fewest_changes(condition, facts)) == changes


@pytest.mark.parametrize(
    ("condition", "facts", "open_facts"),
    [
        pytest.param(Any(any=(DEGREE, YEARS)), {"degree": "graduate", "years": None}, [], id="settled by a true part"),
        pytest.param(All(all=(DEGREE, YEARS)), {"degree": "none", "years": None}, [], id="settled by a false part"),
        pytest.param(Any(any=(DEGREE, YEARS)), {"degree": "none", "years": None}, ["years"], id="the rest is open"),
        pytest.param(
            All(all=(DEGREE, Any(any=(YEARS, HOURS)))),
            {"degree": None, "years": 3, "hours": None},
            ["degree"],
            id="not inside a part that is settled",
        ),
    ],
)
def test_only_what_can_still_decide_is_open(
    condition: Condition, facts: Mapping[str, Value | None], open_facts: list[str]
) -> None:
    assert list(undecided(condition, facts)) == open_facts


def test_atoms_come_in_the_order_of_the_declaration() -> None:
    assert list(atoms(All(all=(DEGREE, Any(any=(YEARS, HOURS)))))) == [DEGREE, YEARS, HOURS]


@pytest.mark.parametrize("raw", [{"fact": "a"}, {"all": [], "any": []}, 3, "all", {"at_least": 1, "is": [1]}])
def test_a_condition_is_exactly_one_of_the_four(raw: object) -> None:
    with pytest.raises(ValidationError, match="exactly one of all, any, at_least, is"):
        CONDITION.validate_python(raw)


@pytest.mark.parametrize("raw", [{"all": []}, {"any": []}, {"fact": "a", "is": []}])
def test_a_condition_has_parts(raw: object) -> None:
    with pytest.raises(ValidationError, match="at least 1 item"):
        CONDITION.validate_python(raw, strict=False)
