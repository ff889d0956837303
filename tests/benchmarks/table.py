"""Results as Markdown."""

from collections.abc import Iterator

from tests.benchmarks.contest import OURS, Contender, Contest, Measure, Result


def table(contest: Contest, result: Result) -> str:
    """Title, table, bars and note: medians, and behind each, for peers, how many times better we are."""
    rows = [_header(contest), _rule(contest), *_rows(contest, result)]
    parts = [f"**{contest.title}**", "\n".join(rows)]
    if contest.bars:
        parts.append("\n".join(f"- {bar.says}: {_verdict(bar.holds(result))}" for bar in contest.bars))
    if contest.note:
        parts.append(contest.note)
    return "\n\n".join(parts)


def _header(contest: Contest) -> str:
    return _row(
        ("", *(f"{measure.name}, {measure.unit}" if measure.unit else measure.name for measure in contest.measures))
    )


def _rule(contest: Contest) -> str:
    return _row(("---", *("---:" for _ in contest.measures)))


def _rows(contest: Contest, result: Result) -> Iterator[str]:
    for contender in contest.contenders:
        name = f"**{contender.name}**" if contender.name == OURS else contender.name
        yield _row((name, *(_cell(contender, measure, result) for measure in contest.measures)))


def _cell(contender: Contender, measure: Measure, result: Result) -> str:
    median = result.median(contender.name, measure.name)
    if median is None:
        return "–"
    compared = contender.name != OURS and contender.competes
    ratio = result.ratio(contender.name, measure) if compared else None
    return figure(median) if ratio is None else f"{figure(median)} (×{figure(ratio)})"


def _row(cells: tuple[str, ...]) -> str:
    return f"| {' | '.join(cells)} |"


def _verdict(holds: bool | None) -> str:
    return "not measured" if holds is None else "met" if holds else "**missed**"


def figure(number: float) -> str:
    """Three digits that count: 12,345 and 45.6 and 0.123."""
    if abs(number) >= 100:
        return f"{number:,.0f}"
    return f"{number:.3g}"
