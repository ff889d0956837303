"""The action plan as values: US Letter pages in points, grouped as the application is, fit for black and white."""

from dataclasses import replace
from itertools import chain

from bot.drawing.paragraph import column, column_right
from bot.drawing.shapes import Box, Checkbox, Ink, Measure, Rule, Shape, Style, Text, lowered
from bot.drawing.strips import Strip, paged, stacked
from dialogs.plan import Line, Plan, Section
from rules.codes import Verdict

WIDTH, HEIGHT = 612, 792
MARGIN = 54
INNER = WIDTH - 2 * MARGIN

TITLE = Style(10.5, bold=True, ink=Ink.MUTED)
CODE = Style(25, bold=True)
NAME = Style(13.5)
SUMMARY = Style(11.5, bold=True)
DATE = Style(9.5, ink=Ink.MUTED)
HEADING = Style(12, bold=True)
LABEL = Style(10.5, bold=True)
BODY = Style(10)
HOW = Style(9.5)
SMALL = Style(8, ink=Ink.MUTED)

CHECKBOX = 10
TEXT_X = MARGIN + 20
AMOUNTS_X = 342
AMOUNTS_WIDTH = 108
STATE_X = 462
STATE_WIDTH = WIDTH - MARGIN - STATE_X
LABEL_WIDTH = AMOUNTS_X - TEXT_X - 14
COSTS_WIDTH = 300
SHORT = 180
FOOT_BOTTOM = HEIGHT - 40

Page = tuple[Shape, ...]

_HAIRLINE = Strip(7, (Rule(Box(TEXT_X, 0, WIDTH - MARGIN - TEXT_X, 0.4)),), joined=True, between=True)


def leaflet(plan: Plan, measure: Measure) -> list[Page]:
    """The shapes of each page in reading order, the footer last."""
    strips = [
        *_head(plan, measure),
        *chain.from_iterable(_section(section, plan.words, measure) for section in plan.sections),
        *_numbered(plan.words["next_steps"], plan.next_steps, measure),
        *_costs(plan.words["costs"], plan.costs, measure),
        *_open_points(plan.words["open_points"], plan.open_points, measure),
        *_contact(plan, measure),
    ]
    foot_top = FOOT_BOTTOM - _foot(plan, 99, 99, measure).height  # two digits: as wide as the numbers can be
    bodies = list(paged(strips, foot_top - 14 - MARGIN)) or [()]
    return [
        (*stacked(body, MARGIN)[0], *stacked([_foot(plan, page, len(bodies), measure)], foot_top)[0])
        for page, body in enumerate(bodies, 1)
    ]


def _foot(plan: Plan, page: int, pages: int, measure: Measure) -> Strip:
    numbers = plan.words["page"].replace("{page}", str(page)).replace("{pages}", str(pages))
    texts = [
        *column(plan.footer, SMALL, Box(MARGIN, 8, INNER - 120, 0), measure),
        *column_right(numbers, SMALL, Box(WIDTH - MARGIN - 100, 8, 100, 0), measure),
    ]
    rule = Rule(Box(MARGIN, 0, INNER, 0.4))
    return Strip(max((text.box.bottom for text in texts), default=8), (rule, *texts))


def _head(plan: Plan, measure: Measure) -> list[Strip]:
    return [
        *_lines(plan.title, TITLE, measure),
        Strip(2),
        *_lines(plan.credential, CODE, measure),
        *_lines(plan.credential_name, NAME, measure),
        Strip(8),
        *_lines(plan.summary, SUMMARY, measure),
        *_lines(plan.as_of, DATE, measure),
        Strip(8),
    ]


