"""Every example that was worked by hand, through the command line."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.cli.conftest import Endorse, in_its_own_process

EXAMPLES = Path(__file__).parents[1] / "rules" / "examples"


def examples(name: str) -> list[Any]:
    found = yaml.safe_load((EXAMPLES / f"{name}.yaml").read_text("utf-8"))
    return [pytest.param(example, id=example["id"]) for example in found]


def sent(content: Mapping[str, Any]) -> str:
    return json.dumps(content, default=str)


def told(found: Mapping[str, Any]) -> dict[str, Any]:
    """An assessment in the form of the examples."""
    fees = found["fees"]
    return {
        **{key: found[key] for key in ("target", "recommended", "apply_now", "credential")},
        "fees_total": fees and fees["total"],
        "handoff": bool(found["handoff"]),
        "categories": {
            code: {"verdict": result["verdict"], "missing": result["missing"]}
            for code, result in found["categories"].items()
        },
    }


@pytest.mark.parametrize("example", examples("assess"))
def test_an_assessment_says_what_was_worked_by_hand(endorse: Endorse, example: dict[str, Any]) -> None:
    ran = endorse("assess", "--as-of", "2026-11-21", stdin=sent(example["profile"]))
    assert (ran.code, ran.err) == (0, "")
    assert told(ran.json) == example["expect"]


@pytest.mark.parametrize("example", examples("renewal"))
def test_a_renewal_says_what_was_worked_by_hand(endorse: Endorse, example: dict[str, Any]) -> None:
    ran = endorse("renewal", "-", "--as-of", str(example["as_of"]), stdin=sent(example["record"]))
    assert (ran.code, ran.err) == (0, "")
    found = ran.json
    expected = json.loads(sent(example["expect"]))
    counted = {"counted_training": found["counted"] and found["counted"]["training"]}
    assert {**found, **counted, "handoff": bool(found["handoff"])} | expected == {
        **found,
        **counted,
        "handoff": expected["handoff"],
    }


@pytest.mark.parametrize("example", examples("assess")[:3])
def test_a_program_of_its_own_says_the_same(endorse: Endorse, example: dict[str, Any]) -> None:
    arguments, profile = ("assess", "--as-of", "2026-11-21"), sent(example["profile"])
    ran = in_its_own_process(*arguments, stdin=profile.encode())
    assert (ran.code, ran.err) == (0, "")
    assert ran.json == endorse(*arguments, stdin=profile).json
