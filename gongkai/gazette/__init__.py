"""The gazette as a thing to keep: its issues as PDF and EPUB, and packages for an archive."""
