"""Training of the recogniser; needs the packages of the extra ``train``."""

from kg.recogniser.train.run import train

__all__ = ["train"]
