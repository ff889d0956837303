"""Sending announcements: the tables of everything from the choice of a moment to the report."""

from bot.announcements import afterwards, checkpoint, controls, report, review, scheduling
from bot.office.feature import Act, Feature, Place
from dialogs.announcements.lifecycle import LEAST, Step
from dialogs.roles import Role

_WRITES = Role.DRAFTER
_SENDS = Role.COORDINATOR

RUNNING = Feature(
    acts={
        "o_when_is": Act(scheduling.set_kind, _WRITES),
        "o_when_at": Act(scheduling.set_at, _WRITES),
        "o_valid": Act(scheduling.set_valid, _WRITES),
        "o_check": Act(checkpoint.check, _WRITES),
        "o_submit": Act(review.submit, LEAST[Step.SUBMIT]),
        "o_approve": Act(review.approve, _SENDS),
        "o_confirm": Act(checkpoint.confirm, LEAST[Step.CONFIRM]),
        "o_pause": Act(controls.pause, LEAST[Step.PAUSE]),
        "o_resume": Act(controls.resume, LEAST[Step.RESUME]),
        "o_cancel_yes": Act(controls.cancel, LEAST[Step.CANCEL]),
        "o_table": Act(report.table, _SENDS),
        "o_retry": Act(afterwards.retry, LEAST[Step.REOPEN]),
        "o_doubtful_yes": Act(afterwards.resend, LEAST[Step.REOPEN]),
        "o_correct_yes": Act(afterwards.correct, _SENDS),
        "o_correct_no": Act(afterwards.drop_correction, _SENDS),
        "o_recall_yes": Act(afterwards.recall, _SENDS),
        "o_late": Act(afterwards.late, _SENDS),
        "o_late_yes": Act(afterwards.late_yes, LEAST[Step.REOPEN]),
    },
    places={
        "o_when": Place(scheduling.show_when, _WRITES, scheduling.write_when),
        "o_when_day": Place(scheduling.show_day, _WRITES, scheduling.write_when),
        "o_when_hour": Place(scheduling.show_hour, _WRITES, scheduling.write_hour),
        "o_checked": Place(checkpoint.show_checked, _WRITES, checkpoint.write_count),
        "o_send_back": Place(review.show_send_back, LEAST[Step.SEND_BACK], review.write_send_back),
        "o_run": Place(controls.show_run, _SENDS),
        "o_cancel": Place(controls.show_cancel, LEAST[Step.CANCEL]),
        "o_report": Place(report.show_report, _SENDS),
        "o_doubtful": Place(afterwards.show_doubtful, LEAST[Step.REOPEN]),
        "o_correct": Place(afterwards.show_correct, _SENDS, afterwards.write_correct),
        "o_recall": Place(afterwards.show_recall, _SENDS),
    },
)
