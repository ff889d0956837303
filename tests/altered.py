"""The rule pack with something changed, as a later edition might have it."""

from rules.pack import RulePack


def altered(pack: RulePack, **changed: object) -> RulePack:
    """Made anew: a copy would keep what the pack remembers of itself."""
    return RulePack(**{**{name: getattr(pack, name) for name in RulePack.model_fields}, **changed})


def with_rsc_hours(pack: RulePack, least: float) -> RulePack:
    """The pack with another minimum for family specialists."""
    categories = []
    for category in pack.categories:
        asked = [
            one.model_copy(update={"needs": one.needs.model_copy(update={"at_least": least})})
            if (category.code, one.id) == ("IFS", "rsc_hours") and one.needs is not None
            else one
            for one in category.requirements
        ]
        categories.append(category.model_copy(update={"requirements": tuple(asked)}))
    return altered(pack, categories=tuple(categories))
