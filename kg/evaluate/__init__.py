"""Score extraction against gold facts."""

from kg.evaluate.gold import Gold, load_gold
from kg.evaluate.run import evaluate_files
from kg.evaluate.score import Predicted, Tally, predict, score

__all__ = ["Gold", "Predicted", "Tally", "evaluate_files", "load_gold", "predict", "score"]
