"""What is known of the criteria by which persons and households are chosen (B13, B19, B20, B39)."""

from enum import Enum


class CriterionState(Enum):
    """What is known of a selection criterion: shown, not yet shown, or shown not to hold."""

    PROVEN = "PROVEN"
    UNPROVEN = "UNPROVEN"
    FAILED = "FAILED"
