"""Which conflicts of the sources touch an answer."""

import pytest

from tests.rules.minimums import EXACTLY
from tests.rules.under_test import assessed


@pytest.mark.parametrize(
    ("said", "touching", "not_touching"),
    [
        pytest.param({}, [], ["C01", "C06", "C10"], id="nothing is spoken of"),
        pytest.param({"scope": "unsure"}, [], ["C01"], id="no target"),
        pytest.param({"scope": "promotion"}, ["C01", "C03"], ["C02", "C05", "C06"], id="associate"),
        pytest.param({"scope": "clinical_leadership"}, ["C02", "C19"], ["C03", "C05"], id="clinical mentor"),
        pytest.param({"scope": "policy"}, ["C05"], ["C02"], id="policy mentor"),
        pytest.param(EXACTLY["ERS"], ["C10", "C21"], ["C02"], id="add-on"),
        pytest.param(EXACTLY["IFS"], ["C07", "C08"], [], id="enough RSC"),
        pytest.param({"scope": "prevention", "rsc_hours": 0}, [], ["C07", "C08"], id="no RSC"),
        pytest.param({"scope": "prevention"}, [], ["C07", "C08"], id="RSC unknown touches nothing yet"),
        pytest.param({"scope": "prevention", "age_band": "both"}, ["C18"], [], id="mixed caseload"),
        pytest.param({"scope": "prevention", "age_band": "infant"}, [], ["C18"], id="one band"),
        pytest.param(
            {"scope": "clinical", "licensed": False, "education": "bachelor", "training_hours": 33},
            ["C03", "C06"],
            [],
            id="of the target and of what is recommended in its place",
        ),
    ],
)
def test_notes_touch_what_an_answer_speaks_of(
    said: dict[str, object], touching: list[str], not_touching: list[str]
) -> None:
    found = set(assessed(said).notes)
    assert set(touching) <= found
    assert found.isdisjoint(not_touching)
