from dataclasses import replace
from io import BytesIO

import pytest
from pypdf import PdfReader

from bot.drawing import action_plan_pdf
from bot.drawing.typeface import drawable
from dialogs.plan import Plan
from tests.drawing.plans import HOME_VISITOR, lengthy


def read(plan: Plan) -> PdfReader:
    return PdfReader(BytesIO(action_plan_pdf(plan)))


def words(plan: Plan) -> str:
    return " ".join(" ".join(page.extract_text().split()) for page in read(plan).pages)


def test_every_word_of_the_plan_can_be_read_out() -> None:
    text = words(HOME_VISITOR)
    lines = [part for line in HOME_VISITOR.lines() for part in (line.label, line.amounts, line.state_label, line.how)]
    costs = [part for cost in HOME_VISITOR.costs for part in cost]
    others = [HOME_VISITOR.credential_name, HOME_VISITOR.summary, HOME_VISITOR.as_of, HOME_VISITOR.contact]
    for expected in (*lines, *costs, *others, *HOME_VISITOR.next_steps, *HOME_VISITOR.open_points):
        assert drawable(expected) in text


def test_accents_and_signs_survive() -> None:
    assert "[Ŕéáđýñéšš ≥ 24 – · → ✓ ® ’]" in words(replace(HOME_VISITOR, summary="[Ŕéáđýñéšš ≥ 24 – · → ✓ ® ’]"))


def test_an_emoji_is_left_out_without_a_complaint() -> None:
    assert "2 of 4 met well" in words(replace(HOME_VISITOR, summary="2 of 4 met \N{PARTY POPPER}well"))


def test_the_pages_are_us_letter() -> None:
    assert {tuple(page.mediabox) for page in read(lengthy(30)).pages} == {(0, 0, 612, 792)}


@pytest.mark.parametrize(("lines", "pages"), [(4, 1), (13, 2), (60, 6)])
def test_there_are_as_many_pages_as_the_lines_need(lines: int, pages: int) -> None:
    assert len(read(lengthy(lines)).pages) == pages


def test_title_and_language_are_told_to_the_reader() -> None:
    pdf = read(replace(HOME_VISITOR, language="es"))
    assert pdf.metadata is not None
    assert pdf.metadata.title == "Your readiness · IFS"
    assert str(pdf.root_object["/Lang"]) == "es"


def test_the_same_plan_gives_the_same_bytes() -> None:
    assert action_plan_pdf(HOME_VISITOR) == action_plan_pdf(HOME_VISITOR)


def test_what_is_not_there_is_not_titled() -> None:
    bare = replace(HOME_VISITOR, next_steps=(), costs=(), open_points=())
    assert not {"Next steps", "Costs", "Open points"} & {
        title for title in HOME_VISITOR.words.values() if title in words(bare)
    }
