"""Bad usage and bad input: exit code 2 and one clear line on stderr, never a traceback."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from bot.cli import rules as rules_command
from bot.cli.document import read
from rules.loading import PackFault
from tests.cli.conftest import Endorse, Ran, in_its_own_process


def check_refused(ran: Ran, *parts: str) -> None:
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("endorse: ")
    assert ran.err.count("\n") == 1
    for part in parts:
        assert part in ran.err


@pytest.mark.parametrize(
    ("arguments", "parts"),
    [
        ([], ["required: COMMAND"]),
        (["asess"], ["COMMAND", "'asess'", "assess", "renewal", "rules", "flow"]),
        (["assess", "a", "b"], ["unrecognized arguments: b"]),
        (["assess", "--asof", "2026-11-21"], ["unrecognized arguments: --asof"]),
        (["assess", "--as-of"], ["--as-of", "expected one argument"]),
        (["assess", "--as-of", "tomorrow"], ["--as-of", "'tomorrow' came", "such as 2026-11-21"]),
        (["assess", "--as-of", "20261121"], ["--as-of", "'20261121' came"]),
        (["assess", "--as-of", "2026-W47-6"], ["--as-of", "'2026-W47-6' came"]),
        (["assess", "--as-of", "2026-02-30"], ["--as-of", "'2026-02-30' came"]),
        (["assess", "--as-of", "2023-12-31"], ["--as-of", "2023-12-31 came", "covers 2024-01-01 or later"]),
        (["renewal", "--as-of", "2023-12-31"], ["--as-of", "covers 2024-01-01 or later"]),
        (["assess", "--pack", "atlantis"], ["--pack", "'atlantis' came", "infancy-onward"]),
        (["assess", "--pack", "../infancy-onward"], ["--pack", "came", "infancy-onward"]),
        (["assess", "/nowhere/at all.json"], ["FILE", "'/nowhere/at all.json' came", "No such file"]),
        (["assess", "."], ["FILE", "'.' came", "directory"]),
        (["assess", "a\0b"], ["FILE", "null byte"]),
        (["rules"], ["required: ACTION"]),
        (["rules", "burn"], ["ACTION", "'burn'", "check", "list", "show"]),
        (["rules", "show"], ["required: CODE"]),
        (["rules", "show", "IFX"], ["CODE", "'IFX' came", "ECMHM-R/F", "ERS", "IMHS"]),
        (["flow", "atlantis"], ["NAME", "'atlantis' came", "apply", "ers"]),
        (["flow", "--format", "svg"], ["--format", "'svg'", "mermaid", "json"]),
    ],
)
def test_bad_usage_is_one_line(endorse: Endorse, arguments: list[str], parts: list[str]) -> None:
    check_refused(endorse(*arguments, stdin="{}"), *parts)


@pytest.mark.parametrize(
    ("stdin", "parts"),
    [
        ("", ["stdin: nothing came"]),
        ("  \n", ["stdin: nothing came"]),
        (b"\xff\xfe{}", ["stdin: not UTF-8 at byte 0"]),
        ("scope: policy", ["not JSON", "line 1 column 1"]),
        ('{"scope": }', ["not JSON", "line 1 column 11"]),
        ("{} {}", ["not JSON", "Extra data"]),
        ("[" * 100_000, ["nested too deep"]),
        ("[]", ["[] came", "object"]),
        ('"text"', ["'text' came", "object"]),
        ("null", ["None came", "object"]),
        ('{"rsc_hours": NaN}', ["rsc_hours: nan came", "from 0 to 20,000"]),
        ('{"rsc_hours": -Infinity}', ["rsc_hours: -inf came"]),
        ('{"rsc_hours": 1e999}', ["rsc_hours: inf came"]),
        (f'{{"rsc_hours": {"9" * 5000}}}', ["rsc_hours: inf came"]),
        (f'{{"families_served": -{"9" * 19}}}', ["families_served: -inf came", "a whole number from 0 to 100,000"]),
        ('{"rsc_hours": 20001}', ["rsc_hours: 20001 came"]),
        ('{"rsc_hours": 1, "rsc_hours": 2}', ["stdin: rsc_hours: stands twice (1 and 2 came)"]),
        (f'{{"{"x" * 9000}": 1, "{"x" * 9000}": 2}}', [f"stdin: {'x' * 59}…: stands twice"]),
        (f'{{"{"x" * 9000}": 1}}', [f"stdin: {'x' * 59}…: unknown key; allowed: age_band"]),
        ('{"rsc": 1}', ["rsc: unknown key; allowed: age_band, scope"]),
        ('{"rsc": null}', ["rsc: unknown key"]),
        ('{"rsc_hours": true}', ["rsc_hours: True came", "a number of hours"]),
        ('{"rsc_hours": "24"}', ["rsc_hours: '24' came"]),
        ('{"licensed": "no"}', ["licensed: 'no' came; allowed is true or false"]),
        ('{"families_served": 9.5}', ["families_served: 9.5 came", "a whole number"]),
        ('{"holds": "IFS"}', ["holds: 'IFS' came", "a list of codes out of IFA, IFS"]),
        ('{"scope": "teacher"}', ["scope: 'teacher' came", "'promotion'"]),
        ('{"scope": "\\ud800"}', ["not JSON"]),
        ('{"a\\nb\\u001b[31m": 1}', ["a\\nb\\x1b[31m: unknown key"]),
    ],
)
def test_a_bad_profile_is_one_line(endorse: Endorse, stdin: str | bytes, parts: list[str]) -> None:
    check_refused(endorse("assess", "--as-of", "2026-11-21", stdin=stdin), *parts)


@pytest.mark.parametrize(
    ("stdin", "parts"),
    [
        ("{}", ["category: missing", "earned_on: missing"]),
        ('{"category": "IFS", "earned_on": "2025-02-29"}', ["earned_on: '2025-02-29' came", "YYYY-MM-DD"]),
        ('{"category": "IFS", "earned_on": "0025-02-20"}', ["earned_on: '0025-02-20' came", "from 1990-01-01"]),
        ('{"category": "ERS", "earned_on": "2025-02-20"}', ["category: 'ERS' came", "'IFA'"]),
        (
            '{"category": "IFS", "earned_on": "2025-02-20", "attested_on": "2026-01-05"}',
            ["attested_on: 2026-01-05 came", "2027-10-01 to 2027-12-31"],
        ),
        (
            '{"category": "IFS", "earned_on": "2025-02-20", "credits": {"rsc_received": -1}}',
            ["credits.rsc_received: -1 came"],
        ),
    ],
)
def test_a_bad_record_is_one_line(endorse: Endorse, stdin: str, parts: list[str]) -> None:
    check_refused(endorse("renewal", "--as-of", "2026-11-21", stdin=stdin), *parts)


def test_an_unknown_pack_in_the_environment_is_named(endorse: Endorse, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RULE_PACK", "atlantis")
    check_refused(endorse("assess", stdin="{}"), "RULE_PACK: 'atlantis' came", "infancy-onward")


def test_the_rest_of_the_environment_does_not_matter_here(endorse: Endorse, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "none")
    assert endorse("assess", stdin="{}").code == 0


def test_every_fault_of_a_pack_is_a_line(endorse: Endorse, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(name: str) -> None:
        raise PackFault(name, ("fees: nothing here", "terms: 'x' stands 2 times"))

    monkeypatch.setattr(rules_command, "load_pack", broken)
    ran = endorse("rules", "check")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == "infancy-onward: fees: nothing here\ninfancy-onward: terms: 'x' stands 2 times\n"


def test_a_pack_without_its_frame_is_not_passed_over(
    endorse: Endorse, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "half-a-pack" / "categories").mkdir(parents=True)
    (tmp_path / "__pycache__").mkdir()
    monkeypatch.setattr("rules.loading.PACKS", tmp_path)
    ran = endorse("rules", "check")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == "half-a-pack: pack.yaml: missing; every folder beside the packs has to be one\n"


def test_a_reader_that_has_enough_is_no_error() -> None:
    program = "import sys; from bot.cli import main; sys.stdin.readline(); sys.exit(main(['rules', 'list']))"
    with subprocess.Popen(
        [sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as running:
        assert running.stdin is not None
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.close()
        running.stdin.write(b"go\n")
        running.stdin.close()
        assert running.wait(60) == 0
        assert running.stderr.read() == b""


def test_a_full_disk_is_one_line() -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "bot", "rules", "list"], stdout=full, stderr=subprocess.PIPE, check=False, timeout=60
        )
    assert done.returncode == 2
    assert done.stderr.decode() == "endorse: stdout: cannot be written to (No space left on device)\n"


@pytest.mark.parametrize(
    ("redirection", "line"),
    [("<&-", "endorse: stdin: closed; allowed is"), (">&-", "endorse: stdout: closed; allowed is")],
)
def test_closed_streams_are_one_line(redirection: str, line: str) -> None:
    done = subprocess.run(
        ["/bin/sh", "-c", f'echo "{{}}" | "$0" -m bot assess {redirection}', sys.executable],
        capture_output=True,
        check=False,
        text=True,
        timeout=60,
    )
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert done.stderr.startswith(line)


def test_ctrl_c_stops_without_a_traceback(tmp_path: Path) -> None:
    pipe = tmp_path / "profile.json"
    os.mkfifo(pipe)
    with (
        subprocess.Popen([sys.executable, "-m", "bot", "assess", str(pipe)], stderr=subprocess.PIPE) as running,
        pipe.open("wb"),  # waits until the program reads from it
    ):
        assert running.stderr is not None
        running.send_signal(signal.SIGINT)
        assert running.wait(60) == 130
        assert running.stderr.read() == b"endorse: stopped\n"


def test_ctrl_c_in_this_process_is_told(endorse: Endorse, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(f"bot.cli.assess.{read.__name__}", interrupted)
    assert endorse("assess") == Ran(130, "", "endorse: stopped\n")


def test_python_dash_m_refuses_the_same_way() -> None:
    check_refused(in_its_own_process("assess", stdin=b"[]"), "[] came")
