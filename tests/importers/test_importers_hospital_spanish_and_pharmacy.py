"""Spanish hospital statements by department with their ledger, and a pharmacy's report of a year."""
# ruff: noqa: E501  (a row of a paper is a line of code)

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "corpus"))

from engines import ReportlabPen

from medbills.domain.importing import Source
from medbills.domain.paper import Kind
from medbills.domain.reading import ReadDocument
from medbills.importers import read_documents
from medbills.layout.columns import column_field
from medbills.layout.labels import text_field
from medbills.pdf.reader import read_pages

HOSPITAL = ["Hospital San Rafael", "P.O. Box 41990, Tucson, AZ 85717", "ESTADO DE CUENTA", "Paciente: Consuelo Barragán", "Núm. de cuenta: 30044718-1"]
HEADS = ("Fecha", "Código", "Descripción del servicio", "Cargo", "Crédito")
SERVICES: list[tuple[str, ...]] = [("01/16/2026", "0450", "Sala de emergencias, nivel 3", "1,489.00", ""), ("01/16/2026", "0300", "Laboratorio - química", "312.40", "")]


def read(head: list[str], places: tuple[float, ...], rows: list[tuple[str, ...]], after: tuple[tuple[str, str], ...] = ()) -> ReadDocument:
    pen = ReportlabPen()
    for n, words in enumerate(head):
        pen.text(50, 40 + 13 * n, words, 16 if not n else 9, not n)
    top = 40 + 13 * len(head) + 20.0
    for n, row in enumerate(rows):
        for x, words in zip(places, row, strict=True):
            pen.text(x, top, words, 8, n == 0, right=x > 300)
        top += 14
    for label, value in after:
        pen.text(360, top + 12, label, 9)
        pen.text(560, top + 12, value, 9, right=True)
        top += 13
    (document,) = read_documents(Source("a.pdf", "application/pdf", b"", read_pages(pen.pdf(), name="a.pdf")))
    return document


def hospital(rows: list[tuple[str, ...]], heads: tuple[str, ...] = HEADS, *more: str) -> ReadDocument:
    return read([*HOSPITAL, *more], (50, 120, 180, 480, 555), [heads, *rows], (("PAGUE ESTA CANTIDAD", "$379.23"),))


def values(document: ReadDocument, name: str) -> list[Any]:
    return [line[name].value if name in line else None for line in document.lines]


@pytest.mark.parametrize("heads", [("Fecha", code, "Descripción", "Cargos", credit) for code in ("Código", "Cód.", "Cód. ingreso", "Código de ingresos") for credit in ("Crédito", "Pagos y ajustes")])
def test_departments_are_revenue_codes(heads: tuple[str, ...]) -> None:
    document = hospital(SERVICES, heads)
    assert values(document, "revenue_code") == ["0450", "0300"]
    assert values(document, "code") == [None, None]


def test_national_codes_and_teeth_stay_codes() -> None:
    document = hospital([("01/16/2026", "99284", "Visita a emergencias", "1,489.00", ""), ("01/16/2026", "0300", "Laboratorio", "312.40", "")])
    assert values(document, "code") == ["99284", "0300"]
    document = hospital([("01/16/2026", "0120", "Periodic oral evaluation", "64.00", ""), ("01/16/2026", "0274", "Bitewings, four images", "79.00", "")])
    assert not any("revenue_code" in line for line in document.lines)


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ("Copago recibido en admisión", "patient_paid"),
        ("Pago del paciente - cheque", "patient_paid"),
        ("Su pago, gracias", "patient_paid"),
        ("Pago en efectivo", "patient_paid"),
        ("Pago con tarjeta", "patient_paid"),
        ("Pago de Seguro Saguaro HMO", "plan_paid"),
        ("Pago de Aseguradora Costa Sur", "plan_paid"),
        ("Ajuste contractual del seguro", "adjustment"),
        ("Descuento contractual", "adjustment"),
        ("Copay received at admission", "patient_paid"),
    ],
)
@pytest.mark.parametrize("amount", ["-50.00", "(50.00)", "50.00"])
def test_who_paid_in_a_spanish_ledger(words: str, field: str, amount: str) -> None:
    line = hospital([*SERVICES, ("02/12/2026", "", words, "", amount)]).lines[-1]
    assert line[field].value.cents == 5000
    assert not {"billed", "plan_paid", "patient_paid", "adjustment"} - {field} & set(line)


@pytest.mark.parametrize(
    ("label", "field"),
    [("Fecha del estado", "statement_date"), ("Fecha de su estado de cuenta", "statement_date"), ("Fecha de emisión", "statement_date"), ("Seguro principal", "payer_name"), ("Aseguradora principal", "payer_name"), ("Seguro primario", "payer_name"), ("Report date", "statement_date"), ("RxGrp", "group_number"), ("Rx Group", "group_number"), ("Past due after", "due_date")],
)
def test_labels(label: str, field: str) -> None:
    assert text_field(label) == field


@pytest.mark.parametrize(("label", "field"), [("Plan Pd", "plan_paid"), ("Ins Pd", "plan_paid"), ("Pt Pd", "patient_paid"), ("Pat. Paid", "patient_paid"), ("Abonos", "_credits"), ("Débitos", "billed"), ("Miles", "units")])
def test_heads_of_columns(label: str, field: str) -> None:
    assert column_field(label) == field


@pytest.mark.parametrize("plan", ["Plan: Desert Sun Part D", "Insurance: Desert Sun Part D"])
def test_a_report_of_a_pharmacy(plan: str) -> None:
    document = read(
        ["Valley Fresh Pharmacy 0382", "4480 W Peoria Ave, Glendale, AZ 85302", "PATIENT PRESCRIPTION EXPENSE REPORT", "For tax and insurance purposes", "Report date 1/12/2026", "Patient Name: Armando Villaseñor", plan, "RxGrp: DSPDP", "Period: 1/1/2025 through 12/31/2025"],
        (45, 95, 145, 229, 340, 370, 440, 500, 560),
        [("Fill Date", "Rx #", "Medication", "NDC #", "Qty.", "DS", "Usual Price", "Plan Pd", "Pt Paid"), ("1/10/2025", "C142654-07", "Latanoprost 0.005%", "61314-0547-01", "2.5", "25", "44.15", "0.00", "44.15"), ("1/27/2025", "C501883-02", "Albuterol HFA", "00093-3174-31", "8.5", "17", "73.50", "58.50", "15.00"), ("REPORT TOTAL", "", "", "", "", "", "117.65", "58.50", "59.15")],
    )
    assert document.kind is Kind.RECEIPT
    assert [v.cents for v in values(document, "plan_paid")] == [0, 5850]
    assert document.fields["plan_paid"].value.cents == 5850
    assert document.fields["payer_name"].value == "Desert Sun Part D"
    assert document.fields["group_number"].value == "DSPDP"
    assert str(document.fields["statement_date"].value) == "2026-01-12"
