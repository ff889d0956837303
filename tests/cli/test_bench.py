"""`endorse bench`: contests of trivial scripts, what is worked out of their numbers, and refusals. Nothing is timed."""

import json
from pathlib import Path

import pytest

from bot.cli import bench
from rules.complaints import BadInput
from tests.benchmarks import report
from tests.benchmarks.__main__ import main
from tests.benchmarks.contest import OURS, Bar, Contender, Contest, Measure, Result, Spoilt, play
from tests.benchmarks.contests import CONTESTS
from tests.benchmarks.interview.match import BOTS, play_through
from tests.benchmarks.interview.process import bot, clone
from tests.benchmarks.interview.questions import AFTER_A_FEW, SCRIPT
from tests.benchmarks.peers import ROOT, environment, python_of
from tests.benchmarks.picture import picture
from tests.benchmarks.server.figures import most_in_a_second, percentile
from tests.benchmarks.server.launch import fake_telegram
from tests.benchmarks.table import figure, table
from tests.cli.conftest import Endorse
from tests.cli.test_refusals import check_refused

SPEED = Measure("speed", "laps/s")
COST = Measure("cost", "ms", "low")
FOUND = Result(
    {
        OURS: {"speed": (300.0, 200.0, 400.0), "cost": (2.0, 2.0, 2.0)},
        "peer": {"speed": (100.0, 150.0, 50.0), "cost": (4.0, 5.0, 6.0)},
        "one that has no cost": {"speed": (1.0, 1.0, 1.0)},
    }
)


def script(name: str, code: str) -> Contender:
    return Contender(name, ("-c", code))


def contest(*contenders: Contender, rounds: int | None = None) -> Contest:
    return Contest("laps", "Laps", contenders, (SPEED, COST), rounds=rounds)


ALL = contest(script(OURS, ""), script("peer", ""), script("one that has no cost", ""))


def test_the_middle_round_counts() -> None:
    assert FOUND.median(OURS, "speed") == 300
    assert FOUND.median("nobody", "speed") is None


def test_the_spread_is_from_the_lowest_to_the_highest_round_as_a_share_of_the_middle() -> None:
    assert FOUND.spread("peer", "speed") == 1.0
    assert FOUND.spread("nobody", "speed") == 0.0


def test_a_ratio_above_one_is_in_our_favour_whichever_way_is_better() -> None:
    assert FOUND.ratio("peer", SPEED) == 3.0
    assert FOUND.ratio("peer", COST) == 2.5
    assert FOUND.ratio("one that has no cost", COST) is None


def test_contenders_take_turns_and_every_number_is_kept() -> None:
    told: list[str] = []
    both = contest(script(OURS, "print('{\"speed\": 2}')"), script("peer", "print('so...'); print('{\"speed\": 1.5}')"))
    result = play(both, 2, quick=False, told=told.append)
    assert told == [f"laps, round {turn}: {name}" for turn in (1, 2) for name in (OURS, "peer")]
    assert result.all(OURS, "speed") == (2, 2)
    assert result.all("peer", "speed") == (1.5, 1.5)


def test_a_contest_may_bound_its_rounds() -> None:
    once = contest(script(OURS, "print('{\"speed\": 2}')"), rounds=1)
    assert play(once, 5, quick=False).all(OURS, "speed") == (2,)


def test_a_quick_run_says_so_to_the_contenders() -> None:
    counts = contest(script(OURS, "import sys; print('{\"speed\": %d}' % sys.argv.count('--quick'))"))
    assert play(counts, 1, quick=True).all(OURS, "speed") == (1,)


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("raise SystemExit('the tyre is flat')", "peer: exit code 1; the tyre is flat"),
        ("print('fast')", "peer: its last line has to be a JSON object of numbers, and was 'fast'"),
        ('print(\'{"speed": "fast"}\')', "peer: its last line has to be a JSON object of numbers"),
    ],
)
def test_a_contender_that_fails_spoils_the_contest(code: str, told: str) -> None:
    with pytest.raises(Spoilt, match="peer") as spoilt:
        play(contest(script("peer", code)), 1, quick=False)
    assert told in str(spoilt.value)


def test_contenders_know_nothing_of_a_real_bot_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "1:secret")
    monkeypatch.setenv("DATABASE_URL", "sqlite:///precious.db")
    assert {"TELEGRAM_BOT_TOKEN", "DATABASE_URL"}.isdisjoint(environment())


def test_every_set_of_peers_is_pinned_and_has_an_environment_of_its_own() -> None:
    names = {one.peers for contest in CONTESTS for one in contest.contenders if one.peers}
    assert len({python_of(name) for name in names}) == len(names)
    for name in names:
        lines = (ROOT / "tests" / "benchmarks" / "peers" / f"{name}.txt").read_text("utf-8").split()
        assert lines
        assert all("==" in line for line in lines)


