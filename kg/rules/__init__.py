"""Every rule file against its schema, with its examples: what ``kg rules check`` does."""

from kg.rules.check import check_rules

__all__ = ["check_rules"]
