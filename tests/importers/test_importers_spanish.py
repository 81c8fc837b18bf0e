"""Spanish papers: a bill, an explanation of two claims, a collector's notice and a refusal."""
# ruff: noqa: E501  (a row of a paper is a line of code)

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "corpus"))

from engines import ReportlabPen

from medbills.domain.importing import Source
from medbills.domain.paper import Kind
from medbills.domain.reading import ReadDocument
from medbills.importers import read_documents
from medbills.pdf.reader import read_pages


def read(pen: ReportlabPen) -> tuple[ReadDocument, ...]:
    return read_documents(Source("a.pdf", "application/pdf", b"", read_pages(pen.pdf(), name="a.pdf")))


def said(document: ReadDocument) -> dict[str, Any]:
    return {name: found.value if isinstance(found.value, str) else str(found.value) for name, found in document.fields.items()}


def put(pen: ReportlabPen, top: float, cells: Sequence[tuple[float, str]]) -> None:
    for x, words in cells:
        pen.text(x, top, words, 9, right=words[:1] in "$-0123456789" and "." in words)


def labelled(pen: ReportlabPen, top: float, pairs: Sequence[tuple[str, str]]) -> None:
    for place, (label, value) in enumerate(pairs):
        pen.text(50, top + 14 * place, label, 9, True)
        pen.text(220, top + 14 * place, value, 9)


def test_a_bill() -> None:
    pen = ReportlabPen()
    pen.text(50, 50, "Clínica Médica La Esperanza", 16, True)
    pen.text(50, 64, "410 Calle Central, Laredo, TX 78040", 9)
    pen.text(560, 50, "ESTADO DE CUENTA", 11, True, True)
    labelled(
        pen,
        100,
        [
            ("Paciente:", "Rosa Elena Quintero"),
            ("Persona responsable:", "Tomás Quintero"),
            ("Número de cuenta:", "LE-40417"),
            ("Fecha del estado de cuenta:", "03/17/2026"),
            ("Fecha de vencimiento:", "04/11/2026"),
        ],
    )
    put(pen, 190, [(50, "Fecha de servicio"), (140, "Código"), (190, "Descripción"), (345, "Cargo"), (385, "Pagó el seguro"), (465, "Ajuste"), (510, "Usted debe")])
    put(pen, 206, [(50, "01/15/2026"), (140, "99213"), (190, "Visita al consultorio"), (370, "$158.00"), (448, "$70.00"), (492, "$50.00"), (552, "$38.00")])
    put(pen, 222, [(50, "01/15/2026"), (140, "85025"), (190, "Hemograma completo"), (370, "$49.20"), (448, "$0.00"), (492, "$19.20"), (552, "$30.00")])
    for place, (label, amount) in enumerate([("Total de cargos", "$207.20"), ("Pagos del paciente", "-$20.00"), ("Cantidad a pagar", "$48.00")]):
        put(pen, 250 + 16 * place, [(400, label), (552, amount)])
    (document,) = read(pen)
    got = said(document)
    assert document.kind in {Kind.BILL, Kind.ITEMIZED_BILL}
    assert got["guarantor_name"] == "Tomás Quintero" and got["patient_name"] == "Rosa Elena Quintero"
    assert (got["account_number"], got["due_date"], got["patient_paid"], got["amount_due"]) == ("LE-40417", "2026-04-11", "$20.00", "$48.00")
    assert [str(line["plan_paid"].value) for line in document.lines] == ["$70.00", "$0.00"]


