"""Facts and observations of one document, each with its evidence."""
