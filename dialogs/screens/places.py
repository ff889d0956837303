"""Every screen by the name it has in callback data and in a session."""

from collections.abc import Mapping
from dataclasses import replace

from dialogs.calling import call
from dialogs.scene import Refused, Scene, Show
from dialogs.screen import Screen
from dialogs.screens import (
    attest,
    categories,
    costs,
    credit,
    endorsements,
    ledger,
    menu,
    papers,
    progress,
    question,
    references,
    result,
    review,
    settings,
    steps,
    terms,
    topics,
    wishes,
)

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
    "endorsements": endorsements.show_endorsements,
    "endorsement": endorsements.show_endorsement,
    "remove": endorsements.show_remove,
    "removed": endorsements.show_removed,
    "progress": progress.show_progress,
    "progress_picture": progress.show_progress_picture,
    "renewal_email": progress.show_renewal_email,
    "attest": attest.show_attest,
    "attested": attest.show_attested,
    "packet": papers.show_packet,
    "packet_table": papers.show_packet_table,
    "calendar": papers.show_calendar,
    "log": ledger.show_log,
    "log_hours": ledger.show_log_hours,
    "ledger": ledger.show_ledger,
    "discarded": ledger.show_discarded,
    "credit": credit.show_credit,
    "credit_day": credit.show_credit_day,
    "credit_hours": credit.show_credit_hours,
    "credit_kind": credit.show_credit_kind,
    "credit_rsc": credit.show_credit_rsc,
    "credit_title": credit.show_credit_title,
    "credit_provider": credit.show_credit_provider,
    "credit_file": credit.show_credit_file,
    "certificate": credit.show_certificate,
    "wishes": wishes.show_wishes,
    "quiet": wishes.show_quiet,
    "membership": wishes.show_membership,
    "topics": topics.show_topics,
    "weekly": topics.show_weekly,
    "fewer": topics.show_fewer,
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
    # A complaint is no reason to send a file again: its buttons are enough.
    kept = replace(screen, attachment=None, stays=False) if screen.attachment is not None else screen
    return replace(kept, text=f"{scene.notice}\n\n{screen.text}")
