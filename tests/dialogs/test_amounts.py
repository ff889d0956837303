"""Typed amounts, as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.amounts import parse_amount
from dialogs.flow import Kind


@pytest.mark.parametrize(
    ("text", "kind", "amount"),
    [
        ("2 and a half", Kind.YEARS, 2.5), ("two and a half years", Kind.YEARS, 2.5), ("18 months", Kind.YEARS, 1.5),
        ("1 year 6 months", Kind.YEARS, 1.5), ("a year", Kind.YEARS, 1), ("half a year", Kind.YEARS, 0.5),
        ("26 weeks", Kind.YEARS, 0.5), ("2 ½", Kind.YEARS, 2.5), ("½ year", Kind.YEARS, 0.5), ("2½", Kind.YEARS, 2.5),
        ("1,5", Kind.YEARS, 1.5), ("dos años y medio", Kind.YEARS, 2.5), ("about 3 years so far", Kind.YEARS, 3),
        ("24h", Kind.HOURS, 24), ("24 clock hours", Kind.HOURS, 24),
        ("7.5 hrs", Kind.HOURS, 7.5), ("90 minutes", Kind.HOURS, 1.5),
        ("1,000", Kind.HOURS, 1000), ("1 000 hours", Kind.HOURS, 1000), ("1,234.5", Kind.HOURS, None),
        ("1.000.000", Kind.HOURS, None), ("12,345,678", Kind.HOURS, 12345678), ("none", Kind.HOURS, 0),
        ("none yet", Kind.HOURS, 0), ("twenty five", Kind.HOURS, 25), ("two hundred", Kind.HOURS, 200),
        ("one hundred", Kind.HOURS, 100), ("one hundred and five", Kind.HOURS, 105), ("a hundred", Kind.HOURS, 100),
        ("a dozen", Kind.COUNT, 12), ("a couple of families", Kind.COUNT, 2), ("two dozen", Kind.COUNT, None),
        ("3/4", Kind.HOURS, 0.75), ("2 1/2", Kind.YEARS, 2.5), ("1/0", Kind.HOURS, None),
        ("12 families", Kind.COUNT, 12),
        ("2.5", Kind.COUNT, None), ("10-12", Kind.HOURS, None), ("10 to 12", Kind.HOURS, None),
        ("-4", Kind.HOURS, None),
        ("3 4", Kind.HOURS, None), ("half half", Kind.HOURS, None), ("half 1", Kind.YEARS, 0.5),
        ("2.5 half", Kind.YEARS, None),
        ("many", Kind.HOURS, None), ("hours", Kind.HOURS, None), ("", Kind.HOURS, None),
        ("12 months", Kind.HOURS, None),
        ("9" * 81, Kind.HOURS, None), ("no idea", Kind.HOURS, None), ("1/2/3", Kind.HOURS, None),
        ("1.5/2", Kind.HOURS, None),
        # What follows a unit without one of its own is the next smaller unit, or a part of that unit.
        ("23h30", Kind.HOURS, 23.5), ("23h00", Kind.HOURS, 23), ("1h 45", Kind.HOURS, 1.75),
        ("1 hr 30", Kind.HOURS, 1.5), ("1:30", Kind.HOURS, 1.5), ("0:45", Kind.HOURS, 0.75), ("1:75", Kind.HOURS, None),
        ("1:30", Kind.YEARS, None), ("1:30-2:30", Kind.HOURS, None), (".5", Kind.HOURS, 0.5), ("~,5h", Kind.HOURS, 0.5),
        ("1 .5", Kind.HOURS, 1.5), ("-.5", Kind.HOURS, None), ("about .25 years", Kind.YEARS, 0.25),
        ("1 year 6", Kind.YEARS, 1.5), ("6 months and a half", Kind.YEARS, 0.5417), ("1h 75", Kind.HOURS, None),
        ("2.5 hours 30", Kind.HOURS, None), ("1 year 12", Kind.YEARS, None), ("6 months 2", Kind.YEARS, None),
        ("90 min 5", Kind.HOURS, None), ("3 families 2", Kind.COUNT, None), ("1h 1.5", Kind.HOURS, None),
        ("2y 6m", Kind.YEARS, 2.5), ("2y6m", Kind.YEARS, 2.5), ("2 y 6 m", Kind.YEARS, 2.5),
        ("1h 30m", Kind.HOURS, 1.5),
        ("treinta y cinco", Kind.YEARS, 35), ("2 y medio", Kind.YEARS, 2.5),
        # Less than nothing, or a span.
        ("(-5)", Kind.HOURS, None), ("−5", Kind.HOURS, None), ("24h-30h", Kind.HOURS, None),
        # "Almost 24" is not 24, and which amount it is nobody has said.
        ("almost 24", Kind.HOURS, None), ("nearly 24", Kind.HOURS, None), ("casi 24", Kind.HOURS, None),
        ("40ish", Kind.HOURS, 40), ("at least 30", Kind.HOURS, 30), ("maybe 30", Kind.HOURS, 30),
        ("33 or so", Kind.HOURS, 33), ("20 or 5", Kind.HOURS, None), ("al menos 30", Kind.HOURS, 30),
    ],
)  # fmt: skip
def test_an_amount_is_read_in_the_unit_of_the_question(text: str, kind: Kind, amount: float | None) -> None:
    assert parse_amount(text, kind) == amount


@given(st.text(max_size=90), st.sampled_from([kind for kind in Kind if kind.is_amount]))
def test_any_text_is_an_amount_or_none(text: str, kind: Kind) -> None:
    amount = parse_amount(text, kind)
    assert amount is None or amount >= 0


@given(st.integers(0, 20_000), st.sampled_from(["{}", "{} hours", "{}h", "about {}", "{:,} hours"]))
def test_a_written_amount_comes_back(amount: int, form: str) -> None:
    assert parse_amount(form.format(amount), Kind.HOURS) == amount
