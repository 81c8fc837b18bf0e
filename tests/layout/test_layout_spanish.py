"""Labels and heads of columns of Spanish papers mean what the English ones do."""

from __future__ import annotations

import pytest

from medbills.layout.columns import column_field
from medbills.layout.labels import money_field, text_field
from medbills.layout.spanish import in_english
from medbills.layout.wording import canonical


@pytest.mark.parametrize(
    ("label", "field"),
    [
        ("N.º de cuenta:", "account_number"),
        ("Núm. de reclamación", "claim_number"),
        ("Número de identificación", "member_id"),
        ("Número de póliza", "member_id"),
        ("Número de factura", "statement_number"),
        ("Fecha del estado de cuenta", "statement_date"),
        ("Fecha límite de pago", "due_date"),
        ("Pague antes del", "due_date"),
        ("Fecha de procesamiento", "processed_date"),
        ("Fecha de la carta", "letter_date"),
        ("Fecha límite para apelar", "appeal_by_date"),
        ("Fechas de servicio", "service_span"),
        ("Nombre del paciente", "patient_name"),
        ("Persona responsable", "guarantor_name"),
        ("Compañía de seguros", "payer_name"),
        ("Acreedor original", "original_creditor"),
        ("Motivo de la denegación", "denial_reason"),
    ],
)
def test_labels_of_days_numbers_and_names(label: str, field: str) -> None:
    assert text_field(label) == field


@pytest.mark.parametrize(
    ("label", "field"),
    [
        ("Total de cargos", "total_billed"),
        ("Pagos del seguro", "plan_paid"),
        ("Lo que pagó su plan", "plan_paid"),
        ("Pagos del paciente", "patient_paid"),
        ("Usted ya pagó", "patient_paid"),
        ("Ajustes del seguro", "adjustment"),
        ("Monto permitido", "allowed"),
        ("Monto no cubierto", "not_covered"),
        ("Coaseguro", "coinsurance"),
        ("Lo que usted debe", "patient_responsibility"),
        ("Saldo anterior", "previous_balance"),
        ("Cantidad a pagar", "amount_due"),
        ("Monto total de la deuda a la fecha", "amount_due"),
        ("Se le aplicaron estos intereses", "interest"),
        ("Cargos por mora", "fees"),
        ("Máximo de gastos de bolsillo", "out_of_pocket_limit"),
        ("Costo total estimado", "total_billed"),
    ],
)
def test_labels_of_amounts(label: str, field: str) -> None:
    assert money_field(label) == field


@pytest.mark.parametrize(
    ("head", "field"),
    [
        ("Fecha de servicio", "service_date"),
        ("Código de procedimiento", "code"),
        ("Descripción del servicio", "description"),
        ("Monto facturado", "billed"),
        ("Descuento del plan", "adjustment"),
        ("No cubierto", "not_covered"),
        ("Pagó el seguro", "plan_paid"),
        ("Usted debe", "patient_owes"),
        ("Cantidad", "units"),
        ("Precio unitario", "unit_price"),
        ("Diente", "tooth"),
        ("Notas", "remark_codes"),
        ("Medicamento", "description"),
    ],
)
def test_heads_of_columns(head: str, field: str) -> None:
    assert column_field(head) == field


@pytest.mark.parametrize("label", ["account number", "total charges", "item service", "what you owe", "no"])
def test_english_stays_as_it_is(label: str) -> None:
    assert in_english(label) == label


def test_a_spanish_no_is_no_number() -> None:
    assert "number" not in canonical("No cubierto")
    assert canonical("No. de cuenta") == "account number"
