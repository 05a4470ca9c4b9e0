"""Knowledge of many documents as one."""

from kg.resolve.commitments import Commitment, Verdict, commitments
from kg.resolve.merge import merge

__all__ = ["Commitment", "Verdict", "commitments", "merge"]
