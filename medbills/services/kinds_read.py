"""The kinds of files that Medbills does not read, each with what to do instead."""

from __future__ import annotations

from pathlib import PurePath

from medbills.domain.media import PDF, PICTURES, SHEET, TEXT, UNKNOWN, XML
from medbills.errors import UnusableInput

_PRINT = "Open it, print it to a PDF, and add that."
_PAPER = "Add the paper itself, or a photo of it."
_SENTENCES = {
    (".doc", ".docx", ".odt", ".rtf", ".pages", ".wpd"): f"{{name}} is a document of a writing program. {_PRINT}",
    (".htm", ".html", ".mht", ".mhtml", ".webarchive"): f"{{name}} is a web page. {_PRINT}",
    (".ppt", ".pptx", ".odp", ".key"): f"{{name}} is a set of slides. {_PRINT}",
    (".msg", ".pst", ".mbox"): "{name} is an e-mail in a form that Medbills does not read. Save the attached paper, and add that.",
    (".zip", ".7z", ".rar", ".tar", ".gz", ".tgz"): "{name} is a packed folder. Unpack it, and add the papers in it.",
    (".xls", ".ods", ".numbers"): "{name} is a spreadsheet that Medbills does not read. Save it as .xlsx or .csv, and add that.",
    (".gif", ".bmp", ".webp", ".avif", ".psd", ".svg"): "{name} is a picture that Medbills does not read. Save it as JPEG or PNG.",
    (".mp3", ".m4a", ".wav", ".mp4", ".mov", ".avi", ".mkv"): f"{{name}} is a recording, which Medbills does not read. {_PAPER}",
    (".exe", ".msi", ".dmg", ".app", ".deb", ".lnk", ".dll"): f"{{name}} is a program, and was not opened. {_PAPER}",
}
_BY_ENDING = {ending: sentence for endings, sentence in _SENTENCES.items() for ending in endings}
_MISTAKEN = frozenset({UNKNOWN, SHEET, XML, TEXT})  # what the first bytes of such files look like
OTHER = "{name} is of a kind that Medbills does not read. Add a PDF, a photo, an e-mail or a download of claims."


def refuse_other_kinds(name: str, kind: str) -> None:
    """Raises UnusableInput for a file whose media type is `kind` and which is none that Medbills reads."""
    if kind == PDF or kind in PICTURES:
        return
    ending = PurePath(name).suffix.lower()
    if kind in _MISTAKEN and ending in _BY_ENDING:
        raise UnusableInput(_BY_ENDING[ending].format(name=name))
    if kind == UNKNOWN and ending not in {".pdf", ""}:
        raise UnusableInput(OTHER.format(name=name))
