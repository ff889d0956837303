"""An assessment as a picture for the chat and as a sheet for the desk: pure functions of a `Plan`.

Both take tens of milliseconds of CPU; on an event loop call them in a thread. Every word comes from the plan; beside
its own fields they read these keys of `Plan.words`:

- picture: `met`, `not_yet`, `unknown`
- PDF: `have_need`, `state`, `next_steps`, `costs`, `open_points`, `contact`, and `page`, which holds `{page}` and
  `{pages}`, as in "Page {page} of {pages}"
"""

from dialogs.plan import Plan


def readiness_png(plan: Plan, *, dark: bool) -> bytes:
    """A PNG, 1080 px wide and as high as the lines need, within what Telegram takes as a photo.

    More lines than some eighty are reduced in size; nothing is left out.
    """
    # Imported at the first picture: Pillow is a cost that starting the bot must not pay.
    from bot.drawing.picture import draw  # noqa: PLC0415

    return draw(plan, dark=dark)


def action_plan_pdf(plan: Plan) -> bytes:
    """US Letter pages; the same plan gives the same bytes."""
    # Imported at the first PDF: fpdf2 brings fontTools with it, which starting the bot must not pay for.
    from bot.drawing.paper import draw  # noqa: PLC0415

    return draw(plan)
