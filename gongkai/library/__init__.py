"""What follows from many documents: catalogue, status, links, checks."""
