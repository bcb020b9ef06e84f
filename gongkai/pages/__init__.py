"""A page as a job, and the pure function that makes its bytes."""
