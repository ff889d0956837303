"""The entries of the audit packet for a spreadsheet."""

import csv
from codecs import BOM_UTF8
from io import StringIO

from dialogs.packet import Packet

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
"""A cell that begins with one of these may be run as a formula, by the program that opens the file."""


def packet_csv(packet: Packet) -> bytes:
    """The heads and the rows, in UTF-8 with the mark by which Excel knows it; no cell is taken for a formula."""
    text = StringIO(newline="")
    csv.writer(text).writerows([_harmless(cell) for cell in row] for row in (packet.columns, *packet.rows))
    return BOM_UTF8 + text.getvalue().encode()


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
