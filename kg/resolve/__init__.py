"""Knowledge of many documents as one."""

from kg.resolve.merge import merge

__all__ = ["merge"]
