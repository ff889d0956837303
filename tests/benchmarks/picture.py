"""The first measure of a contest as a picture, in the manner of those that the bot draws."""

from bot.drawing import figures_png
from dialogs.figures.chart import Chart, Row
from tests.benchmarks.contest import OURS, Contest, Result
from tests.benchmarks.table import figure


def picture(contest: Contest, result: Result, made: str) -> bytes:
    """A PNG with a bar for each contender that was measured and competes; `made` tells when and where.

    Raises:
        ValueError: if none was.
    """
    measure = contest.measures[0]
    medians = {one.name: result.median(one.name, measure.name) for one in contest.contenders if one.competes}
    found = {name: median for name, median in medians.items() if median is not None}
    most = max(found.values())
    rows = (Row(name, figure(median), median / most, _below(name, contest, result)) for name, median in found.items())
    return figures_png(Chart(contest.title, f"{measure.name}, {measure.unit}", made, tuple(rows), "", "", "", ""))


def _below(name: str, contest: Contest, result: Result) -> str:
    ratio = None if name == OURS else result.ratio(name, contest.measures[0])
    return "" if ratio is None else f"{OURS}: {figure(ratio)} times"
