"""Documents to cleaned Simplified text with structure, in which every character knows its source."""

from kg.text.clean import clean
from kg.text.mapped import MappedText

__all__ = ["MappedText", "clean"]
