"""What codes mean in plain words: every entry of our lists, whose a sum is, and what stands on one line together."""

import re

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from medbills.audits import checks
from medbills.domain.case import KeptPaper
from medbills.domain.fields import Adjustment
from medbills.domain.finding import LineRef
from medbills.domain.money import Money
from medbills.domain.paper import Kind, Line, Paper
from medbills.letters import catalogue
from medbills.paths import resource
from medbills.services.code_texts import Whose, place, revenue
from medbills.services.codes_on_papers import codes_at, codes_of_key, codes_of_line, has_codes
from medbills.services.explain_code import Use, explain, explain_all

FILES = ("groups", "reasons", "remarks", "places", "bill_types", "revenue", "modifiers", "dental_downgrades", "kinds")
# Every code that must have its words, in the order of the lists.
_LISTED = {
    "reasons": """
        1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 18 19 20 21 22 23 24 26 27 29 31 32 33 34 35 39 40 44 45 49 50 51 53 54 55 56 58 59
        60 66 78 89 95 96 97 100 102 107 108 109 110 111 112 114 116 119 128 129 131 133 136 140 142 146 147 149 150 151 152 154
        163 166 167 169 170 171 177 178 179 181 182 183 185 187 189 193 197 198 199 200 201 202 204 206 208 209 210 222 223 224
        226 227 231 234 236 242 243 246 252 253 254 256 257 269 270 272 273 275 276 279 280 284 285 286 287 288 296 303 A0 A1 B1
        B4 B7 B9 B11 B13 B14 B15 B16 B20
    """,
    "remarks": """
        M15 M20 M51 M52 M76 M77 M80 M86 M97 M119 M127 M144 MA01 MA04 MA07 MA13 MA18 MA63 MA92 MA120 MA130 N1 N4 N19 N20 N29 N30
        N56 N95 N115 N122 N130 N179 N180 N216 N362 N381 N386 N390 N418 N425 N428 N430 N517 N522 N640 N657 N702 N781 N782 N783 N830
    """,
    "modifiers": """
        24 25 26 TC 27 33 PT 50 22 51 52 53 73 74 54 55 56 57 58 78 79 59 XE XP XS XU 62 66 80 81 82 AS 76 77 90 91 92 93 95 GT GQ
        LT RT E1 E2 E3 E4 FA F1 F2 F3 F4 F5 F6 F7 F8 F9 TA T1 T2 T3 T4 T5 T6 T7 T8 T9 LC LD LM RC RI GN GO GP AA QK QX QY QZ AD GA
        GX GY GZ GW GV JW JZ KX NU RR UE QW CR FB FC PO PN
    """,
    "places": """
        01 02 03 04 05 06 07 08 09 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 31 32 33 34 41 42 49 50 51 52 53 54 55 56
        57 58 60 61 62 65 66 71 72 81 99
    """,
    "bills": """
        011 012 013 014 018 021 022 023 032 034 041 071 072 074 075 076 077 081 082 083 085 086
    """,
}
REASONS, REMARKS, MODIFIERS, PLACES, BILLS = (codes.split() for codes in _LISTED.values())
FAMILIES = [f"{number:03}0" for number in (*range(10, 67), 68, *range(70, 86), *range(87, 100), 100, 210, 310)]
REVENUE = [code.zfill(4) for code in FAMILIES] + ["0001", "0456", "0636", "0760", "0761", "0762", "0681", "0684"]
UNSURE = {"280", "284", "296", "303", "N781", "N782", "N783", "N859", "N870", "N879", "0870", "0890"}


def table(name):
    return yaml.safe_load(resource("codes", f"{name}.yaml").read_text(encoding="utf-8"))


def sentences(node, at=()):
    """Every text that a user reads."""
    if isinstance(node, dict):
        for key, value in node.items():
            if key not in ("source", "from", "to", "checks", "letters", "pairs", "codes_of", "outranks", "sure"):
                yield from sentences(value, (*at, key))
    elif isinstance(node, list):
        for value in node:
            yield from sentences(value, at)
    elif isinstance(node, str):
        yield at, node


