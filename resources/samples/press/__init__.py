"""Prints the sample family's papers: one module for each kind of sender."""
