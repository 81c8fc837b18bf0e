"""Medbills: checks medical bills on your own computer, and helps you say and send what follows."""

__version__ = "0.1.0"
