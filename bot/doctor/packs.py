"""The rule packs: whether they are sound, and whether somebody has read the sources lately."""

from datetime import date

from bot.doctor.finding import Finding, broken, look, well
from rules.loading import PackFault, load_pack


def rules(name: str, today: date) -> Finding:
    """The pack in use."""
    try:
        pack = load_pack(name)
    except PackFault as fault:
        return broken("rules", f"{name}: {len(fault.faults)} faults", "`endorse rules check` names them")
    if pack.covers.last is not None and pack.covers.last < today:
        return broken("rules", f"{name} {pack.version} ended on {pack.covers.last}", "install its successor")
    if pack.covers.check_by < today:
        return look(
            "rules",
            f"{name} {pack.version}: to be checked by {pack.covers.check_by}",
            "read the association's documents again, and move check_by in its pack.yaml",
        )
    return well("rules", f"{name} {pack.version}, to be checked by {pack.covers.check_by}")
