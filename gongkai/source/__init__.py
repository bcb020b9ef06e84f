"""Reading an office's folder: files to documents and problems."""
