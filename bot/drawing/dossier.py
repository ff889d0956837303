"""The audit packet as values: a cover with facts and sums, then every entry, the evidence and the notes."""

from bot.drawing.paragraph import column
from bot.drawing.shapes import Box, Ink, Measure, Rule, Style
from bot.drawing.sheet import (
    BODY,
    DATE,
    INNER,
    MARGIN,
    WIDTH,
    Page,
    beside,
    boxed,
    headed,
    lines,
    listed,
    numbered_pages,
    titled,
)
from bot.drawing.strips import Strip
from bot.drawing.table import table
from dialogs.packet import Packet

FACT = Style(10, ink=Ink.MUTED)
FACT_WIDTH = 150
VALUE_X = MARGIN + FACT_WIDTH + 18


def dossier(packet: Packet, measure: Measure) -> list[Page]:
    """The shapes of each page in reading order, the footer last; the cover is a page of its own."""
    return numbered_pages(
        [_cover(packet, measure), _proof(packet, measure)], packet.footer, packet.words["page"], measure
    )


def _cover(packet: Packet, measure: Measure) -> list[Strip]:
    words = packet.words
    return [
        *headed(packet.title, packet.credential, packet.credential_name, measure),
        *lines(packet.as_of, DATE, measure),
        Strip(12),
        *_facts(packet.facts, measure),
        *titled(words["sums"], table(packet.sum_columns, packet.sums, measure), measure),
        *titled(words["contact"], listed(lines(packet.contact, BODY, measure)), measure),
    ]


def _proof(packet: Packet, measure: Measure) -> list[Strip]:
    words = packet.words
    notes = [strip for note in packet.notes for strip in listed(lines(note, BODY, measure))]
    return [
        *titled(words["entries"], table(packet.columns, packet.rows, measure), measure),
        *titled(words["evidence"], boxed(packet.evidence, measure), measure),
        *titled(words["notes"], notes, measure),
    ]


def _facts(facts: tuple[tuple[str, str], ...], measure: Measure) -> list[Strip]:
    rule = Strip(6, (Rule(Box(MARGIN, 0, INNER, 0.4)),))
    strips = [rule] if facts else []
    for label, value in facts:
        named = column(label, FACT, Box(MARGIN, 0, FACT_WIDTH, 0), measure)
        said = column(value, BODY, Box(VALUE_X, 0, WIDTH - MARGIN - VALUE_X, 0), measure)
        strips += [beside(named, said), Strip(4), rule]
    return strips
