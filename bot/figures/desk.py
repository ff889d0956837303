"""Numbers about the people here, for whoever looks after them."""

import asyncio
from collections.abc import Callable
from dataclasses import replace

from telegram import Bot

from bot.drawing import figures_png
from bot.figures.counting import counted
from bot.figures.table import as_csv
from bot.office.feature import Act, Feature, Place
from bot.office.visit import Effect, Onward, Visit
from dialogs.figures.caption import caption
from dialogs.figures.chart import LABELS, Telling
from dialogs.figures.figures import Figures, Topic
from dialogs.keyboard import Rows, flowing
from dialogs.roles import Role
from dialogs.scene import Refused, do, go
from dialogs.screen import Document, Screen

HOME = "o_figures_home"
FILE = "o_figures_file"


async def enter(visit: Visit) -> Onward:
    """How far everybody has come; they are counted after the commit, when nobody else waits for it."""
    return replace(visit.to(HOME), effect=_effect(visit, _overview))


async def show_home(visit: Visit) -> Screen:
    """What stands here until everybody is counted."""
    return visit.scene.screen("office/figures_counting", _topics(visit))


async def picture(visit: Visit, topic: str) -> Onward:
    """One topic in words and as a picture, counted anew."""
    if topic not in set(Topic):
        raise Refused(topic)
    return replace(visit.to(FILE), effect=_effect(visit, lambda visit, told: _picture(visit, told, Topic(topic))))


async def table(visit: Visit) -> Onward:
    """All topics as a file."""
    return replace(visit.to(FILE), effect=_effect(visit, _table))


async def show_file(visit: Visit) -> Screen:
    """What stands here until the file comes, or if none does."""
    return replace(visit.scene.screen("office/figures_counting", _back(visit)), stays=True)


def _effect(visit: Visit, show: Callable[[Visit, Figures], Screen]) -> Effect:
    """Count everybody, then show it, which takes a thread: a picture costs as much as a hundred updates."""

    async def shown(_bot: Bot) -> Screen:
        figures = await counted(visit.room.storage, visit.room.book, visit.now)
        return await asyncio.to_thread(show, visit, figures)

    return shown


def _overview(visit: Visit, figures: Figures) -> Screen:
    chart = _telling(visit).chart(figures, Topic.PEOPLE, visit.scene.on)
    return replace(visit.scene.screen("office/figures", _topics(visit), chart=chart), name=HOME)


def _picture(visit: Visit, figures: Figures, topic: Topic) -> Screen:
    chart = _telling(visit).chart(figures, topic, visit.scene.on)
    text = caption(visit.scene.words, chart)
    drawn = None if chart.is_empty else Document(figures_png(chart), f"{topic}.png", shown=True)
    return Screen(name=FILE, text=text, rows=_back(visit), attachment=drawn, stays=True)


def _table(visit: Visit, figures: Figures) -> Screen:
    text = visit.scene.words.page("office/figures_file").text
    file = Document(as_csv(figures, _telling(visit)), "numbers.csv")
    return Screen(name=FILE, text=text, rows=_back(visit), attachment=file, stays=True)


def _telling(visit: Visit) -> Telling:
    return Telling(visit.scene.words, visit.room.book)


def _topics(visit: Visit) -> Rows:
    labels = visit.scene.words.labels(LABELS)
    return flowing(
        [
            *(do(labels[topic], "o_figures_topic", topic) for topic in Topic),
            do(labels["table"], "o_figures_table"),
            go(labels["office"], "o_office"),
        ]
    )


def _back(visit: Visit) -> Rows:
    return ((go(visit.scene.words.labels(LABELS)["back"], "o_figures"),),)


FIGURES = Feature(
    acts={
        "o_figures": Act(enter, Role.COORDINATOR),
        "o_figures_topic": Act(picture, Role.COORDINATOR),
        "o_figures_table": Act(table, Role.COORDINATOR),
    },
    places={
        HOME: Place(show_home, Role.COORDINATOR),
        FILE: Place(show_file, Role.COORDINATOR),
    },
    commands={"figures": "o_figures"},
)
