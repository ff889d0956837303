"""Every answer that counts, with a button to change each."""

from collections.abc import Iterator

from dialogs.keyboard import flowing, stacked
from dialogs.recording import FLOW
from dialogs.scene import Scene, go
from dialogs.screen import Button, Screen
from dialogs.screens.question import told


def show_review(scene: Scene, flow: str) -> Screen:
    """The answers of an interview, in the order of its questions."""
    case = scene.case(flow)
    rows = [
        (page.labels["short"], told(scene.words, question, page, scene.session.answers[name]), name)
        for name in case.path
        for question in (case.interview.questions[name],)
        for page in (scene.question(name),)
    ]
    return scene.screen(
        "screens/review",
        (
            *stacked(go(short, "question", flow, name) for short, _, name in rows),
            *flowing(_onward(scene, flow, settled=case.settled)),
        ),
        rows=[(short, answer) for short, answer, _ in rows],
        left=case.left,
    )


def _onward(scene: Scene, flow: str, *, settled: bool) -> Iterator[Button]:
    if flow == FLOW and settled:
        yield scene.button("save", "onward", flow)
    else:
        yield scene.button("result", "onward", flow) if settled else scene.button("continue", "question", flow)
        yield scene.button("restart", "restart", flow)
    yield scene.button("menu", "menu")


def show_resume(scene: Scene, flow: str) -> Screen:
    """An unfinished interview found again: go on, or begin anew."""
    case = scene.case(flow)
    return scene.screen(
        "screens/resume",
        (
            (scene.button("continue", "question", flow),),
            *flowing(
                [
                    scene.button("review", "review", flow),
                    scene.button("restart", "restart", flow),
                    scene.button("menu", "menu"),
                ]
            ),
        ),
        answered=len(case.path),
        left=case.left,
        flow=flow,
    )


def show_restart(scene: Scene, flow: str) -> Screen:
    """Asks before answers are cleared."""
    case = scene.case(flow)
    return scene.screen(
        "screens/restart",
        (
            (scene.action("restart_yes", "restart", flow),),
            (scene.button("delete_no", "review", flow),),
        ),
        answered=len(case.path),
    )
