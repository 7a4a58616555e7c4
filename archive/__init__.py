"""The Django project: wiring between the archive and its machine, and no rules."""
