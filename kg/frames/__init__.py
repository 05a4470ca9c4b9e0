"""Verb classes and object lists: candidates that no recogniser sees, and what governs what."""

from kg.frames.propose import candidates

__all__ = ["candidates"]