def test_a_table_has_medians_and_how_many_times_better_we_are() -> None:
    assert table(ALL, FOUND).splitlines()[2:] == [
        "|  | speed, laps/s | cost, ms |",
        "| --- | ---: | ---: |",
        "| **endorse** | 300 | 2 |",
        "| peer | 100 (×3) | 5 (×2.5) |",
        "| one that has no cost | 1 (×300) | – |",
    ]


@pytest.mark.parametrize(("holds", "told"), [(True, "met"), (False, "**missed**"), (None, "not measured")])
def test_a_bar_is_met_missed_or_not_measured(holds: bool | None, told: str) -> None:
    barred = Contest("laps", "Laps", ALL.contenders, (SPEED,), bars=(Bar("fast enough", lambda _: holds),))
    assert f"- fast enough: {told}" in table(barred, FOUND)


@pytest.mark.parametrize(("number", "told"), [(12_345.6, "12,346"), (99.94, "99.9"), (0.1234, "0.123"), (0.0, "0")])
def test_three_digits_count(number: float, told: str) -> None:
    assert figure(number) == told


def test_tables_go_between_the_marks_and_nowhere_else(tmp_path: Path) -> None:
    readme = tmp_path / "README.md"
    readme.write_text("before\n<!-- benchmarks -->\nold\n<!-- /benchmarks -->\nafter\n", "utf-8")
    report.write_into(readme, "new \\1")
    assert readme.read_text("utf-8") == "before\n<!-- benchmarks -->\nnew \\1\n<!-- /benchmarks -->\nafter\n"


def test_a_readme_without_its_marks_is_told(tmp_path: Path) -> None:
    readme = tmp_path / "README.md"
    readme.write_text("nothing here", "utf-8")
    with pytest.raises(BadInput, match="marks"):
        report.write_into(readme, "new")


def test_what_was_kept_is_read_again_on_the_same_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "results.json"
    played = report.Played(ALL, FOUND, "endorse bench --only laps", "2026-11-22")
    file.write_text(json.dumps(report.as_json([played])), "utf-8")
    assert report.kept(file, [ALL]) == {"laps": played}
    monkeypatch.setattr(report, "machine", lambda: {"cores": 64})
    assert report.kept(file, [ALL]) == {}


def test_the_picture_has_a_bar_for_each_who_was_measured() -> None:
    assert picture(ALL, FOUND, "today").startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("arguments", "parts"),
    [
        (["--only", "chess"], ["--only: 'chess' came", "interview"]),
        (["--rounds", "0"], ["--rounds", "'0' came", "a whole number from 1"]),
        (["--rounds", "many"], ["--rounds", "'many' came"]),
        (["--quik"], ["unrecognized arguments: --quik"]),
    ],
)
def test_bad_usage_is_one_line(arguments: list[str], parts: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 2
    told = capsys.readouterr()
    assert (told.out, told.err.count("\n")) == ("", 1)
    for part in ["endorse: ", *parts]:
        assert part in told.err


def test_without_the_source_tree_it_says_what_is_missing(
    endorse: Endorse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bench, "_ROOT", tmp_path)
    check_refused(endorse("bench"), "bench", "source tree")


def test_percentiles_are_of_a_hundred() -> None:
    assert percentile([], 99) is None
    assert percentile([n / 1000 for n in range(1, 101)], 50) == pytest.approx(51)
    assert percentile([n / 1000 for n in range(1, 101)], 99) == pytest.approx(100)


def test_the_fullest_second_is_found_wherever_it_begins() -> None:
    assert most_in_a_second([0.0, 0.5, 0.9, 1.1, 1.4, 3.0]) == 4
    assert most_in_a_second([0.0, 1.0, 2.0]) == 1
    assert most_in_a_second([]) == 0


def test_everybody_is_interviewed_to_the_end(tmp_path: Path) -> None:
    """Ours against the fake server, and then somebody who shares the way of one who stopped."""
    ours = BOTS["endorse"]
    with fake_telegram() as telegram:
        with bot(ours, telegram, tmp_path):
            figures = play_through(telegram, people=3)
            assert (figures["replies"], figures["extra"]) == (3 * len(SCRIPT), 0)
            assert figures["calls"]["answerCallbackQuery"] == figures["taps"]
            like = telegram.state()["next_id"]
            play_through(telegram, people=1, steps=AFTER_A_FEW)
        clone(ours, tmp_path, like, like + 1, 5)
        with bot(ours, telegram, tmp_path):
            assert play_through(telegram, like=like, people=5, steps=1, first_id=like + 1)["replies"] == 5