def _section(section: Section, words: dict[str, str], measure: Measure) -> list[Strip]:
    if not section.lines:
        return []
    heads = ((words["have_need"], AMOUNTS_X, AMOUNTS_WIDTH), (words["state"], STATE_X, STATE_WIDTH))
    side = [column(head, SMALL, Box(x, 0, width, 0), measure) for head, x, width in heads]
    title = column(section.title, HEADING, Box(MARGIN, 0, AMOUNTS_X - MARGIN - 14, 0), measure)
    strips = [
        _beside(title, *side),
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
        _beside(label, amounts, state, mark=box),
        Strip(1.5, joined=True),
        *_lines(line.how, HOW, measure, x=TEXT_X, joined=True),
        *_lines(line.source, SMALL, measure, x=TEXT_X, joined=True),
        Strip(5),
    ]


def _numbered(title: str, items: tuple[str, ...], measure: Measure) -> list[Strip]:
    number = Style(BODY.size, bold=True)
    entries = [
        _beside(
            column(f"{index}.", number, Box(MARGIN, 0, TEXT_X - MARGIN, 0), measure),
            column(item, BODY, Box(TEXT_X, 0, WIDTH - MARGIN - TEXT_X, 0), measure),
        )
        for index, item in enumerate(items, 1)
    ]
    return _titled(title, entries, measure)


def _costs(title: str, costs: tuple[tuple[str, str], ...], measure: Measure) -> list[Strip]:
    line = Rule(Box(MARGIN, 0, COSTS_WIDTH, 0.4))
    entries = [
        _beside(
            column(label, BODY, Box(MARGIN, 0, COSTS_WIDTH - 90, 0), measure),
            column_right(amount, BODY, Box(MARGIN + COSTS_WIDTH - 80, 0, 80, 0), measure),
        )
        for label, amount in costs
    ]
    return _titled(title, entries, measure, between=line)


def _open_points(title: str, points: tuple[str, ...], measure: Measure) -> list[Strip]:
    """Questions to put to the coordinator, each with a box to tick once it is answered."""
    box = Checkbox(Box(MARGIN, (BODY.leading - CHECKBOX) / 2, CHECKBOX, CHECKBOX), Verdict.NOT_MET)
    entries = [
        _beside(column(point, BODY, Box(TEXT_X, 0, WIDTH - MARGIN - TEXT_X, 0), measure), mark=box) for point in points
    ]
    return _titled(title, entries, measure)


def _contact(plan: Plan, measure: Measure) -> list[Strip]:
    return _titled(plan.words["contact"], _lines(plan.contact, BODY, measure), measure)


def _titled(title: str, entries: list[Strip], measure: Measure, *, between: Rule | None = None) -> list[Strip]:
    """A heading that stays with its first entry; nothing at all where there is no entry."""
    if not entries:
        return []
    strips = [Strip(14), *_lines(title, HEADING, measure, joined=True), Strip(5, joined=True)]
    for index, entry in enumerate(entries):
        if index and between:
            strips.append(Strip(3, (between,), joined=True))
        strips += [replace(entry, joined=True), Strip(4)]
    return strips


def _together(strips: list[Strip]) -> list[Strip]:
    """A short section is not torn apart by the end of a page; a long one is, between its rows."""
    if sum(strip.height for strip in strips) > SHORT:
        return strips
    return [*(replace(strip, joined=True) for strip in strips[:-1]), strips[-1]]


def _beside(*columns: list[Text], mark: Checkbox | None = None) -> Strip:
    """Columns whose first lines stand on one baseline; read column by column."""
    ground = max((texts[0].baseline for texts in columns if texts), default=0.0)
    placed = [lowered(text, ground - texts[0].baseline) for texts in columns for text in texts]
    shapes = (mark, *placed) if mark else tuple(placed)
    return Strip(max((shape.box.bottom for shape in shapes), default=0), shapes, joined=True)


def _lines(words: str, style: Style, measure: Measure, *, x: float = MARGIN, joined: bool = False) -> list[Strip]:
    """A strip for each line, so that a long paragraph may run over a page."""
    texts = column(words, style, Box(x, 0, WIDTH - MARGIN - x, 0), measure)
    return [Strip(style.leading, (lowered(text, -text.box.y),), joined) for text in texts]
