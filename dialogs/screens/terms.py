"""What a word of the field means."""

import re

from dialogs.keyboard import Rows, flowing
from dialogs.routes import unfinished as begun
from dialogs.scene import Refused, Scene, go
from dialogs.screen import Screen
from rules.notes import Term


def show_terms(scene: Scene) -> Screen:
    """The words people ask about most; any of them can be typed too."""
    buttons = [go(scene.words.say(term.term), "term", term.id) for term in scene.pack.terms]
    return scene.screen("screens/terms", (*flowing(buttons), (scene.button("menu", "menu"),)))


def show_term(scene: Scene, term_id: str, flow: str | None = None, question: str | None = None) -> Screen:
    """One word, with a way back to the interview it was asked in, or to one that is not finished."""
    term = next((term for term in scene.pack.terms if term.id == term_id), None)
    if term is None:
        raise Refused(term_id)
    return scene.screen(
        "screens/term",
        (*_way_back(scene, flow, question), (scene.button("terms", "terms"), scene.button("menu", "menu"))),
        term=scene.words.say(term.term),
        text=scene.words.say(term.text),
    )


def _way_back(scene: Scene, flow: str | None, question: str | None) -> Rows:
    unfinished = flow or begun(scene)
    if unfinished is None or scene.case(unfinished).question is None:
        return ()
    looking_at = (question,) if question is not None else ()
    return ((scene.button("back_to_question", "question", unfinished, *looking_at),),)


def term_in(scene: Scene, text: str) -> Term | None:
    """The term a typed text asks about: the longest name, in either language, or alias that stands in it as a word."""
    asked = _folded(text)
    found = [
        (len(name), term)
        for term in scene.pack.terms
        for name in map(_folded, (term.term, scene.words.say(term.term), *term.aliases))
        if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", asked)
    ]
    return max(found, key=lambda pair: pair[0])[1] if found else None


def _folded(text: str) -> str:
    return " ".join(text.casefold().replace("®", "").replace("’", "'").split())
