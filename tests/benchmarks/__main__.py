"""`python -m tests.benchmarks`, which is what `endorse bench` runs: plays the contests and prints their table."""

import json
import subprocess
import sys
from argparse import Namespace
from collections.abc import Sequence

from bot.cli.bench import add_arguments
from bot.cli.command import DONE, REFUSED
from bot.cli.parser import Parser
from bot.cli.printing import print_refusal, print_text
from rules.complaints import BadInput
from tests.benchmarks.contest import Contest, Spoilt, play
from tests.benchmarks.contests import CONTESTS
from tests.benchmarks.peers import prepare
from tests.benchmarks.report import README, RESULTS, as_json, as_markdown, write_into

_ROUNDS = 3
_QUICK_ROUNDS = 1


def main(arguments: Sequence[str] | None = None) -> int:
    """Play; 2 if a contender fails or there is no such contest."""
    try:
        return _play(_parser().parse_args(arguments))
    except (BadInput, Spoilt, subprocess.CalledProcessError) as failure:
        print_refusal(f"endorse: {failure}")
        return REFUSED


def _play(options: Namespace) -> int:
    chosen = _chosen(options.only)
    rounds = options.rounds or (_QUICK_ROUNDS if options.quick else _ROUNDS)
    prepare(sorted({one.peers for contest in chosen for one in contest.contenders if one.peers}), _tell)
    played = [(contest, play(contest, rounds, quick=options.quick, told=_tell)) for contest in chosen]
    command = " ".join(("endorse bench", *_said(options)))
    found, tables = json.dumps(as_json(played, command), indent=1), as_markdown(played, command)
    if options.write:
        RESULTS.write_text(f"{found}\n", "utf-8")
        write_into(README, tables)
    print_text(found if options.json else tables)
    return DONE


def _chosen(names: Sequence[str]) -> Sequence[Contest]:
    known = {contest.name: contest for contest in CONTESTS}
    for name in names:
        if name not in known:
            raise BadInput(f"--only: {name!r} came; allowed is one of {', '.join(known)}")
    return [known[name] for name in names] if names else CONTESTS


def _said(options: Namespace) -> Sequence[str]:
    quick = ["--quick"] if options.quick else []
    rounds = [f"--rounds {options.rounds}"] if options.rounds else []
    return [*quick, *(f"--only {name}" for name in options.only), *rounds]


def _parser() -> Parser:
    parser = Parser(prog="endorse bench", description=__doc__, allow_abbrev=False)
    add_arguments(parser)
    return parser


def _tell(line: str) -> None:
    print(line, file=sys.stderr, flush=True)  # noqa: T201  progress


if __name__ == "__main__":
    sys.exit(main())
