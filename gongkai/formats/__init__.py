"""Bytes to values and back, one door per format."""
