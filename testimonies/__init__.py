"""Kuä's one Django app: one migration history, one package per duty."""
