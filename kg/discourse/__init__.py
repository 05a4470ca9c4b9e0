"""Sentences, clauses, modality and period: what the surroundings of a statement say of it."""

from kg.discourse.clauses import clauses
from kg.discourse.segment import sentences

__all__ = ["clauses", "sentences"]
