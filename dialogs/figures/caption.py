"""One topic as the words beside its picture, within what Telegram takes as a caption."""

from dialogs.figures.chart import Chart
from dialogs.words import Words

_MOST_ROWS = 10
_MOST_FOLDED = 180


def caption(words: Words, chart: Chart) -> str:
    """HTML of less than 1024 characters; of many rows the longest bars, in their order. The picture has them all."""
    bars = sorted(chart.rows, key=lambda row: -(row.share or 0.0))[:_MOST_ROWS]
    rows = [row for row in chart.rows if row in bars]
    return words.page(
        "office/figures_topic", chart=chart, rows=rows, more=len(chart.rows) - len(rows), folded=_short(chart.folded)
    ).text


def _short(names: str) -> str:
    if len(names) <= _MOST_FOLDED:
        return names
    return f"{names[:_MOST_FOLDED].rpartition(',')[0]} …"
