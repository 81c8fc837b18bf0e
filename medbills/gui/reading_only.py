"""Which buttons rest while papers are open for reading only: those whose first word says that they would change something."""

from __future__ import annotations

from functools import cache

WHY = "These papers are for reading only. Nothing in them can be changed here."

# A button says what it does, so its first word tells whether the vault would be written to.
WRITES = frozenset((
    "Accept", "Add", "Answer", "Ask", "Attach", "Bring", "Build", "Call", "Change", "Choose", "Do", "Done", "Drop", "Edit", "End",
    "Fix", "I", "Import", "It", "Keep", "Later", "Log", "Make", "Mark", "Move", "Name", "New", "Not", "Note", "Pay", "Put",
    "Remove", "Send", "Set", "Skip", "Sort", "Start", "Stop", "Take", "They", "This", "Type", "Undo", "Use", "Write",
))  # fmt: skip
WRITES_THOUGH = frozenset(
    (
        "Back up now", "Back up to another place", "Close the case", "Close this case…", "My plan document says another time",
        "Read a bank or HSA file", "Save", "Save the sum",
    )
)  # fmt: skip
READS_THOUGH = ("Answer later", "Change the language", "Choose a day for", "Set side by side", "Make the copy")


def would_write(word: str) -> bool:
    """Whether a button of this word, in the program's own language, would change the papers."""
    if not word or word.startswith(READS_THOUGH):
        return False
    return word in WRITES_THOUGH or word.split()[0].rstrip("…,:") in WRITES


class ReadingOnly:
    """Whether the papers that are open take no change."""

    def __init__(self) -> None:
        self.holds = False

    def let_go(self) -> None:
        """The papers are closed."""
        self.holds = False

    def rests(self, word: str) -> bool:
        """Whether a button of this word rests now."""
        return self.holds and would_write(word)


@cache
def reading_only() -> ReadingOnly:
    """The one of this process; whoever opens papers says whether it holds."""
    return ReadingOnly()
