"""What a disclosure column is made of: values only, no I/O and no HTML."""
