"""The numbers as a file, as they are shown: what is hidden on the screen is hidden here."""

from bot.spreadsheet import csv_of
from dialogs.figures.chart import Telling
from dialogs.figures.figures import Figures


def as_csv(figures: Figures, telling: Telling) -> bytes:
    """With a head in the words of whoever asked."""
    return csv_of([[telling.labels[f"head_{name}"] for name in ("topic", "group", "number")], *telling.lines(figures)])
