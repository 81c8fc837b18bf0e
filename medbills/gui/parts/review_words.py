"""What a review says of a paper as a whole: how much was read, and how much needs the user's eyes."""

from __future__ import annotations

from medbills.domain.paper import Paper
from medbills.domain.wording import counted
from medbills.services.light_spots import read_count
from medbills.services.review_papers import Review

NUMBERS = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten")


def what_is_read(review: Review) -> str:
    """The word for what was read: a spot on a page, or a value of a file without pages."""
    return "spot" if review.file.pages else "value"


def told(review: Review, paper: Paper, waiting: int) -> str:
    """ "We read 15 spots on the page. Two need your eyes."."""
    first, last = review.kept.pages
    read = read_count(paper)
    found = counted(read, what_is_read(review)) if read else "nothing"
    if not review.file.pages:
        said = f"We read {found} in the file."
    else:
        said = f"We read {found} on the page." if first == last else f"We read {found} on the pages."
    if review.kept.confirmed:
        return f"{said} Click a value to see where it stands."
    number = NUMBERS[waiting] if waiting < len(NUMBERS) else str(waiting)
    need = f"{number} {'needs' if waiting == 1 else 'need'} your eyes." if waiting else "All of them are clear."
    return f"{said} {need}"
