"""The tables of other ways of searching, beside the archive's own."""
