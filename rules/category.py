"""The categories of Endorsement and the add-on, with everything that is asked of an applicant."""

from typing import Annotated

from pydantic import Field

from rules.codes import AgeBand, Category, Kind, Scope, Unit
from rules.conditions import Condition
from rules.sources import Dated, Sources
from rules.values import Frozen


class Requirement(Dated):
    """One thing that is asked for; several lines of one id are the same requirement at different times.

    `needs` is None where a form cannot tell (a signature, an examination): such a requirement is always unknown.
    """

    id: str
    needs: Condition | None = None
    unit: Unit | None = None
    kind: Kind = Kind.SUBSTANTIVE


class Rater(Frozen):
    """One place among the references, and who may take it."""

    who: str
    sources: Sources


class Fact(Frozen):
    """A sentence for people, in our own words, with its source."""

    text: str
    sources: Sources


class Listing(Frozen):
    """Items in our own words, with what to know about the list."""

    items: Annotated[tuple[str, ...], Field(min_length=1)]
    note: str
    sources: Sources


class Asked(Frozen):
    """What categories and the add-on have in common."""

    requirements: Annotated[tuple[Requirement, ...], Field(min_length=1)]
    raters: Annotated[tuple[Rater, ...], Field(min_length=1)]
    provider: str | None = None
    """The id of the entry that says who may provide the RSC; None where none is required."""


class CategoryRules(Asked):
    """One category. `gates` are requirements without which R-REC looks at another category (a degree, a licence)."""

    code: Category
    early_childhood_code: str
    name: str
    early_childhood_name: str
    scope: Scope
    about: Fact
    examples: Annotated[tuple[str, ...], Field(min_length=1)]
    gates: tuple[str, ...] = ()
    work: Fact
    leadership: Listing | None = None
    typical_training: Fact | None = None

    def credential(self, band: AgeBand | None) -> str:
        """The letters after the name. Both bands, or none told, show the infant letters; the coordinator settles it."""
        return self.early_childhood_code if band is AgeBand.EARLY_CHILDHOOD else str(self.code)

    def credential_name(self, band: AgeBand | None) -> str:
        """The same in full."""
        return self.early_childhood_name if band is AgeBand.EARLY_CHILDHOOD else self.name


class AddOn(Asked):
    """Endorsed Reflective Supervisor, and the way in for those who do not have all of it yet ("emerging")."""

    code: str
    name: str
    about: Fact
    emerging: Fact
    emerging_years: int
