"""The readiness picture as values: 1080 px wide, sized for a chat on a phone, where it is shown a third as wide."""

from bot.drawing.paragraph import column, column_right
from bot.drawing.shapes import STATE_INK, Bar, Box, Ink, Mark, Measure, Rule, Shape, Style, Text
from bot.drawing.strips import Strip, stacked
from dialogs.plan import Line, Plan, Section
from rules.codes import Verdict

WIDTH = 1080
MARGIN = 64
INNER = WIDTH - 2 * MARGIN

# Nothing below 30 px: that is 10 px on the phone.
TITLE = Style(34, bold=True, ink=Ink.ACCENT)
CODE = Style(76, bold=True)
NAME = Style(42)
SUMMARY = Style(40, bold=True)
SMALL = Style(31, ink=Ink.MUTED)
HEADING = Style(34, bold=True, ink=Ink.ACCENT)
LABEL = Style(37)

MARK = 46
LABEL_X = MARGIN + MARK + 22
LABEL_WIDTH = WIDTH - MARGIN - LABEL_X
BAR_HEIGHT = 18
ASIDE_GAP = 32
ASIDE_SHARE = 0.42  # a longer text at the side would squeeze the label: it goes below instead


def poster(plan: Plan, measure: Measure) -> tuple[tuple[Shape, ...], float]:
    """Every shape of the picture in its place, and the height that holds them with a margin."""
    strips = [
        *_head(plan, measure),
        *(strip for section in plan.sections for strip in _section(section, measure)),
        *_foot(plan, measure),
    ]
    shapes, bottom = stacked(strips, MARGIN - 6)
    return shapes, bottom + MARGIN - 10


def _head(plan: Plan, measure: Measure) -> list[Strip]:
    return [
        paragraph_strip(plan.title, TITLE, measure, after=4),
        paragraph_strip(plan.credential, CODE, measure, after=0),
        paragraph_strip(plan.credential_name, NAME, measure, after=22),
        paragraph_strip(plan.summary, SUMMARY, measure, after=6),
        paragraph_strip(plan.as_of, SMALL, measure, after=26),
    ]


def _section(section: Section, measure: Measure) -> list[Strip]:
    if not section.lines:
        return []
    return [
        rule_strip(after=16),
        paragraph_strip(section.title, HEADING, measure, after=12),
        *(_row(line, measure) for line in section.lines),
        Strip(4),
    ]


def _row(line: Line, measure: Measure) -> Strip:
    """The mark, the label with its amounts (else its state) at the side or below, and the bar under both."""
    aside = Style(37, bold=True, ink=STATE_INK[line.state])
    words = line.amounts or line.state_label
    beside = measure(words, aside) <= LABEL_WIDTH * ASIDE_SHARE
    room = LABEL_WIDTH - measure(words, aside) - ASIDE_GAP if beside else LABEL_WIDTH
    shapes: list[Shape] = [Mark(Box(MARGIN, 1, MARK, MARK), line.state)]
    label = column(line.label, LABEL, Box(LABEL_X, 0, room, 0), measure)
    place = Box(LABEL_X, 0 if beside else bottom_of(label, 0), LABEL_WIDTH, 0)
    side = (column_right if beside else column)(words, aside, place, measure)
    bottom = max(bottom_of(label, MARK), bottom_of(side, MARK))
    share = bar_share(line)
    if share is not None:
        shapes.append(Bar(Box(LABEL_X, bottom + 8, LABEL_WIDTH, BAR_HEIGHT), line.state, share))
        bottom += 8 + BAR_HEIGHT
    return Strip(bottom + 22, (*shapes, *label, *side))


def bar_share(line: Line) -> float | None:
    """How much of the bar is filled, 0 to 1; None where there is no bar.

    No bar where no amount applies, nor where the state was settled by something else than an amount
    (a degree in place of years): an empty bar beside a tick would contradict it.
    """
    if line.need is None or (line.have is None and line.state is not Verdict.UNKNOWN):
        return None
    if line.have is None:
        return 0.0
    return min(1.0, max(0.0, line.have / line.need)) if line.need > 0 else 1.0


def _foot(plan: Plan, measure: Measure) -> list[Strip]:
    legend = _legend(plan, measure)
    return [rule_strip(after=22), legend, paragraph_strip(plan.footer, SMALL, measure, after=0)]


def _legend(plan: Plan, measure: Measure) -> Strip:
    """What the three marks mean, side by side where they fit."""
    words = {
        Verdict.MET: plan.words["met"],
        Verdict.NOT_MET: plan.words["not_yet"],
        Verdict.UNKNOWN: plan.words["unknown"],
    }
    shapes: list[Shape] = []
    x, y, size = float(MARGIN), 0.0, 36
    for state, meaning in words.items():
        width = size + 14 + measure(meaning, SMALL)
        if x > MARGIN and x + width > WIDTH - MARGIN:
            x, y = MARGIN, bottom_of(shapes, y) + 12
        texts = column(meaning, SMALL, Box(x + size + 14, y, WIDTH - MARGIN - x - size - 14, 0), measure)
        shapes += [Mark(Box(x, y + (SMALL.leading - size) / 2 + 1, size, size), state), *texts]
        x += width + 44
    return Strip(bottom_of(shapes, y) + 22, tuple(shapes))


def paragraph_strip(words: str, style: Style, measure: Measure, *, after: float) -> Strip:
    """An empty text takes no room at all."""
    texts = column(words, style, Box(MARGIN, 0, INNER, 0), measure)
    return Strip(bottom_of(texts, 0) + after if texts else 0, tuple(texts))


def rule_strip(*, after: float) -> Strip:
    return Strip(after + 2, (Rule(Box(MARGIN, 0, INNER, 2)),))


def bottom_of(shapes: list[Shape] | list[Text], least: float) -> float:
    return max((shape.box.bottom for shape in shapes), default=least)
