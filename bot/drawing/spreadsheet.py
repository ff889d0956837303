"""The entries of the audit packet for a spreadsheet."""

from bot.spreadsheet import csv_of
from dialogs.packet import Packet


def packet_csv(packet: Packet) -> bytes:
    """The heads and the rows; no cell is taken for a formula."""
    return csv_of((packet.columns, *packet.rows))
