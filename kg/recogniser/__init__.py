"""A recogniser of our own for mentions of all eleven classes."""

from kg.recogniser.model import Recogniser

__all__ = ["Recogniser"]
