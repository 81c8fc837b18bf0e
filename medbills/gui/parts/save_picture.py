"""Saves a chart or a timeline as a picture, where the user says."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from medbills.gui import dialogs
from medbills.gui.desk import Desk
from medbills.gui.language import tr
from medbills.gui.picture import Picture, drawn, png_of
from medbills.gui.widgets.buttons import Button, button
from medbills.services.write_file import write_file

WARNING = "It is not locked: whoever gets it can read it."


def picture_button() -> Button:
    """The quiet button that asks for it."""
    made = button("Save as picture", "quiet", small=True, bar=True)
    made.setAccessibleDescription(tr("As a PNG file, in light colors"))
    return made


def save_picture(desk: Desk, parent: QWidget, picture: Picture) -> None:
    """Ask where, draw it, and write it whole or not at all."""
    path = dialogs.save_file(parent, "Save as picture", f"{picture.name}.png", "Picture (*.png)")
    if path is None:
        return
    path = path if path.suffix.lower() == ".png" else path.with_name(f"{path.name}.png")
    data = png_of(drawn(picture))
    desk.paper_job(lambda _job: write_file(path, data), lambda _none: desk.toast(f"Saved as {path.name}. {WARNING}"))
