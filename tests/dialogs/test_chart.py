"""The picture of an interview: true to its declaration, and every question in it reachable."""

import re
from collections import deque

import pytest
from syrupy.assertion import SnapshotAssertion

from dialogs.chart import declaration, in_words, mermaid
from dialogs.flow import SETTLED, START, Flow
from dialogs.library import library
from rules.conditions import All, Any, AtLeast, Condition, Is

LIBRARY = library()
EDGE = re.compile(r'^    (\w+) -->\|"([^"]*)"\| (\w+)$', re.MULTILINE)
YES = Is.model_validate({"fact": "paperwork", "is": (True,)})
SCOPES = Is.model_validate({"fact": "scope", "is": ("policy", "unsure")})
HOURS = AtLeast(fact="rsc_hours", at_least=0.25)
each_flow = pytest.mark.parametrize("flow", LIBRARY.flows.values(), ids=lambda flow: flow.name)


def edges(flow: Flow) -> list[tuple[str, str, str]]:
    """Source, guard and target of every arrow in the picture."""
    return EDGE.findall(mermaid(flow, LIBRARY.questions))


@each_flow
def test_the_picture_is_the_one_that_was_looked_at(flow: Flow, snapshot: SnapshotAssertion) -> None:
    assert mermaid(flow, LIBRARY.questions) == snapshot


@each_flow
def test_every_question_in_the_picture_is_reachable(flow: Flow) -> None:
    leads_to: dict[str, set[str]] = {}
    for source, _, target in edges(flow):
        leads_to.setdefault(source, set()).add(target)
    reached, ahead = {START}, deque([START])
    while ahead:
        new = leads_to.get(ahead.popleft(), set()) - reached
        reached |= new
        ahead.extend(new)
    assert reached == {START, SETTLED, *flow.questions}


@each_flow
def test_the_picture_has_every_declared_arrow_in_the_order_it_is_tried(flow: Flow) -> None:
    drawn = edges(flow)
    for source, followers in flow.then.items():
        assert [target for found, _, target in drawn if found == source and target != SETTLED] == list(followers)
    assert all(guard.startswith(f"{number}. ") for number, guard in _numbered(drawn))


@each_flow
def test_from_everywhere_the_interview_can_end(flow: Flow) -> None:
    assert {source for source, _, target in edges(flow) if target == SETTLED} == {START, *flow.questions}


@each_flow
def test_the_declaration_holds_every_question_once(flow: Flow) -> None:
    declared = declaration(flow, LIBRARY.questions)
    assert declared["name"] == flow.name
    assert [question["id"] for question in declared["questions"]] == list(flow.questions)


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        (YES, "paperwork is yes"),
        (SCOPES, "scope is one of policy, unsure"),
        (HOURS, "rsc_hours at least 0.25"),
        (Is.model_validate({"fact": "years", "is": (0,)}), "years is 0"),
        (Is.model_validate({"fact": "licensed", "is": (False,)}), "licensed is no"),
        (
            All(all=(YES, Any(any=(SCOPES, HOURS)))),
            "paperwork is yes and (scope is one of policy, unsure or rsc_hours at least 0.25)",
        ),
        (
            Any(any=(All(all=(YES, HOURS)), SCOPES)),
            "(paperwork is yes and rsc_hours at least 0.25) or scope is one of policy, unsure",
        ),
    ],
)
def test_a_condition_is_said_in_words(condition: Condition, words: str) -> None:
    assert in_words(condition) == words


def _numbered(drawn: list[tuple[str, str, str]]) -> list[tuple[int, str]]:
    numbers: dict[str, int] = {}
    found = []
    for source, guard, target in drawn:
        if target != SETTLED:
            numbers[source] = numbers.get(source, 0) + 1
            found.append((numbers[source], guard))
    return found
