"""GoRules zen-engine with the decision of `decision.py`, evaluated in the quickest of its ways.

That is a loader that compiles the decision once; a decision made with `create_decision` took three times as long. It is
given the profile as a dict and its answer is taken as it comes: leaving out what is met, to compare, is not timed.
"""

import json
from typing import Any

import zen

from tests.benchmarks.rules.by_hand import Found
from tests.benchmarks.rules.decision import decision
from tests.benchmarks.rules.timing import compete

_NAME = "assess"
_CODES = {"IMHM_C": "IMHM-C", "IMHM_P": "IMHM-P", "IMHM_RF": "IMHM-R/F"}


def _outcome(answer: Any) -> dict[str, Found]:  # noqa: ANN401  the engine says no type
    found = answer["result"]
    return {
        _CODES.get(code, code): {
            "verdict": verdict,
            "missing": {
                name: short
                for part in (found["deciding"], found["beside"])
                for name, short in part[code].items()
                if short is True or (short is not None and short > 0)
            },
        }
        for code, verdict in found["verdicts"].items()
        if verdict is not None
    }


if __name__ == "__main__":
    engine = zen.ZenEngine({"loader": {"type": "static", "content": {_NAME: json.loads(decision())}}})
    compete(lambda said: said, lambda said: engine.evaluate(_NAME, said), _outcome)
