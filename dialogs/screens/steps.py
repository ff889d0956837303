"""The steps from choosing a category to renewing it, as a list to tick off."""

from dialogs.keyboard import flowing, stacked
from dialogs.scene import Refused, Scene, do
from dialogs.screen import Button, Screen


def show_steps(scene: Scene) -> Screen:
    """All steps; a tap ticks one off or takes the tick away."""
    words = scene.words
    steps = [(step, step.id in scene.session.steps) for step in scene.pack.steps]
    ticks = [
        do(f"{'✓' if done else '○'} {number}. {words.say(step.title)}", "tick", step.id)
        for number, (step, done) in enumerate(steps, start=1)
    ]
    easy = Button(words.buttons["open_easy"], url=scene.pack.association.application_url)
    guidelines = Button(words.buttons["guidelines"], url=scene.pack.association.guidelines_url)
    return scene.screen(
        "screens/steps",
        (*stacked(ticks), *flowing([easy, scene.button("menu", "menu")]), (guidelines,)),
        steps=[(words.say(step.title), words.say(step.text), done) for step, done in steps],
        done=sum(done for _, done in steps),
        total=len(steps),
    )


def step_named(scene: Scene, name: str) -> str:
    """A step's id, if there is such a step.

    Raises:
        Refused: if there is none.
    """
    if name not in {step.id for step in scene.pack.steps}:
        raise Refused(name)
    return name
