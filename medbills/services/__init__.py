"""The verbs of the program: each joins the neighbours below to do one thing a user wants done."""
