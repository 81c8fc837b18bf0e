"""What a window shows or says in English while it speaks the pseudo-language: words outside its brackets that are not of the papers."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from PySide6.QtCore import QAbstractTableModel, Qt
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QComboBox, QLabel, QWidget

from medbills.gui.parts.say_side import SayCard
from medbills.gui.widgets.paper_preview import PaperPreview

MONTHS = "January February March April May June July August September October November December"
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday"
# Said alike in every language: dates and days as US papers write them, names of keys and kinds of files, our own name.
AS_IT_IS = frozenset(
    {name for names in (MONTHS, DAYS) for name in names.split()}
    | {name[:3] for names in (MONTHS, DAYS) for name in names.split()}
    | {"Medicare", "Medicaid", "Medbills", "Ctrl", "Esc", "Enter", "English", "Español"}
)
_WORD = re.compile(r"[^\W\d_]{2,}")
_CODE = re.compile(r"\b(?=\w*\d)[\w.-]+\b|\b[A-Z]{2,}(?:-[A-Z0-9]+)*\b|\S+\.\w{2,4}\b|/\S+|\([ivx]+\)")
_QUOTED = re.compile(r"“[^”]*”")  # what is said on the phone, or stands on a paper


def untranslated(view: QWidget, data: Collection[str]) -> Iterator[str]:
    """Each text with such words. `data`: what papers and people of the vault hold, which no language changes."""
    held = re.compile("|".join(rf"(?<!\w){re.escape(value)}(?!\w)" for value in data) or "(?!)")
    for text in set(_texts(view)):
        plain, open_ = _plain(text)
        for pattern in (held, _CODE, _QUOTED):
            for found in pattern.finditer(plain):
                open_[found.start() : found.end()] = [False] * len(found.group())
        rest = "".join(letter if shown else " " for letter, shown in zip(plain, open_, strict=True))
        left = [word for word in _WORD.findall(rest) if word not in AS_IT_IS]
        if left and not text.startswith(("⟦Source: ~⟧", "⟦Like: ⟧")):  # a law keeps its name, and so does an example
            yield f"“{text}”: {' '.join(left)}"


def _plain(text: str) -> tuple[str, list[bool]]:
    """The text without brackets and filling, and for each letter whether it stood outside of them."""
    plain, open_, depth = "", [], 0
    for letter in text:
        depth += (letter == "⟦") - (letter == "⟧")
        if letter not in "⟦⟧~":
            plain += letter
            open_.append(depth == 0)
    return plain, open_


def _texts(view: QWidget) -> Iterator[str]:
    for part in (view, *view.findChildren(QWidget)):
        if not part.isVisibleTo(view) or isinstance(part, PaperPreview | SayCard) or getattr(part, "as_written", False):
            continue  # letters, and what is said on the phone, are English
        yield from (part.accessibleName(), part.accessibleDescription(), part.toolTip())
        if isinstance(part, QLabel | QAbstractButton):
            yield part.text()
        elif isinstance(part, QComboBox):
            yield from (part.itemText(at) for at in range(part.count()))
        elif isinstance(part, QAbstractItemView):
            model = part.model()
            for column in range(model.columnCount() if isinstance(model, QAbstractTableModel) else 1):
                yield str(model.headerData(column, Qt.Orientation.Horizontal) or "")
                yield from (str(model.index(row, column).data() or "") for row in range(min(model.rowCount(), 30)))
