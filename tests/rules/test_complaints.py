"""Bad input is told in one line: the field, what came, what is allowed."""

import json
from datetime import date
from typing import Any

import pytest
from pydantic import BaseModel, RootModel, ValidationError

from rules.complaints import complaints
from rules.profile import Profile
from rules.renewal import EndorsementRecord
from rules.values import Day, Frozen

HOURS = "a number of hours from 0 to 20,000"
DAY = "a date from 1990-01-01 to 2199-12-31, as YYYY-MM-DD"


class Bare(Frozen):
    """A model whose fields describe nothing."""

    day: Day | None = None
    plain: date | None = None
    numbers: tuple[int, ...] = ()
    by_name: dict[str, int] | None = None


class Whole(RootModel[int]):
    """No object at all."""


def line_for(model: type[BaseModel], raw: str) -> str:
    with pytest.raises(ValidationError) as caught:
        model.model_validate_json(raw)
    return complaints(caught.value, model)


@pytest.mark.parametrize(
    ("said", "line"),
    [
        ({"training_hours": -1}, f"training_hours: -1 came; allowed is {HOURS}"),
        ({"training_hours": 20_001}, f"training_hours: 20001 came; allowed is {HOURS}"),
        ({"training_hours": "33"}, f"training_hours: '33' came; allowed is {HOURS}"),
        ({"training_hours": True}, f"training_hours: True came; allowed is {HOURS}"),
        ({"training_hours": float("nan")}, f"training_hours: nan came; allowed is {HOURS}"),
        ({"training_hours": float("inf")}, f"training_hours: inf came; allowed is {HOURS}"),
        ({"related_work_years": 80.5}, "related_work_years: 80.5 came; allowed is a number of years from 0 to 80"),
        ({"families_served": 9.5}, "families_served: 9.5 came; allowed is a whole number from 0 to 100,000"),
        ({"licensed": "yes"}, "licensed: 'yes' came; allowed is true or false"),
        ({"licensed": 1}, "licensed: 1 came; allowed is true or false"),
        ({"age_band": "baby"}, "age_band: 'baby' came; allowed is 'infant', 'early_childhood' or 'both'"),
        (
            {"holds": ["ECFS"]},
            "holds[0]: 'ECFS' came; allowed is a list of codes out of IFA, IFS, IMHS, IMHM-C, IMHM-P, IMHM-R/F",
        ),
        (
            {"training_hours": 10, "training_on_rsc_hours": 11},
            "training_on_rsc_hours: 11 came; at most training_hours (10), since it is part of them",
        ),
        (
            {"rsc_hours": 10, "rsc_about_providing_hours": 10.5},
            "rsc_about_providing_hours: 10.5 came; at most rsc_hours (10), since it is part of them",
        ),
    ],
)
def test_a_bad_answer_is_told_with_what_is_allowed(said: dict[str, Any], line: str) -> None:
    assert line_for(Profile, json.dumps(said)) == line


@pytest.mark.parametrize(("key", "most"), [("related_work_years", 80), ("rsc_hours", 20_000), ("references", 100_000)])
def test_the_bounds_themselves_are_allowed(key: str, most: int) -> None:
    for amount in (0, most):
        assert getattr(Profile.model_validate({key: amount}), key) == amount


def test_an_unknown_key_is_told_with_those_there_are() -> None:
    line = line_for(Profile, '{"rsc": 3}')
    assert line.startswith("rsc: unknown key; allowed: age_band, scope, education")
    assert line.endswith("applying_for_ers")


def test_a_missing_key_is_named() -> None:
    assert line_for(EndorsementRecord, '{"category": "IFS"}') == "earned_on: missing; it has to be given"


@pytest.mark.parametrize("day", ["2025-13-01", "1989-12-31", "2200-01-01", "yesterday", "2025-02-29"])
def test_a_date_that_is_none_is_told(day: str) -> None:
    line = line_for(EndorsementRecord, json.dumps({"category": "IFS", "earned_on": day}))
    assert line == f"earned_on: {day!r} came; allowed is {DAY}"


def test_a_fault_inside_is_told_with_its_path() -> None:
    raw = '{"category": "IFS", "earned_on": "2025-01-01", "credits": {"rsc_received": -1, "rsc": 2}}'
    line = line_for(EndorsementRecord, raw)
    assert line.startswith(f"credits.rsc_received: -1 came; allowed is {HOURS}; credits.rsc: unknown key; allowed: ")


@pytest.mark.parametrize("raw", ["[]", "3", "null", '"text"'])
def test_what_is_no_object_is_told(raw: str) -> None:
    assert line_for(Profile, raw).endswith("came; allowed is an object with named keys")


def test_what_is_no_json_is_told_with_its_place() -> None:
    assert line_for(Profile, "{") == "not JSON: EOF while parsing an object at line 1 column 1"


def test_a_long_value_is_cut() -> None:
    line = line_for(Profile, json.dumps({"scope": "x" * 1000}))
    assert len(line) < 250
    assert "…" in line


def test_a_long_key_is_cut_wherever_it_stands() -> None:
    assert line_for(Profile, json.dumps({"k" * 1000: 1})).startswith(f"{'k' * 59}…: unknown key; allowed: ")
    record = {"category": "IFS", "earned_on": "2025-01-01", "credits": {"k" * 1000: 1}}
    assert line_for(EndorsementRecord, json.dumps(record)).startswith(f"credits.{'k' * 59}…: unknown key; allowed: ")


def test_several_faults_are_one_line() -> None:
    assert line_for(Profile, '{"licensed": 3, "member": 4}').count("came") == 2


def test_a_field_that_describes_nothing_is_told_in_pydantics_words() -> None:
    assert line_for(Bare, '{"plain": "x"}').startswith("plain: 'x' came; allowed is a valid date")
    assert line_for(Bare, '{"numbers": [1, "x"]}') == "numbers[1]: 'x' came; allowed is a valid integer"
    assert line_for(Bare, '{"by_name": {"a": "x"}}') == "by_name.a: 'x' came; allowed is a valid integer"
    assert line_for(Whole, '"x"').startswith("input: 'x' came; allowed is a valid integer")
    assert line_for(Bare, '{"day": "x"}') == f"day: 'x' came; allowed is {DAY}"
