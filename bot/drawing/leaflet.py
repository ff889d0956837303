"""The action plan as values, grouped as the application is."""

from dataclasses import replace
from itertools import chain

from bot.drawing.paragraph import column, column_right
from bot.drawing.shapes import Box, Checkbox, Measure, Rule, Style
from bot.drawing.sheet import (
    BODY,
    CHECKBOX,
    DATE,
    HEADING,
    INNER,
    MARGIN,
    SMALL,
    TEXT_X,
    WIDTH,
    Page,
    beside,
    boxed,
    headed,
    lines,
    listed,
    numbered,
    numbered_pages,
    titled,
)
from bot.drawing.strips import Strip
from dialogs.plan import Line, Plan, Section
from rules.codes import Verdict

SUMMARY = Style(11.5, bold=True)
LABEL = Style(10.5, bold=True)
HOW = Style(9.5)

AMOUNTS_X = 342
AMOUNTS_WIDTH = 108
STATE_X = 462
STATE_WIDTH = WIDTH - MARGIN - STATE_X
LABEL_WIDTH = AMOUNTS_X - TEXT_X - 14
COSTS_WIDTH = 300
SHORT = 180

_HAIRLINE = Strip(7, (Rule(Box(TEXT_X, 0, WIDTH - MARGIN - TEXT_X, 0.4)),), joined=True, between=True)


def leaflet(plan: Plan, measure: Measure) -> list[Page]:
    """The shapes of each page in reading order, the footer last."""
    strips = [
        *headed(plan.title, plan.credential, plan.credential_name, measure),
        *lines(plan.summary, SUMMARY, measure),
        *lines(plan.as_of, DATE, measure),
        Strip(8),
        *chain.from_iterable(_section(section, plan.words, measure) for section in plan.sections),
        *titled(plan.words["next_steps"], numbered(plan.next_steps, measure), measure),
        *titled(plan.words["costs"], _costs(plan.costs, measure), measure),
        *titled(plan.words["open_points"], boxed(plan.open_points, measure), measure),
        *titled(plan.words["contact"], listed(lines(plan.contact, BODY, measure)), measure),
    ]
    return numbered_pages([strips], plan.footer, plan.words["page"], measure)


def _section(section: Section, words: dict[str, str], measure: Measure) -> list[Strip]:
    if not section.lines:
        return []
    heads = ((words["have_need"], AMOUNTS_X, AMOUNTS_WIDTH), (words["state"], STATE_X, STATE_WIDTH))
    side = [column(head, SMALL, Box(x, 0, width, 0), measure) for head, x, width in heads]
    title = column(section.title, HEADING, Box(MARGIN, 0, AMOUNTS_X - MARGIN - 14, 0), measure)
    strips = [
        beside(title, *side),
        Strip(3, joined=True),
        Strip(7, (Rule(Box(MARGIN, 0, INNER, 1)),), joined=True),
        *_row(section.lines[0], measure),
        *chain.from_iterable([_HAIRLINE, *_row(line, measure)] for line in section.lines[1:]),
    ]
    return [Strip(14), *_together(strips)]


def _row(line: Line, measure: Measure) -> list[Strip]:
    """The box with label, amounts and state side by side; below, how it is usually closed and the source."""
    label = column(line.label, LABEL, Box(TEXT_X, 0, LABEL_WIDTH, 0), measure)
    amounts = column(line.amounts, BODY, Box(AMOUNTS_X, 0, AMOUNTS_WIDTH, 0), measure)
    state = column(
        line.state_label,
        Style(10, bold=line.state is Verdict.NOT_MET),
        Box(STATE_X, 0, STATE_WIDTH, 0),
        measure,
    )
    box = Checkbox(Box(MARGIN, (LABEL.leading - CHECKBOX) / 2, CHECKBOX, CHECKBOX), line.state)
    return [
        beside(label, amounts, state, mark=box),
        Strip(1.5, joined=True),
        *lines(line.how, HOW, measure, x=TEXT_X, joined=True),
        *lines(line.source, SMALL, measure, x=TEXT_X, joined=True),
        Strip(5),
    ]


def _costs(costs: tuple[tuple[str, str], ...], measure: Measure) -> list[Strip]:
    entries = [
        beside(
            column(label, BODY, Box(MARGIN, 0, COSTS_WIDTH - 90, 0), measure),
            column_right(amount, BODY, Box(MARGIN + COSTS_WIDTH - 80, 0, 80, 0), measure),
        )
        for label, amount in costs
    ]
    return listed(entries, between=Rule(Box(MARGIN, 0, COSTS_WIDTH, 0.4)))


def _together(strips: list[Strip]) -> list[Strip]:
    """A short section is not torn apart by the end of a page; a long one is, between its rows."""
    if sum(strip.height for strip in strips) > SHORT:
        return strips
    return [*(replace(strip, joined=True) for strip in strips[:-1]), strips[-1]]
