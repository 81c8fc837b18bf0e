"""Who may act for a person: signed forms and papers of a court, what each allows, towards whom, and until when."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from medbills.domain.names import same_organization, same_person
from medbills.domain.wording import long_day

SOON_DAYS = 30  # calendar days before its end in which a form is to be renewed


class Act(StrEnum):
    """A kind of act that a form may allow."""

    TALK = "talk"  # ask about bills, get copies, ask for corrections
    APPEAL = "appeal"  # file appeals, requests for review and complaints
    MONEY = "money"  # agree on payments, ask for help with money, settle a debt


class Form(StrEnum):
    """The paper that gives the power."""

    HIPAA = "hipaa"
    PLAN_FORM = "authorized_representative"
    CMS_1696 = "cms_1696"
    POWER_OF_ATTORNEY = "power_of_attorney"
    HEALTH_CARE_POWER = "health_care_power_of_attorney"
    GUARDIAN = "guardianship"
    PARENT = "parent"
    ESTATE = "estate"


@dataclass(frozen=True, slots=True, kw_only=True)
class FormKind:
    """What is to be known of a kind of form. `allows` is the most it can give, `usual` what it gives unless told otherwise."""

    label: str  # on the screen
    in_letters: str  # "My right to act rests on ..."
    says: str  # one sentence for the user
    allows: frozenset[Act]
    usual: frozenset[Act]
    must_end: bool = False
    years: int | None = None  # it ends after so many years unless the paper says otherwise
    outlives: bool = False  # it counts after the death of the person
    source: str = ""


_ALL = frozenset(Act)
_APPEALS = frozenset({Act.TALK, Act.APPEAL})
KINDS: Mapping[Form, FormKind] = MappingProxyType({
    Form.HIPAA: FormKind(
        label="Privacy form (HIPAA)", in_letters="a privacy form",
        says="It lets you see and talk about bills. It does not let you appeal or sign.",
        allows=frozenset({Act.TALK}), usual=frozenset({Act.TALK}), must_end=True, source="45 CFR 164.508(c)(1)",
    ),
    Form.PLAN_FORM: FormKind(
        label="The insurer’s own form for a helper", in_letters="your form for an authorized representative",
        says="It lets you talk with this insurer and appeal there.",
        allows=_APPEALS, usual=_APPEALS, source="29 CFR 2560.503-1(b)(4)",
    ),
    Form.CMS_1696: FormKind(
        label="Medicare’s form for a helper (CMS-1696)", in_letters="an Appointment of Representative (form CMS-1696)",
        says="It lets you appeal to Medicare. It counts for one year from the last signature.",
        allows=_APPEALS, usual=_APPEALS, must_end=True, years=1, source="42 CFR 405.910(e)",
    ),
    Form.POWER_OF_ATTORNEY: FormKind(
        label="Power of attorney, money matters", in_letters="a power of attorney",
        says="It allows what its text says. Read it, then tick below. It ends with a death.",
        allows=_ALL, usual=frozenset({Act.TALK, Act.MONEY}), source="State law",
    ),
    Form.HEALTH_CARE_POWER: FormKind(
        label="Health care power of attorney", in_letters="a health care power of attorney",
        says="It allows what its text says. Some count only when the patient cannot decide.",
        allows=_APPEALS, usual=_APPEALS, source="45 CFR 164.502(g)(2); state law",
    ),
    Form.GUARDIAN: FormKind(
        label="Guardian, named by a court", in_letters="an order of guardianship",
        says="It allows what the court’s order says.", allows=_ALL, usual=_ALL, source="State law",
    ),
    Form.PARENT: FormKind(
        label="Parent of a child", in_letters="my being the parent of this child",
        says="A parent acts for a child, in most cases. It ends when the child is of age.",
        allows=_ALL, usual=_ALL, must_end=True, source="45 CFR 164.502(g)(3); state law",
    ),
    Form.ESTATE: FormKind(
        label="Named for the estate (executor)", in_letters="letters testamentary or of administration",
        says="After a death, the one whom a will or a court names acts for the estate.",
        allows=_ALL, usual=_ALL, outlives=True, source="45 CFR 164.502(g)(4); state law",
    ),
})  # fmt: skip

ACT_WORDS: Mapping[Act, str] = MappingProxyType({
    Act.TALK: "see and discuss bills",
    Act.APPEAL: "file appeals and complaints",
    Act.MONEY: "agree on payments and debts",
})  # fmt: skip


class Standing(StrEnum):
    """How a form stands on a day."""

    GOOD = "good"
    ENDS_SOON = "ends_soon"
    ENDED = "ended"
    NOT_YET = "not_yet"  # signed later than that day
    NO_END_TOLD = "no_end_told"  # a kind that must have an end, and none was told
    AFTER_DEATH = "after_death"  # the person has died, and it is no paper of the estate


@dataclass(frozen=True, slots=True, kw_only=True)
class Authority:
    """One form of the register. `holder` may act for the person; `towards` names the organization, "" for everyone."""

    id: str
    person_id: str
    form: Form
    holder: str
    towards: str = ""
    acts: tuple[Act, ...] = ()
    signed_on: datetime.date | None = None
    ends_on: datetime.date | None = None  # the last day it counts
    taken_back_on: datetime.date | None = None  # from this day on it does not count
    document_id: str | None = None  # the copy on file
    note: str = ""

    @property
    def kind(self) -> FormKind:
        return KINDS[self.form]

    @property
    def title(self) -> str:
        """ "Riverbend General: privacy form (HIPAA)"."""
        label = self.kind.label
        return f"{self.towards}: {label[:1].lower()}{label[1:]}" if self.towards and self.form is Form.HIPAA else (
            f"{self.towards}: {_short_form(self.form)}" if self.towards else label
        )

    @property
    def last_day(self) -> datetime.date | None:
        """The last day it counts: its end, or the day before it was taken back."""
        taken = self.taken_back_on - datetime.timedelta(days=1) if self.taken_back_on else None
        return min((day for day in (self.ends_on, taken) if day), default=None)

    def allows(self, act: Act) -> bool:
        """No form gives more than its kind can."""
        return act in self.acts and act in self.kind.allows

    def counts_towards(self, names: Iterable[str]) -> bool:
        """Whether it may be shown to one of these; a form for everyone may be shown to all."""
        return not self.towards or any(same_organization(self.towards, name) for name in names)

    def standing(self, on: datetime.date, *, died_on: datetime.date | None = None) -> Standing:
        """How it stands on a day."""
        if died_on is not None and on >= died_on and not self.kind.outlives:
            return Standing.AFTER_DEATH
        if self.signed_on is not None and self.signed_on > on:
            return Standing.NOT_YET
        last = self.last_day
        if last is not None and last < on:
            return Standing.ENDED
        if last is None:
            return Standing.NO_END_TOLD if self.kind.must_end else Standing.GOOD
        return Standing.ENDS_SOON if (last - on).days <= SOON_DAYS else Standing.GOOD

    def counts(self, on: datetime.date, *, died_on: datetime.date | None = None) -> bool:
        """Whether anything may be signed on it that day."""
        return self.standing(on, died_on=died_on) in (Standing.GOOD, Standing.ENDS_SOON)

    def words(self) -> str:
        """As a letter names it: "a privacy form signed on September 20, 2026"."""
        if self.form is Form.PARENT or self.signed_on is None:
            return self.kind.in_letters
        joined = "of" if self.form in (Form.GUARDIAN, Form.ESTATE) else "signed on"
        return f"{self.kind.in_letters} {joined} {long_day(self.signed_on)}"


def usual_end(form: Form, signed_on: datetime.date | None) -> datetime.date | None:
    """The last day of a kind that ends by its own rule; None for others."""
    years = KINDS[form].years
    if years is None or signed_on is None:
        return None
    try:
        return signed_on.replace(year=signed_on.year + years)
    except ValueError:  # February 29
        return signed_on.replace(year=signed_on.year + years, day=28)


def best_form(
    register: Iterable[Authority], holder: str, act: Act, names: Iterable[str], on: datetime.date,
    *, died_on: datetime.date | None = None,
) -> Authority | None:  # fmt: skip
    """The form on which `holder` may do this towards one of `names` that day: one made for them before one for everyone."""
    asked = tuple(name for name in names if name)
    fitting = [
        form for form in register
        if same_person(form.holder, holder) and form.allows(act) and form.counts_towards(asked) and form.counts(on, died_on=died_on)
    ]  # fmt: skip
    return min(fitting, key=lambda form: (not form.towards, form.id), default=None)


def _short_form(form: Form) -> str:
    return {
        Form.PLAN_FORM: "named helper form", Form.CMS_1696: "helper form (CMS-1696)", Form.POWER_OF_ATTORNEY: "power of attorney",
        Form.HEALTH_CARE_POWER: "health care power of attorney", Form.GUARDIAN: "order of guardianship", Form.PARENT: "parent",
        Form.ESTATE: "named for the estate",
    }.get(form, KINDS[form].label)  # fmt: skip
