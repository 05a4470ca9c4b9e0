"""The spaCy pipeline: thin adapters over the packages that do the work.

One token is one character, so that a span of any model is a spaCy span, and token ``i`` is the character
at text offset ``i``.
"""

from kg.pipeline.assemble import create_pipeline, run

__all__ = ["create_pipeline", "run"]
