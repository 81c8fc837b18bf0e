"""The window: shows and asks; it never decides."""
