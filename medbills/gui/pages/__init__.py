"""The pages of the window: each module holds a PAGE and is found by its presence here."""
