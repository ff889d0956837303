from dataclasses import replace
from io import BytesIO

import pytest
from hypothesis import given, settings
from pypdf import PdfReader

from bot.drawing import packet_pdf
from bot.drawing.dossier import dossier
from bot.drawing.shapes import Box, Text
from bot.drawing.sheet import FOOT_BOTTOM, INNER, MARGIN, Page
from bot.drawing.typeface import drawable
from dialogs.packet import Packet
from tests.drawing.measured import width_of
from tests.drawing.overlap import outside, overlapping
from tests.drawing.packets import FAMILY_SPECIALIST, any_packet, lengthy


def words_on(page: Page) -> list[str]:
    return [shape.words for shape in page if isinstance(shape, Text)]


def read(packet: Packet) -> PdfReader:
    return PdfReader(BytesIO(packet_pdf(packet)))


@settings(max_examples=60, deadline=None)
@given(any_packet)
def test_nothing_overlaps_or_leaves_the_margins_on_any_page(any_packet: Packet) -> None:
    for page in dossier(any_packet, width_of):
        assert overlapping(page) == []
        assert outside(page, Box(MARGIN, MARGIN, INNER, FOOT_BOTTOM - MARGIN)) == []


def test_the_cover_has_facts_and_sums_and_no_entries() -> None:
    cover, *proof = dossier(FAMILY_SPECIALIST, width_of)
    said = words_on(cover)
    assert {"May 5, 2025", "Hours this cycle", "26", "Contact"} <= set(said)
    assert "Every entry" not in said
    assert words_on(proof[0])[0] == "Every entry"


@pytest.mark.parametrize("entries", [1, 19, 60])
def test_every_entry_is_there_once_in_its_order(entries: int) -> None:
    _, *proof = dossier(lengthy(entries), width_of)
    days = {row[0] for row in FAMILY_SPECIALIST.rows}
    printed = [words for page in proof for words in words_on(page) if words in days]
    assert printed == [row[0] for row in lengthy(entries).rows]


def test_the_heads_of_the_table_stand_on_each_of_its_pages() -> None:
    _, first, *others = dossier(lengthy(60), width_of)
    heads = list(FAMILY_SPECIALIST.columns)
    assert words_on(first)[1:7] == heads
    with_rows = [page for page in others if "Training given" in words_on(page)]
    assert len(with_rows) >= 2
    assert all(words_on(page)[:6] == heads for page in with_rows)


def test_every_page_ends_with_the_footer_and_its_number() -> None:
    pages = dossier(lengthy(60), width_of)
    feet = [words_on(page)[-2:] for page in pages]
    assert feet == [[FAMILY_SPECIALIST.footer, f"Page {n} of {len(pages)}"] for n in range(1, len(pages) + 1)]


def test_without_entries_there_is_a_cover_alone() -> None:
    bare = replace(FAMILY_SPECIALIST, rows=(), evidence=(), notes=())
    assert len(dossier(bare, width_of)) == 1


def test_every_word_of_the_packet_can_be_read_out() -> None:
    text = " ".join(" ".join(page.extract_text().split()) for page in read(FAMILY_SPECIALIST).pages)
    facts = [part for fact in FAMILY_SPECIALIST.facts for part in fact]
    cells = [cell for row in (*FAMILY_SPECIALIST.sums, *FAMILY_SPECIALIST.rows) for cell in row]
    for expected in (*facts, *cells, *FAMILY_SPECIALIST.evidence, *FAMILY_SPECIALIST.notes):
        assert drawable(expected) in text


def test_title_language_and_size_are_told_to_the_reader() -> None:
    pdf = read(replace(FAMILY_SPECIALIST, language="es"))
    assert pdf.metadata is not None
    assert pdf.metadata.title == "Audit packet · IFS"
    assert str(pdf.root_object["/Lang"]) == "es"
    assert {tuple(page.mediabox) for page in pdf.pages} == {(0, 0, 612, 792)}


def test_the_same_packet_gives_the_same_bytes() -> None:
    assert packet_pdf(FAMILY_SPECIALIST) == packet_pdf(FAMILY_SPECIALIST)
