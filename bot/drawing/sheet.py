"""US Letter pages in points, fit for black and white: what every paper of ours is set from."""

from collections.abc import Iterable
from dataclasses import replace

from bot.drawing.paragraph import column, column_right
from bot.drawing.shapes import Box, Checkbox, Ink, Measure, Rule, Shape, Style, Text, lowered
from bot.drawing.strips import Strip, paged, stacked
from rules.codes import Verdict

WIDTH, HEIGHT = 612, 792
MARGIN = 54
INNER = WIDTH - 2 * MARGIN
FOOT_BOTTOM = HEIGHT - 40
TEXT_X = MARGIN + 20
CHECKBOX = 10

TITLE = Style(10.5, bold=True, ink=Ink.MUTED)
CODE = Style(25, bold=True)
NAME = Style(13.5)
DATE = Style(9.5, ink=Ink.MUTED)
HEADING = Style(12, bold=True)
BODY = Style(10)
SMALL = Style(8, ink=Ink.MUTED)

Page = tuple[Shape, ...]


def numbered_pages(parts: Iterable[Iterable[Strip]], footer: str, page_of: str, measure: Measure) -> list[Page]:
    """The shapes of each page in reading order, the footer last; each part begins on a page of its own.

    `page_of` holds `{page}` and `{pages}`, as in "Page {page} of {pages}".
    """

    def foot(page: int, pages: int) -> Strip:
        return _foot(footer, page_of.replace("{page}", str(page)).replace("{pages}", str(pages)), measure)

    foot_top = FOOT_BOTTOM - foot(99, 99).height  # two digits: as wide as the numbers can be
    bodies = [body for part in parts for body in paged(part, foot_top - 14 - MARGIN)] or [()]
    return [
        (*stacked(body, MARGIN)[0], *stacked([foot(page, len(bodies))], foot_top)[0])
        for page, body in enumerate(bodies, 1)
    ]


def headed(title: str, credential: str, credential_name: str, measure: Measure) -> list[Strip]:
    """What the paper is, and for which credential."""
    return [
        *lines(title, TITLE, measure),
        Strip(2),
        *lines(credential, CODE, measure),
        *lines(credential_name, NAME, measure),
        Strip(8),
    ]


def titled(title: str, body: list[Strip], measure: Measure) -> list[Strip]:
    """A heading that stays with the first strip below it; nothing at all where there is none."""
    if not body:
        return []
    return [Strip(14), *lines(title, HEADING, measure, joined=True), Strip(5, joined=True), *body]


def listed(entries: Iterable[Strip], *, between: Rule | None = None) -> list[Strip]:
    """Entries with a little room below each, and `between` them a line."""
    strips: list[Strip] = []
    for entry in entries:
        if strips and between:
            strips.append(Strip(3, (between,), joined=True))
        strips += [replace(entry, joined=True), Strip(4)]
    return strips


def boxed(items: Iterable[str], measure: Measure) -> list[Strip]:
    """Items, each with a box to tick with a pen."""
    box = Checkbox(Box(MARGIN, (BODY.leading - CHECKBOX) / 2, CHECKBOX, CHECKBOX), Verdict.NOT_MET)
    return listed(beside(_after_mark(item, measure), mark=box) for item in items)


def numbered(items: Iterable[str], measure: Measure) -> list[Strip]:
    """Items, each with its number."""
    number = Style(BODY.size, bold=True)
    return listed(
        beside(column(f"{index}.", number, Box(MARGIN, 0, TEXT_X - MARGIN, 0), measure), _after_mark(item, measure))
        for index, item in enumerate(items, 1)
    )


def beside(*columns: list[Text], mark: Checkbox | None = None) -> Strip:
    """Columns whose first lines stand on one baseline; read column by column."""
    ground = max((texts[0].baseline for texts in columns if texts), default=0.0)
    placed = [lowered(text, ground - texts[0].baseline) for texts in columns for text in texts]
    shapes = (mark, *placed) if mark else tuple(placed)
    return Strip(max((shape.box.bottom for shape in shapes), default=0), shapes, joined=True)


def lines(words: str, style: Style, measure: Measure, *, x: float = MARGIN, joined: bool = False) -> list[Strip]:
    """A strip for each line, so that a long paragraph may run over a page."""
    texts = column(words, style, Box(x, 0, WIDTH - MARGIN - x, 0), measure)
    return [Strip(style.leading, (lowered(text, -text.box.y),), joined) for text in texts]


def _after_mark(words: str, measure: Measure) -> list[Text]:
    return column(words, BODY, Box(TEXT_X, 0, WIDTH - MARGIN - TEXT_X, 0), measure)


def _foot(words: str, numbers: str, measure: Measure) -> Strip:
    texts = [
        *column(words, SMALL, Box(MARGIN, 8, INNER - 120, 0), measure),
        *column_right(numbers, SMALL, Box(WIDTH - MARGIN - 100, 8, 100, 0), measure),
    ]
    rule = Rule(Box(MARGIN, 0, INNER, 0.4))
    return Strip(max((text.box.bottom for text in texts), default=8), (rule, *texts))
