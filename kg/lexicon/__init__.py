"""Lexicons and rule files of ``ontology/``: checked loading, and matching names in text."""
