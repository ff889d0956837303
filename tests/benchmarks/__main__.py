"""`python -m tests.benchmarks`, which is what `endorse bench` runs: plays the contests and prints their table."""

import json
import subprocess
import sys
from argparse import Namespace
from collections.abc import Mapping, Sequence

from bot.cli.bench import add_arguments
from bot.cli.command import DONE, REFUSED
from bot.cli.parser import Parser
from bot.cli.printing import print_refusal, print_text
from bot.clock import SystemClock
from rules.complaints import BadInput
from tests.benchmarks.contest import Contest, Spoilt, play
from tests.benchmarks.contests import CONTESTS
from tests.benchmarks.peers import ROOT, prepare
from tests.benchmarks.picture import picture
from tests.benchmarks.report import PICTURE, README, RESULTS, Played, as_json, as_markdown, kept, write_into

_ROUNDS = 3
_QUICK_ROUNDS = 1


def main(arguments: Sequence[str] | None = None) -> int:
    """Play; 2 if a contender failed or there is no such contest."""
    try:
        return _play(_parser().parse_args(arguments))
    except (BadInput, subprocess.CalledProcessError) as failure:
        print_refusal(f"endorse: {failure}")
        return REFUSED


def _play(options: Namespace) -> int:
    chosen = _chosen(options.only)
    rounds = options.rounds or (_QUICK_ROUNDS if options.quick else _ROUNDS)
    prepare(sorted({one.peers for contest in chosen for one in contest.contenders if one.peers}), _tell)
    found = [one for contest in chosen if (one := _played(contest, rounds, options)) is not None]
    if options.write and found:
        _write({**kept(RESULTS, CONTESTS), **{one.contest.name: one for one in found}})
    print_text(json.dumps(as_json(found), indent=1) if options.json else as_markdown(found))
    return DONE if len(found) == len(chosen) else REFUSED


def _played(contest: Contest, rounds: int, options: Namespace) -> Played | None:
    """None where a contender failed: that is told, and must not cost the other contests' minutes."""
    try:
        result = play(contest, rounds, quick=options.quick, told=_tell)
    except Spoilt as spoilt:
        print_refusal(f"endorse: {contest.name}: {spoilt}")
        return None
    only = f" --only {contest.name}" if options.only else ""
    command = f"endorse bench{only}{' --quick' if options.quick else ''}"
    return Played(contest, result, command, SystemClock().now().date().isoformat())


def _write(found: Mapping[str, Played]) -> None:
    """All that is known, in the order of the contests; the picture is of the first."""
    played = [found[contest.name] for contest in CONTESTS if contest.name in found]
    RESULTS.write_text(f"{json.dumps(as_json(played), indent=1)}\n", "utf-8")
    first = played[0]
    PICTURE.write_bytes(picture(first.contest, first.result, f"{first.command}, {first.date}"))
    shown = f'<p align="center"><img src="{PICTURE.relative_to(ROOT)}" width="420" alt="{first.contest.title}"></p>'
    write_into(README, f"{shown}\n\n{as_markdown(played)}")


def _chosen(names: Sequence[str]) -> Sequence[Contest]:
    known = {contest.name: contest for contest in CONTESTS}
    for name in names:
        if name not in known:
            raise BadInput(f"--only: {name!r} came; allowed is one of {', '.join(known)}")
    return [known[name] for name in names] if names else CONTESTS


def _parser() -> Parser:
    parser = Parser(prog="endorse bench", description=__doc__, allow_abbrev=False)
    add_arguments(parser)
    return parser


def _tell(line: str) -> None:
    print(line, file=sys.stderr, flush=True)  # noqa: T201  progress


if __name__ == "__main__":
    sys.exit(main())
