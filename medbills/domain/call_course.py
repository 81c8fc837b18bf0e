"""The way a call takes along its script: steps taken, and those one stepped back over, which are not lost."""

from __future__ import annotations

from dataclasses import dataclass

from medbills.domain.call import Said


@dataclass(frozen=True, slots=True)
class Course:
    """`trail` leads to the line on the screen; `ahead` are the steps beyond it that were taken before one stepped back."""

    trail: tuple[Said, ...] = ()
    ahead: tuple[Said, ...] = ()

    @property
    def whole(self) -> tuple[Said, ...]:
        """Every step that stands: what the call's record keeps."""
        return (*self.trail, *self.ahead)

    @property
    def answered(self) -> Said | None:
        """The step taken before from the line on the screen, if one stepped back to it."""
        return self.ahead[0] if self.ahead else None

    def take(self, step: Said) -> Course:
        """One step on. The same answer as before keeps what came after it; another one leads elsewhere, and it goes."""
        before = self.answered
        same = before is not None and (before.line, before.reply) == (step.line, step.reply)
        return Course((*self.trail, step), self.ahead[1:] if same else ())

    def back(self) -> Course:
        """One step back; at the first line it stays."""
        return Course(self.trail[:-1], (self.trail[-1], *self.ahead)) if self.trail else self
