"""The codes that profiles, packs and results share. Their names are fixed: scripts and documents rely on them."""

from enum import StrEnum


class Verdict(StrEnum):
    """Kleene's three values. `unknown` is neither zero nor no."""

    MET = "met"
    NOT_MET = "not_met"
    UNKNOWN = "unknown"


class AgeBand(StrEnum):
    """The children a person's work is about: pregnancy to 36 months, 3 up to 6 years, or both."""

    INFANT = "infant"
    EARLY_CHILDHOOD = "early_childhood"
    BOTH = "both"


class Scope(StrEnum):
    """What a person's main work is. A job title never decides it (C22)."""

    PROMOTION = "promotion"
    PREVENTION = "prevention"
    CLINICAL = "clinical"
    CLINICAL_LEADERSHIP = "clinical_leadership"
    POLICY = "policy"
    RESEARCH_FACULTY = "research_faculty"
    UNSURE = "unsure"


class Education(StrEnum):
    """The highest degree. `graduate` is a master's or higher; `cda` is the Child Development Associate credential."""

    NONE = "none"
    CDA = "cda"
    ASSOCIATE = "associate"
    BACHELOR = "bachelor"
    GRADUATE = "graduate"


class ProviderQualified(StrEnum):
    """Whether the person's RSC came from a qualified provider; `unsure` counts as unknown."""

    YES = "yes"
    NO = "no"
    UNSURE = "unsure"


class Category(StrEnum):
    """The six categories of Endorsement; early childhood twins keep the same code in computation."""

    IFA = "IFA"
    IFS = "IFS"
    IMHS = "IMHS"
    IMHM_C = "IMHM-C"
    IMHM_P = "IMHM-P"
    IMHM_RF = "IMHM-R/F"


class Unit(StrEnum):
    """What an amount counts: clock hours, years of calendar time, families or people."""

    HOURS = "hours"
    YEARS = "years"
    FAMILIES = "families"
    PEOPLE = "people"


class Kind(StrEnum):
    """Substantive requirements decide; administrative ones are listed and never change the category."""

    SUBSTANTIVE = "substantive"
    ADMINISTRATIVE = "administrative"
