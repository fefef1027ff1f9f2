"""Judging: rubrics, scores, fees and ranks as exact arithmetic on plain values, for any department."""