@pytest.mark.parametrize(
    ("name", "part", "wanted"),
    [
        ("groups", "codes", ["CO", "PR", "OA", "PI", "CR"]), ("reasons", "codes", REASONS), ("remarks", "codes", REMARKS),
        ("modifiers", "codes", MODIFIERS), ("places", "codes", PLACES), ("bill_types", "places", BILLS),
        ("bill_types", "bills", list("012345789")),
    ],
)  # fmt: skip
def test_no_entry_is_missing(name, part, wanted):
    assert sorted(table(name)[part]) == sorted(wanted)


def test_every_revenue_family_has_its_words():
    assert [code for code in REVENUE if revenue(code) is None] == []
    assert explain("0762", hint=Use.REVENUE).title == "Observation"
    assert explain("0456", hint=Use.REVENUE).title == "Urgent care"
    assert "not the emergency room" in explain("0456", hint=Use.REVENUE).means
    assert explain("450", hint=Use.REVENUE).title == "Emergency room"


def test_six_families_of_dental_downgrades_and_their_pairs():
    families = table("dental_downgrades")["families"]
    pairs = {done: paid for family in families for done, paid in family.get("pairs", {}).items()}
    assert len(families) == 6
    assert [pairs[code] for code in ("D2391", "D2392", "D2393", "D2394")] == [["D2140"], ["D2150"], ["D2160"], ["D2161"]]
    assert "D2791" in pairs["D2740"]
    assert pairs["D2750"] == ["D2790", "D2791", "D2792"]
    assert "D6930" not in str(families)  # cementing a bridge anew is no bridge


@pytest.mark.parametrize("name", FILES)
def test_each_list_says_when_it_was_checked_and_whose_it_is(name):
    assert table(name)["checked_on"].isoformat() == "2026-11-21"
    assert table(name)["source"]


@pytest.mark.parametrize("name", FILES)
def test_texts_are_short_sentences_without_numbers_of_checks_or_letters(name):
    long = []
    for at, text in sentences(table(name)):
        long += [(at, sentence) for sentence in re.split(r"(?<=\.)\s+(?=[A-Z])", text) if len(sentence.split()) > 14]
        assert not re.search(r"\b(?:[A-J](?:0[1-9]|1[0-9])|L[0-5][0-9])\b", text), (at, text)
        assert not re.search(r"\b(?:error|fraud|illegal|overcharged)\b|!", text, re.I), (at, text)
        if at[-1] in ("means", "next", "says", "but", "note"):
            assert text.endswith("."), (at, text)
    assert long == []


def test_every_check_that_is_named_is_one_of_ours():
    ours = {check.number for check in checks()}
    written = "".join(resource("codes", f"{name}.yaml").read_text(encoding="utf-8") for name in FILES)
    named = set(re.findall(r"[A-J][0-9]{2}", " ".join(re.findall(r"checks: \[([^\]]*)\]", written))))
    assert named and named <= ours


def test_what_our_lists_are_not_sure_of_says_so():
    known = [*REASONS, *REMARKS, "N859", "N870", "N879"]
    told = {code for code in known if explain(code, hint=Use.REMARK).unsure}
    told |= {code for code in ("0870", "0890", "0810", "0450") if explain(code, hint=Use.REVENUE).unsure}
    assert told == UNSURE


@pytest.mark.parametrize(
    ("code", "whose"),
    [
        ("CO-45", Whose.NO), ("PR-45", Whose.DEPENDS), ("PR-1", Whose.YES_IF_CORRECT), ("PR1", Whose.YES_IF_CORRECT), ("CO-1", Whose.NO),
        ("OA-23", Whose.NOT_BY_ITSELF), ("PI-204", Whose.USUALLY_NO), ("PR-204", Whose.YES_IF_CORRECT), ("CR-18", Whose.NOT_BY_ITSELF),
        ("CO-16", Whose.NOT_YET), ("CO-22", Whose.NOT_YET), ("CO-31", Whose.NOT_YET), ("CO-109", Whose.NOT_YET), ("CO-252", Whose.NOT_YET),
        ("OA-209", Whose.NO), ("CO-303", Whose.NO), ("PR-303", Whose.NO), ("PR-97", Whose.DEPENDS), ("PR-55", Whose.DISPUTED),
        ("PR-169", Whose.DEPENDS), ("CO-169", Whose.NO), ("OA-A0", Whose.SPECIAL), ("PR-100", Whose.SPECIAL), ("CO-29", Whose.NO),
        ("45", Whose.NO), ("29", Whose.USUALLY_NO), ("2", Whose.YES_IF_CORRECT), ("CO", Whose.NO), ("GZ", Whose.USUALLY_NO),
    ],
)  # fmt: skip
def test_the_letters_in_front_decide_whose_it_is(code, whose):
    hint = Use.MODIFIER if code == "GZ" else Use.REMARK
    assert explain(code, hint=hint).whose is whose


