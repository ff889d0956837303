"""What people take away from the chat: a picture, papers, a table and a calendar; pure functions of values.

Drawing takes tens of milliseconds of CPU; on an event loop call it in a thread. Every word comes from the `Plan`,
`Packet` or `Chart`; beside its own fields these keys of its `words` are read:

- picture: `met`, `not_yet`, `unknown`
- action plan: `have_need`, `state`, `next_steps`, `costs`, `open_points`, `contact`, `page`
- audit packet: `sums`, `entries`, `evidence`, `notes`, `contact`, `page`

`page` holds `{page}` and `{pages}`, as in "Page {page} of {pages}".
"""

from collections.abc import Iterable
from datetime import datetime
from functools import partial

from bot.drawing.spreadsheet import packet_csv
from dialogs.figures.chart import Chart
from dialogs.packet import CalendarEvent, Packet
from dialogs.plan import Plan

__all__ = ["action_plan_pdf", "calendar_ics", "figures_png", "packet_csv", "packet_pdf", "readiness_png"]

# What draws is imported when first used: Pillow, fpdf2 with its fontTools, and icalendar are costs that starting the
# bot must not pay.
# ruff: noqa: PLC0415


def readiness_png(plan: Plan, *, dark: bool) -> bytes:
    """A PNG, 1080 px wide and as high as the lines need, within what Telegram takes as a photo.

    More lines than some eighty are reduced in size; nothing is left out.
    """
    from bot.drawing.picture import draw

    return draw(plan, dark=dark)


def figures_png(chart: Chart) -> bytes:
    """A PNG like `readiness_png`, with a bar for each row."""
    from bot.drawing.bars import draw

    return draw(chart)


def action_plan_pdf(plan: Plan) -> bytes:
    """US Letter pages; the same plan gives the same bytes."""
    from bot.drawing.leaflet import leaflet
    from bot.drawing.paper import draw

    return draw(partial(leaflet, plan), title=f"{plan.title} · {plan.credential}", language=plan.language)


def packet_pdf(packet: Packet) -> bytes:
    """US Letter pages, the first a cover; the same packet gives the same bytes."""
    from bot.drawing.dossier import dossier
    from bot.drawing.paper import draw

    return draw(partial(dossier, packet), title=f"{packet.title} · {packet.credential}", language=packet.language)


def calendar_ics(events: Iterable[CalendarEvent], *, now: datetime, product: str, owner: str) -> bytes:
    """Whole days, each with an alarm on the morning a week before; `product` tells calendars who wrote the file.

    A calendar that has an event of the same `uid` updates it where `sequence` was raised, and never doubles it; one
    that is cancelled it takes out. `owner` keeps apart what two people put into one calendar.
    """
    from bot.drawing.almanac import draw

    return draw(events, now=now, product=product, owner=owner)
