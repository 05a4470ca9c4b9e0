"""The version of the package, which statements carry as the version of their rules."""

__version__ = "0.1.0"
