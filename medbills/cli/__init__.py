"""The same verbs as the window, from a terminal: no display needed."""
