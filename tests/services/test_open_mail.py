"""Saved e-mails: the papers attached come out, logos and signatures stay in."""

from __future__ import annotations

from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medbills.errors import MedbillsError, UnusableInput
from medbills.services.open_mail import attachments

PDF = b"%PDF-1.7\n" + b"x" * 200
PNG = b"\x89PNG\r\n\x1a\n"


def mail(subject: str = "Your bill") -> EmailMessage:
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = "billing@example.org", "jane@example.org", subject
    made.set_content("Please see the bill attached.")
    made.add_alternative("<p>Please see the bill attached.</p>", subtype="html")
    return made


def attach(to: EmailMessage, data: bytes, kind: str, name: str | None, disposition: str = "attachment") -> None:
    main, sub = kind.split("/")
    to.add_attachment(data, maintype=main, subtype=sub, filename=name, disposition=disposition)


def test_papers_come_out_in_order_and_whole() -> None:
    made = mail()
    csv, x12, data = b"Claim Number,Billed\n1,2.00\n", b"ISA*00*~", b'{"a": 1}'
    for body, kind, name in (
        (PDF, "application/pdf", "bill.pdf"),
        (PNG + b"0" * 50, "image/png", "photo.png"),
        (csv, "text/csv", "claims.csv"),
        (b"PK\x03\x04 book", "application/octet-stream", "claims.xlsx"),
        (x12, "application/octet-stream", "remit.835"),
        (data, "application/json", "eob.json"),
        (b"MYMEDICARE.GOV PERSONAL HEALTH INFORMATION", "text/plain", "bluebutton.txt"),
    ):
        attach(made, body, kind, name)
    found = attachments(bytes(made), "mail.eml")
    assert [name for name, _ in found] == ["bill.pdf", "photo.png", "claims.csv", "claims.xlsx", "remit.835", "eob.json", "bluebutton.txt"]
    assert found[0][1] == PDF and found[2][1] == csv and found[4][1] == x12


def test_logos_signatures_and_cards_stay_in() -> None:
    made = mail()
    attach(made, PNG + b"0" * 9_000, "image/png", "logo.png", "inline")
    attach(made, PNG + b"0" * 12_000, "image/png", "scan.png", "inline")
    attach(made, b"0\x80\x06", "application/pkcs7-signature", "smime.p7s")
    attach(made, b"-----BEGIN PGP SIGNATURE-----", "application/pgp-signature", "signature.asc")
    attach(made, b"BEGIN:VCARD", "text/x-vcard", "jane.vcf")
    attach(made, b"<html>hi</html>", "text/html", "page.html")
    attach(made, b"MZ\x90\0\3", "application/octet-stream", "bill.pdf.exe")
    assert [name for name, _ in attachments(bytes(made), "mail.eml")] == ["scan.png"]


@pytest.mark.parametrize("as_file", [False, True])
def test_papers_of_forwarded_mail_come_out(as_file: bool) -> None:
    inner = mail("inner")
    attach(inner, PDF, "application/pdf", "bill.pdf")
    outer = mail("outer")
    attach(outer, PDF, "application/pdf", "bill.pdf")
    if as_file:
        attach(outer, bytes(inner), "application/octet-stream", "forwarded.eml")
    else:
        outer.add_attachment(inner)
    assert [name for name, _ in attachments(bytes(outer), "mail.eml")] == ["bill.pdf", "bill (2).pdf"]


@pytest.mark.parametrize(
    ("printed", "kept"),
    [("../../etc/bill.pdf", "bill.pdf"), ("C:\\Users\\x\\bill.pdf", "bill.pdf"), ("/abs/bill.pdf", "bill.pdf"), ("..", "attachment.pdf"),
     ("a\tb?.pdf", "ab.pdf"), ("r\u00e9sum\u00e9.pdf", "r\u00e9sum\u00e9.pdf"), ("x" * 400 + ".pdf", "x" * 116 + ".pdf")],
)  # fmt: skip
def test_names_lead_nowhere(printed: str, kept: str) -> None:
    made = mail()
    attach(made, PDF, "application/pdf", printed)
    assert attachments(bytes(made), "mail.eml") == ((kept, PDF),)


def test_a_paper_without_a_name_gets_one() -> None:
    made = mail()
    attach(made, PDF, "application/pdf", None)
    assert attachments(bytes(made), "mail.eml")[0][0] == "attachment.pdf"


@pytest.mark.parametrize("data", [bytes(mail()), b"", b"hello", b"\0\1\2", PDF])
def test_nothing_attached_is_said_in_words(data: bytes) -> None:
    with pytest.raises(UnusableInput, match=r"mail\.eml"):
        attachments(data, "mail.eml")


def test_a_mail_that_is_a_paper_itself() -> None:
    made = EmailMessage()
    made["From"] = "scanner@example.org"
    made.set_content(PDF, maintype="application", subtype="pdf", filename="scan.pdf")
    assert attachments(bytes(made), "mail.eml") == (("scan.pdf", PDF),)


def test_too_many_and_too_deep_are_refused() -> None:
    made = mail()
    for count in range(101):
        attach(made, PDF, "application/pdf", f"{count}.pdf")
    with pytest.raises(UnusableInput, match="more than 100"):
        attachments(bytes(made), "mail.eml")
    nested = mail()
    attach(nested, PDF, "application/pdf", "bill.pdf")
    for _ in range(4):
        outer = mail()
        outer.add_attachment(nested)
        nested = outer
    assert len(attachments(bytes(nested), "mail.eml")) == 1
    outer = mail()
    outer.add_attachment(nested)
    with pytest.raises(UnusableInput, match="more than 5"):
        attachments(bytes(outer), "mail.eml")


def whole() -> bytes:
    inner, outer = mail("inner"), mail("outer")
    attach(inner, PDF, "application/pdf", "b\u00efll.pdf")
    outer.add_attachment(inner)
    attach(outer, PNG, "image/png", "x.png")
    return bytes(outer)


WHOLE = whole()


@given(st.data())
def test_damaged_mail_is_opened_or_refused_in_words(data: st.DataObject) -> None:
    raw = bytearray(WHOLE)
    for _ in range(data.draw(st.integers(1, 10))):
        at = data.draw(st.integers(0, len(raw) - 1))
        if data.draw(st.booleans()):
            raw[at] = data.draw(st.integers(0, 255))
        else:
            del raw[at : at + data.draw(st.integers(1, 60))]
        if not raw:
            break
    try:
        found = attachments(bytes(raw), "mail.eml")
    except MedbillsError as error:
        assert "mail.eml" in str(error)
        return
    assert found and all(name and "/" not in name and "\\" not in name and body for name, body in found)
