"""One topic as the words beside its picture, within what Telegram takes as a caption."""

from dialogs.figures.chart import Chart
from dialogs.words import Words

_ROOM = 560
_MOST_FOLDED = 180
"""Characters, so that what stands around them has room below 1024."""


def caption(words: Words, chart: Chart) -> str:
    """HTML; of many rows the first ones, for the picture has them all."""
    lengths = [len(row.label) + len(row.told) + len(row.below) + len(": ()\n") for row in chart.rows]
    fitting = sum(sum(lengths[: place + 1]) <= _ROOM for place in range(len(lengths)))
    rows = chart.rows[:fitting]
    return words.page(
        "office/figures_topic", chart=chart, rows=rows, more=len(chart.rows) - fitting, folded=_short(chart.folded)
    ).text


def _short(names: str) -> str:
    return names if len(names) <= _MOST_FOLDED else f"{names[:_MOST_FOLDED].rpartition(',')[0]} …"
