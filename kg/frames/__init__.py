"""Verb classes and object lists: candidates that no recogniser sees, and what governs what."""
