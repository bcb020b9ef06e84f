"""Measuring: made-up libraries, other generators beside ours, search in a browser."""
