"""Every screen by the name it has in callback data and in a session."""

from collections.abc import Mapping
from dataclasses import replace

from dialogs.calling import call
from dialogs.scene import Refused, Scene, Show
from dialogs.screen import Screen
from dialogs.screens import categories, costs, menu, question, references, result, review, settings, steps, terms

PLACES: Mapping[str, Show] = {
    "menu": menu.show_menu,
    "help": menu.show_help,
    "privacy": menu.show_privacy,
    "export": menu.show_export,
    "delete": menu.show_delete,
    "cancelled": menu.show_cancelled,
    "question": question.show_question,
    "why": question.show_why,
    "review": review.show_review,
    "resume": review.show_resume,
    "restart": review.show_restart,
    "result": result.show_result,
    "gaps": result.show_gaps,
    "details": result.show_details,
    "what_if": result.show_what_if,
    "email": result.show_email,
    "notes": result.show_notes,
    "picture": result.show_picture,
    "plan": result.show_plan,
    "costs": costs.show_costs,
    "categories": categories.show_categories,
    "category": categories.show_category,
    "raters": categories.show_raters,
    "work": categories.show_work,
    "leadership": categories.show_leadership,
    "providers": categories.show_providers,
    "steps": steps.show_steps,
    "references": references.show_references,
    "terms": terms.show_terms,
    "term": terms.show_term,
    "settings": settings.show_settings,
    "language": settings.show_language,
    "time_zone": settings.show_time_zone,
}


def show(scene: Scene) -> Screen:
    """The screen of the place a session is at, with the scene's notice above it.

    Raises:
        Refused: if there is no such place, or it does not take these arguments.
    """
    place = scene.session.place
    if place.name not in PLACES:
        raise Refused(place.name)
    screen = call(PLACES[place.name], scene, place.arguments)
    if not scene.notice:
        return screen
    return replace(screen, text=f"{scene.notice}\n\n{screen.text}")
