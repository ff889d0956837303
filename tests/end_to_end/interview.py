"""One whole interview, said once: a home visitor with half an hour of RSC too little."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.simulator import Message, Person


@dataclass(frozen=True, slots=True)
class Step:
    """What a person does: they tap a label, or type a text where `types` is set; then the bot shows `sees`."""

    sees: str
    taps: str = ""
    types: str = ""

    async def by(self, person: Person) -> Message:
        """The message that shows it."""
        await self.is_done_by(person)
        return await person.waits_for(self.sees)

    async def is_done_by(self, person: Person) -> None:
        """Without waiting for what comes of it."""
        if self.types:
            await person.sends(self.types)
        else:
            await person.taps(self.taps)


BEGIN = (Step("Hello", types="/start"), Step("Which children", taps="Find my category"))
QUESTIONS = (
    Step("main", taps="Pregnancy up to 3 years"),
    Step("many years", taps="Supporting parent and child"),
    Step("how many families", types="2 and a half"),
    Step("hours of training", taps="20"),
    Step("received", taps="33 hours"),
    Step("qualified provider", types="23.5"),
)
OUTCOME = Step("0.5 hours", taps="Yes, they do")
HOME_VISITOR = (*BEGIN, *QUESTIONS, OUTCOME)

ANSWERS: Mapping[str, object] = {
    "age_band": "infant",
    "scope": "prevention",
    "prevention_years": 2.5,
    "families_served": 20,
    "training_hours": 33,
    "rsc_hours": 23.5,
    "rsc_provider_qualified": "yes",
}
"""What is stored after it."""

SECRETS = ("2 and a half", "23.5", "Annabel", "Quillfeather")
"""Told by the person, so never to be logged."""


async def interviewed(person: Person) -> Message:
    """The outcome, after all steps."""
    for step in HOME_VISITOR[:-1]:
        await step.by(person)
    return await OUTCOME.by(person)


async def begun(person: Person, answered: int = 0) -> Message:
    """The question after so many answers."""
    message = None
    for step in (*BEGIN, *QUESTIONS[:answered]):
        message = await step.by(person)
    assert message is not None
    return message
