"""What is published: the planners of pages and data."""