def test_the_same_number_with_other_letters_is_another_answer():
    assert explain("CO-45").whose_says != explain("PR-45").whose_says
    assert "contract" in explain("CO-45").because
    assert "two letters in front" in explain("45", hint=Use.REMARK).because


@pytest.mark.parametrize("letters", ["CO", "PR", "OA", "PI", "CR"])
@pytest.mark.parametrize("reason", REASONS)
def test_every_reason_with_every_letters_says_what_to_do(letters, reason):
    told = explain(f"{letters}-{reason}")
    assert told.known
    assert told.whose_says.endswith(".")
    assert told.next.endswith(".")
    assert all(len(part.split()) <= 14 for part in re.split(r"(?<=\.)\s+(?=[A-Z])", told.whose_says))


def test_helping_checks_and_letters_are_told_by_title_and_only_those_we_have():
    ours = {letter.id: letter.title for letter in catalogue()}
    told = explain("CO-29")
    assert told.checks == ("Late claim on the bill",)
    assert told.letters == (ours["L02"],)
    for code, entry in table("reasons")["codes"].items():
        named = [ours[letter] for letter in entry.get("letters", ()) if letter in ours]
        assert explain(code, hint=Use.REMARK).letters == tuple(named)  # one that is not written is not promised


def test_a_procedure_tells_its_family_and_its_add_ons_and_no_official_name():
    told = explain("99284-25")
    assert (told.kind, told.title) == ("Procedure code", "ER visit")
    assert [part.code for part in told.parts] == ["25"]
    assert "itemized bill" in told.means
    assert [part.code for part in explain("73721 26 LT").parts] == ["26", "LT"]
    assert not explain("99284-Q9").parts[0].known
    assert "silver filling" in explain("D2392").means
    assert explain("D1110").means == explain("D0120").means


@pytest.mark.parametrize(
    ("code", "hint", "kind", "shown"),
    [
        ("s93401a", Use.DIAGNOSIS, "Diagnosis code", "S93.401A"), ("N30", Use.DIAGNOSIS, "Diagnosis code", "N30"),
        ("N30", Use.REMARK, "Remark code", "N30"), ("50", Use.MODIFIER, "Add-on to a code (modifier)", "50"),
        ("50", Use.PLACE, "Place of the care", "50"), ("50", Use.REMARK, "Reason code", "50"), ("1", Use.PLACE, "Place of the care", "01"),
        ("131", Use.BILL_TYPE, "Type of bill", "131"), ("0DTJ4ZZ", Use.PROCEDURE, "Hospital procedure code", "0DTJ4ZZ"),
        ("0450", Use.PROCEDURE, "Revenue code", "0450"), ("LAB-77123", Use.PROCEDURE, "The provider's own number", "LAB-77123"),
        ("0002-7597-01", None, "Drug code (NDC)", "0002-7597-01"), ("1234567893", None, "Provider number (NPI)", "1234567893"),
        ("1EG4TE5MK73", None, "Medicare number", "1EG4TE5MK73"), ("12-3456789", None, "Tax number", "12-3456789"),
    ],
)  # fmt: skip
def test_where_a_code_is_printed_tells_what_it_is(code, hint, kind, shown):
    told = explain(code, hint=hint)
    assert (told.kind, told.code, told.known) == (kind, shown, True)


