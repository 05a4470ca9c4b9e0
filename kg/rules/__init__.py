"""Every rule file against its schema, with its examples."""
