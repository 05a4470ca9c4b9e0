"""From candidates to the mentions and entities of one document: aliases, 我市, official codes."""

from kg.link.linker import Linked, link

__all__ = ["Linked", "link"]
