"""A static-site generator for the government information disclosure column of a Chinese city."""

__version__ = "0.1.0"
