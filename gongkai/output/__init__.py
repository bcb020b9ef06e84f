"""Putting made files where the web server finds them."""
