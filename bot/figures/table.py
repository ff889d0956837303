"""The numbers as a file, as they are shown: what is hidden on the screen is hidden here."""

import csv
from codecs import BOM_UTF8
from io import StringIO

from dialogs.figures.chart import Telling
from dialogs.figures.figures import Figures


def as_csv(figures: Figures, telling: Telling) -> bytes:
    """In UTF-8 with the mark by which spreadsheets know it. Every word is ours, so that none is run as a formula."""
    text = StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(telling.labels[f"head_{name}"] for name in ("topic", "group", "number"))
    writer.writerows(telling.lines(figures))
    return BOM_UTF8 + text.getvalue().encode()
