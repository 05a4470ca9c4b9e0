"""Numbers and units in text: what is counted or measured, as written and normalised."""

from kg.quantities.find import Quantity, find_quantities, is_range
from kg.quantities.numerals import parse_hanzi
from kg.quantities.rules import Unit, unit_by_key

__all__ = ["Quantity", "Unit", "find_quantities", "is_range", "parse_hanzi", "unit_by_key"]
