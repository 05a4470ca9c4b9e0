"""Errors that a person can act on."""

from __future__ import annotations


class KgError(Exception):
    """What happened, where (``FILE`` or ``FILE:LINE``), and what to do.

    Args:
        message: one sentence, without the place.
        where: file, or file and line.
        hint: what the reader can do about it.
    """

    def __init__(self, message: str, *, where: str = "", hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.where = where
        self.hint = hint

    def __str__(self) -> str:
        head = f"{self.where}: {self.message}" if self.where else self.message
        return f"{head} ({self.hint})" if self.hint else head


class UsageError(KgError):
    """The caller asked for something that makes no sense (exit status 2)."""


class InputError(KgError):
    """An input cannot be read (costs that input, exit status 1)."""


class DataError(KgError):
    """A file of ``ontology/`` breaks its schema."""
