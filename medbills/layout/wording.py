"""The canonical form of a label, so that "Acct. #:" and "ACCOUNT NO" read the same."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from medbills.layout.spanish import in_english

_SAME = {
    "#": "number",
    "no": "number",
    "num": "number",
    "nbr": "number",
    "nr": "number",
    "numero": "number",
    "n": "number",
    "acct": "account",
    "acc": "account",
    "accts": "account",
    "pt": "patient",
    "pat": "patient",
    "patients": "patient",
    "stmt": "statement",
    "svc": "service",
    "svcs": "service",
    "serv": "service",
    "services": "service",
    "dos": "date of service",
    "dt": "date",
    "dates": "date",
    "ins": "insurance",
    "pd": "paid",
    "rxgrp": "rx group",
    "rxgroup": "rx group",
    "rxid": "member id",
    "rxbin": "bin",
    "rxpcn": "pcn",
    "pmt": "payment",
    "pmts": "payments",
    "pymt": "payment",
    "pymts": "payments",
    "adj": "adjustment",
    "adjs": "adjustments",
    "adjust": "adjustment",
    "amt": "amount",
    "amts": "amount",
    "resp": "responsibility",
    "bal": "balance",
    "chg": "charge",
    "chgs": "charges",
    "chrg": "charge",
    "chrgs": "charges",
    "desc": "description",
    "descr": "description",
    "proc": "procedure",
    "procedures": "procedure",
    "ded": "deductible",
    "deduct": "deductible",
    "coins": "coinsurance",
    "prov": "provider",
    "unt": "units",
    "unts": "units",
    "qnty": "quantity",
    "quan": "quantity",
    "qty": "quantity",
    "mod": "modifier",
    "mods": "modifier",
    "modifiers": "modifier",
    "rev": "revenue",
    "dx": "diagnosis",
    "diag": "diagnosis",
    "grp": "group",
    "mbr": "member",
    "subs": "subscriber",
    "ident": "id",
    "identification": "id",
    "ids": "id",
    "ref": "reference",
    "auth": "authorization",
    "prev": "previous",
    "cd": "code",
    "codes": "code",
    "noncov": "noncovered",
    "xray": "xray",
    "elig": "eligible",
    "inelig": "ineligible",
    "allow": "allowed",
    "allwd": "allowed",
    "alwd": "allowed",
    "alw": "allowed",
    "ben": "benefit",
    "bens": "benefits",
    "excl": "excluded",
    "ntwk": "network",
    "netwk": "network",
    "disc": "discount",
    "tot": "total",
    "cov": "covered",
    "cntl": "control",
    "ctrl": "control",
    "cntrl": "control",
    "fed": "federal",
    "prin": "principal",
    "princ": "principal",
    "totals": "total",
    "svce": "service",
    "guar": "guarantor",
    "dob": "date of birth",
    "birthdate": "date of birth",
    "birthday": "date of birth",
    "eff": "effective",
    "copayment": "copay",
    "copays": "copay",
    "copayments": "copay",
    "coinsur": "coinsurance",
    "tx": "treatment",
    "surf": "surface",
    "subm": "submitted",
    "msg": "message",
    "msgs": "messages",
    "submtd": "submitted",
    "th": "tooth",
    "oop": "outofpocket",
    "oopm": "outofpocket maximum",
    "moop": "maximum outofpocket",
}
_PHRASES = (
    (re.compile(r"\bco (pay|payment|pays)\b"), "copay"),
    (re.compile(r"\bco ins(?:ur(?:ance)?)?\b"), "coinsurance"),
    (re.compile(r"\bnon covered\b"), "noncovered"),
    (re.compile(r"\bwrite offs?\b"), "writeoff"),
    (re.compile(r"\bco insurance\b"), "coinsurance"),
    (re.compile(r"\bbirth date\b"), "date of birth"),
    (re.compile(r"\bnumber number\b"), "number"),
    (re.compile(r"\bnumber later than\b"), "no later than"),
    (re.compile(r"\bi d\b"), "id"),
    (re.compile(r"\bout of pocket\b"), "outofpocket"),
    (re.compile(r"\bhow much\b"), "amount"),
)
_PART = re.compile(r"#|[a-z0-9]+")
_ASIDE = re.compile(r"\([^()]*\)")
# Words that narrow columns break with a hyphen of their own: "Deduct-ible", "Co-insur- ance".
_BROKEN = re.compile(r"\b[a-z]+(?:[-\u2010\u00ad] ?[a-z]+){1,2}\b")
_WHOLE = frozenset(
    {
        "deductible", "coinsurance", "copayment", "responsibility", "adjustment", "adjustments", "allowance", "allowable", "discount",
        "discounts", "discounted", "description", "procedure", "provider", "insurance", "quantity", "reference", "explanation",
        "patient", "subscriber", "eligible", "ineligible", "payment", "payments", "noncovered", "covered", "excluded", "remaining",
        "modifier", "diagnosis", "submitted", "approved", "benefit", "benefits", "contractual", "network", "member", "medicare",
        "authorization", "balance", "revenue",
    }
)


@lru_cache(maxsize=20_000)
def canonical(text: str) -> str:
    """Lower case without accents, marks and asides, in English; the field's abbreviations written out."""
    flat = unicodedata.normalize("NFKD", text).lower().replace("\u2019", "'").replace("'s", "")
    flat = "".join(c for c in flat if not unicodedata.combining(c)).replace("'", "")
    flat = _BROKEN.sub(_mended, flat)
    bare = _ASIDE.sub(" ", flat)
    if _PART.search(bare):
        flat = bare
    words = in_english(" ".join(_PART.findall(flat)))
    words = " ".join(_SAME.get(part, part) for part in words.split())
    for form, meant in _PHRASES:
        words = form.sub(meant, words)
    return words


def _mended(broken: re.Match[str]) -> str:
    """A word without the hyphens of a narrow column, where it is one that labels use; else as it stands."""
    whole = "".join(c for c in broken[0] if c.isalpha())
    return whole if whole in _WHOLE else broken[0]
