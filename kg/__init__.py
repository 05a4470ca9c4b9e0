"""Knowledge graphs from Chinese local-government documents, with a quote for every statement."""

__version__ = "0.1.0"