def test_without_a_place_every_list_that_has_the_number_is_told():
    told = explain("50")
    assert told.title == "Several lists use this code"
    assert [part.kind for part in told.parts] == ["Reason code", "Add-on to a code (modifier)", "Place of the care"]


@pytest.mark.parametrize("text", ["CO-45, N130", "co 45 n130", "CO45; N130", "CO-45/N130"])
def test_a_list_is_taken_apart(text):
    assert [part.code for part in explain(text, hint=Use.REMARK).parts] == ["CO-45", "N130"]
    assert [part.code for part in explain(text).parts] == ["CO-45", "N130"]


@pytest.mark.parametrize(("code", "hint"), [("ZZZ", None), ("N999", Use.REMARK), ("999", Use.REMARK), ("Q!", Use.MODIFIER), ("", None)])
def test_an_unknown_code_is_sent_to_the_insurer(code, hint):
    told = explain(code, hint=hint)
    assert not told.known
    assert "not in our list" in told.means
    assert "Ask the insurer" in told.next


def test_known_letters_with_an_unknown_number():
    told = explain("CO-999")
    assert not told.known
    assert told.whose is Whose.NO
    assert told.next == "The number 999 is not in our list. Ask the insurer what it means."


def test_a_wrong_check_digit_is_a_question_about_the_print():
    assert "does not fit" in explain("1234567890", hint=Use.NPI).means


def test_a_remark_about_qmb_overrules_the_share_beside_it():
    alone = explain_all([("PR-2", Use.REMARK)])[0]
    share = explain_all([("PR-2", Use.REMARK), ("N782", Use.REMARK)])[0]
    assert alone.whose is Whose.YES_IF_CORRECT
    assert share.whose is Whose.NO
    assert "N782" in share.whose_says


@given(st.text(max_size=20), st.sampled_from([None, *Use]))
def test_whatever_is_printed_gets_an_answer(text, hint):
    told = explain(text, hint=hint)
    assert told.kind
    assert told.title
    assert told.next or told.parts


def line(**values):
    return Line(code="99284", modifiers=("25",), revenue_code="0450", description="Emergency visit", **values)


def test_the_codes_of_a_line_come_once_each_with_their_sums():
    taken = (Adjustment("CO", "45", Money(41000)), Adjustment("PR", "2", Money(12400)))
    told = codes_of_line(line(adjustments=taken, remark_codes=("CO-45", "N130"), diagnosis_codes=("R11.0",)))
    assert [one.code for one in told] == ["99284-25", "0450", "CO-45", "PR-2", "N130", "R11.0"]
    assert [one.amount for one in told if one.amount] == [Money(41000), Money(12400)]
    assert not has_codes(Line(description="Room"))


def test_two_papers_tell_a_code_they_share_once():
    bill = Paper(id="b", kind=Kind.ITEMIZED_BILL, lines=(line(),))
    eob = Paper(id="e", kind=Kind.EOB, lines=(line(remark_codes=("CO-45",)), Line(description="Nothing")))
    papers = [KeptPaper(paper=paper, document_id=paper.id, pages=(1, 1), confirmed=True) for paper in (bill, eob)]
    groups = codes_at(papers, [LineRef("b", 0), LineRef("e", 0), LineRef("e", 1), None, LineRef("gone", 0)])
    assert [[one.code for one in group.codes] for group in groups] == [["99284-25", "0450"], ["CO-45"]]


def test_the_codes_of_one_value():
    paper = Paper(id="d", kind=Kind.DENIAL_LETTER, denial_codes=("CO-50",), type_of_bill="0131", lines=(line(remark_codes=("N30",)),))
    assert [one.kind for one in codes_of_key(paper, "denial_codes")] == ["Reason code"]
    assert [one.kind for one in codes_of_key(paper, "type_of_bill")] == ["Type of bill"]
    assert [one.kind for one in codes_of_key(paper, "line 0 remark_codes")] == ["Remark code"]
    assert codes_of_key(paper, "line 7 remark_codes") == ()
    assert codes_of_key(paper, "account_number") == ()


def test_a_place_tells_what_it_means_for_the_bill():
    assert "facility fee" in place("22").means
    assert "surprise-bill rules" in place("24").means
    assert "not an emergency room" in place("20").means
