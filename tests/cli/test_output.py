"""What the commands print."""

import json
import subprocess
import sys
from dataclasses import fields
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.cli.commands import COMMANDS
from bot.clock import SystemClock
from rules.assessment import Assessment
from rules.loading import load_pack
from rules.renewal import RenewalStatus
from tests.cli.conftest import Endorse, in_its_own_process

PROFILE = '{"scope": "prevention", "rsc_hours": 23.5, "rsc_provider_qualified": "yes", "age_band": "early_childhood"}'
RECORD = '{"category": "IFS", "earned_on": "2025-03-01", "credits": {"rsc_received": 8}}'


def test_an_assessment_has_the_contracts_keys_in_order(endorse: Endorse) -> None:
    found = endorse("assess", stdin=PROFILE).json
    assert list(found) == [field.name for field in fields(Assessment)]
    assert list(found["categories"]) == ["IFA", "IFS", "IMHS", "IMHM-C", "IMHM-P", "IMHM-R/F"]
    hours = next(one for one in found["categories"]["IFS"]["requirements"] if one["id"] == "rsc_hours")
    assert list(hours) == ["id", "verdict", "have", "need", "unit", "kind", "sources"]
    assert (hours["have"], hours["need"], hours["unit"], hours["kind"]) == (23.5, 24, "hours", "substantive")
    assert list(hours["sources"][0]) == ["document", "locator"]


def test_whole_numbers_are_whole_and_the_indent_is_two(endorse: Endorse) -> None:
    out = endorse("assess", stdin='{"scope": "prevention", "rsc_hours": 0.0}').out
    assert '\n  "pack": "infancy-onward",\n' in out
    assert '"have": 0,' in out
    assert '"need": 24,' in out


def test_a_renewal_has_the_contracts_keys_in_order(endorse: Endorse) -> None:
    found = endorse("renewal", "--as-of", "2026-11-21", stdin=RECORD).json
    assert list(found) == list(RenewalStatus.model_fields)
    assert (found["deadline"], found["next_reminder"]) == ("2027-12-31", "2027-01-15")
    assert found["missing"] == {"training": 30, "rsc": 16}


def test_without_a_day_it_is_today_where_the_association_is(endorse: Endorse) -> None:
    zone = ZoneInfo("America/Indiana/Indianapolis")
    before = SystemClock().today(zone)
    said = endorse("assess", stdin="{}").json["as_of"]
    assert before <= date.fromisoformat(said) <= SystemClock().today(zone)


def test_a_file_is_read_like_stdin(endorse: Endorse, tmp_path: Path) -> None:
    file = tmp_path / "profile.json"
    file.write_bytes(b"\xef\xbb\xbf" + PROFILE.encode())  # with the mark that some editors put first
    assert endorse("assess", str(file)).out == endorse("assess", "-", stdin=PROFILE).out


def test_null_is_unknown(endorse: Endorse) -> None:
    assert endorse("assess", stdin='{"scope": null}').out == endorse("assess", stdin="{}").out


def test_a_pack_can_be_named(endorse: Endorse, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RULE_PACK", "nowhere")
    assert endorse("assess", "--pack", "infancy-onward", stdin="{}").json["pack"] == "infancy-onward"


@pytest.mark.parametrize("arguments", [(), *((command.name,) for command in COMMANDS)])
def test_every_command_has_help_with_an_example(endorse: Endorse, arguments: tuple[str, ...]) -> None:
    ran = endorse(*arguments, "--help")
    assert (ran.code, ran.err) == (0, "")
    assert "example" in ran.out
    assert f"endorse {' '.join(arguments)}".strip() in ran.out


@pytest.mark.parametrize("action", ["check", "list", "show", "diff"])
def test_every_action_on_rules_has_help(endorse: Endorse, action: str) -> None:
    ran = endorse("rules", action, "--help")
    assert (ran.code, ran.err) == (0, "")
    assert f"example: endorse rules {action}" in ran.out


def test_sound_packs_are_called_sound(endorse: Endorse) -> None:
    ran = endorse("rules", "check")
    pack = load_pack("infancy-onward")
    line = f"infancy-onward {pack.version}: sound; read the sources again by {pack.covers.check_by}\n"
    assert (ran.code, ran.out) == (0, line)


def test_every_requirement_is_listed_with_its_source(endorse: Endorse) -> None:
    out = endorse("rules", "list", "--as-of", "2026-11-21").out
    assert out.count("ethics_agreement") == 7
    line = next(line for line in out.splitlines() if "families_served" in line)
    assert line.split("  ")[1] == "families_served"
    assert "at least 10" in line
    assert "families" in line
    assert "2024-01-01" in line
    assert "booklet: categories table, work experience row" in line


@pytest.mark.parametrize("code", ["IFS", "ifs", "ECFS", "ecfs"])
def test_a_category_is_shown_under_all_its_letters(endorse: Endorse, code: str) -> None:
    out = endorse("rules", "show", code, "--as-of", "2026-11-21").out
    assert out.startswith("IFS, ECFS: Infant Family Specialist, Early Childhood Family Specialist\n")
    for part in ("rsc_hours: at least 24 hours", "References come from", "together 75 USD", "checked 2026-11-21"):
        assert part in out


@pytest.mark.parametrize("code", ["IFA", "IMHS", "ECMHM-C", "imhm-p", "IMHM-R/F", "ecmhm-r/f", "ers"])
def test_every_code_can_be_shown(endorse: Endorse, code: str) -> None:
    ran = endorse("rules", "show", code)
    assert (ran.code, ran.err) == (0, "")
    assert "Fees" in ran.out


def test_a_sheet_has_no_colour_codes(endorse: Endorse) -> None:
    assert "\x1b" not in endorse("rules", "show", "ERS").out + endorse("rules", "list").out


def test_a_flow_is_drawn_or_declared(endorse: Endorse) -> None:
    assert endorse("flow", "costs").out.startswith("---\ntitle: costs\n---\nflowchart TD\n")
    declared = endorse("flow", "costs", "--format", "json").json
    assert (declared["name"], declared["then"]["start"]) == ("costs", ["cost_category"])
    assert declared["questions"][0]["id"] == "cost_category"


def test_without_a_name_every_flow_is_told(endorse: Endorse) -> None:
    assert {"apply", "costs", "ers"} <= set(endorse("flow", "--format", "json").json)
    assert endorse("flow").out.count("flowchart TD") == len(endorse("flow", "--format", "json").json)


def test_output_is_utf_8_whatever_the_locale(endorse: Endorse) -> None:
    ran = in_its_own_process("rules", "show", "IFA", LC_ALL="C", PYTHONIOENCODING="latin-1")
    assert ran.out == endorse("rules", "show", "IFA").out


def test_computing_imports_neither_telegram_nor_a_web_server() -> None:
    program = (
        "import io, sys; sys.stdin = io.TextIOWrapper(io.BytesIO(b'{}'));"
        "from bot.cli import main; main(['assess']);"
        "print([name for name in ('telegram', 'aiohttp', 'transitions', 'jinja2') if name in sys.modules],"
        " file=sys.stderr)"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, text=True, timeout=60)
    assert ran.stderr == "[]\n"
    assert json.loads(ran.stdout)["target"] is None
