"""What a person tells about themselves: the input of an assessment."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from rules.codes import AgeBand, Category, Education, ProviderQualified, Scope
from rules.values import Count, Flag, Frozen, Hours, Years

WHOLES = {"training_on_rsc_hours": "training_hours", "rsc_about_providing_hours": "rsc_hours"}
"""Amounts that are part of another one."""


class Profile(Frozen):
    """Every key is optional; absent or null is unknown, and unknown is neither zero nor no.

    `families_served` counts families in the chosen age band; `clinical_years` and `leadership_years` are post-graduate,
    the latter in the track of `scope`; `training_on_rsc_hours` is part of `training_hours` and
    `rsc_about_providing_hours` part of `rsc_hours`.
    """

    age_band: AgeBand | None = None
    scope: Scope | None = None
    education: Education | None = None
    licensed: Flag | None = None
    related_work_years: Years | None = None
    volunteer_only: Flag | None = None
    volunteer_supervised_and_trained: Flag | None = None
    prevention_years: Years | None = None
    families_served: Count | None = None
    clinical_years: Years | None = None
    leadership_years: Years | None = None
    rsc_providing_years: Years | None = None
    training_hours: Hours | None = None
    training_on_rsc_hours: Hours | None = None
    rsc_hours: Hours | None = None
    rsc_about_providing_hours: Hours | None = None
    rsc_provider_qualified: ProviderQualified | None = None
    references: Count | None = None
    endorsed_reference: Flag | None = None
    member: Flag | None = None
    holds: (
        Annotated[
            tuple[Category, ...], Field(strict=False, description=f"a list of codes out of {', '.join(Category)}")
        ]
        | None
    ) = None
    applying_for_ers: Flag | None = None

    @model_validator(mode="after")
    def _parts_fit_their_whole(self) -> Self:
        for part, whole in WHOLES.items():
            of, all_of = getattr(self, part), getattr(self, whole)
            if of is not None and all_of is not None and of > all_of:
                raise ValueError(f"{part}: {of:g} came; at most {whole} ({all_of:g}), since it is part of them")
        return self
