"""Measurements of the real thing, as ratios within one run."""