def test_an_explanation_of_two_claims() -> None:
    pen = ReportlabPen()
    pen.text(50, 40, "Seguros de Salud Caribe", 16, True)
    pen.text(560, 40, "Explicación de beneficios", 11, True, True)
    pen.text(560, 54, "ESTO NO ES UNA FACTURA", 9, False, True)
    put(pen, 80, [(50, "Paciente"), (200, "Número de identificación"), (340, "Fecha de procesamiento")])
    put(pen, 92, [(50, "Yolanda Cifuentes"), (200, "SPF441022"), (340, "02/19/2026")])
    for top, claim, network, amounts in (
        (120, "MB-33017-26", "Proveedor dentro de la red", ("112.40", "20.00", "0.00", "18.40", "74.00", "18.40")),
        (220, "MB-33025-26", "Proveedor fuera de la red", ("90.00", "10.00", "5.00", "15.00", "60.00", "20.00")),
    ):
        put(pen, top, [(50, f"Número de reclamación: {claim}"), (230, "Proveedor: Laboratorio Clínico Ponce"), (430, network)])
        put(pen, top + 16, [(50, "Fecha de servicio"), (130, "Servicio"), (275, "Facturado"), (330, "Descuento"), (385, "No cubierto"), (445, "Coseguro"), (495, "Pagó el plan"), (557, "Usted debe")])
        ends = (316, 372, 434, 484, 546, 604)
        put(pen, top + 30, [(50, "01/15/2026"), (130, "93000 Electrocardiograma"), *zip(ends, amounts, strict=True)])
        put(pen, top + 46, [(130, "Total de la reclamación"), *zip(ends, amounts, strict=True)])
    pen.text(50, 330, "Deducible individual: $612.00 de $1,750.00", 9)
    pen.text(50, 344, "Gastos de bolsillo: $908.35 de $5,000.00", 9)
    first, second = (said(document) for document in read(pen))
    assert (first["network_status"], second["network_status"]) == ("in", "out")
    assert (first["member_id"], first["coinsurance"], second["not_covered"]) == ("SPF441022", "$18.40", "$5.00")
    assert (first["deductible_met"], first["out_of_pocket_limit"]) == ("$612.00", "$5,000.00")
    assert first["patient_name"] == "Yolanda Cifuentes"


def test_a_collectors_notice() -> None:
    pen = ReportlabPen()
    pen.text(50, 50, "North South Cobranzas, LLC", 14, True)
    pen.text(50, 90, "Somos un cobrador de deudas. Estamos tratando de cobrar una deuda que usted tiene con Hospital Mercy.", 9)
    for place, (label, amount) in enumerate(
        [
            ("Al 2 de enero de 2026, usted debía:", "$2,234.56"),
            ("Se le aplicaron estos intereses:", "$75.00"),
            ("Se le aplicaron estos cargos:", "$25.00"),
            ("Usted pagó o recibió este crédito por la deuda:", "$50.00"),
            ("Monto total de la deuda a la fecha:", "$2,284.56"),
        ]
    ):
        put(pen, 120 + 15 * place, [(50, label), (480, amount)])
    pen.text(50, 220, "Llámenos o escríbanos antes del 28 de agosto de 2026 para disputar la totalidad o una parte de la deuda.", 9)
    (document,) = read(pen)
    got = said(document)
    assert document.kind is Kind.COLLECTION_NOTICE
    assert (got["previous_balance"], got["interest"], got["fees"], got["amount_due"]) == ("$2,234.56", "$75.00", "$25.00", "$2,284.56")
    assert (got["respond_by_date"], got["itemization_date"], got["original_creditor"]) == ("2026-08-28", "2026-01-02", "Hospital Mercy")


def test_a_refusal() -> None:
    pen = ReportlabPen()
    pen.text(50, 50, "Plan de Salud Bahía", 14, True)
    pen.text(50, 70, "Aviso de determinación adversa", 11, True)
    labelled(pen, 100, [("Fecha de la carta:", "5 de marzo de 2026"), ("Número de reclamo:", "R-44102"), ("Nombre del paciente:", "Ana Lugo")])
    pen.text(50, 160, "Estimada Ana Lugo:", 9)
    pen.text(50, 180, "Hemos denegado su reclamo porque el servicio no tenía autorización previa.", 9)
    pen.text(50, 200, "Usted puede apelar esta decisión a más tardar el 1 de septiembre de 2026.", 9)
    (document,) = read(pen)
    got = said(document)
    assert document.kind is Kind.DENIAL_LETTER
    assert (got["letter_date"], got["claim_number"], got["appeal_by_date"]) == ("2026-03-05", "R-44102", "2026-09-01")
    assert got["denial_reason"].startswith("el servicio no tenía")
