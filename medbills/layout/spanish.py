"""Labels of Spanish papers put into the English words that the lists of labels know."""
# ruff: noqa: E501  (one meaning a line: the lists of words are read and added to as lists)

from __future__ import annotations

import re

_MARK = re.compile(
    r"\b(?:fechas?|creditos?|abonos?|debitos?|numeros?|nro|cuentas?|pagos?|pagad[oa]s?|paga|pague|pagar|saldo|monto|cantidad|importe|cargos?|seguros?|aseguradora|usted|ud|paciente|proveedor"
    r"|prestador|deducibles?|coseguros?|coaseguros?|copagos?|servicios?|codigos?|cod|descripcion|reclam(?:o|os|acion|aciones)|miembro|afiliad[oa]|asegurad[oa]"
    r"|suscriptor|beneficiari[oa]|ajustes?|descuentos?|cubiert[oa]s?|permitid[oa]s?|aprobad[oa]s?|facturad[oa]s?|cobrad[oa]s?|poliza|grupo|facturas?|vencimiento|vence"
    r"|responsable|garante|acreedor|deuda|intereses|interes|recargos?|apelacion|apelar|responder|disputar|motivo|razon|autorizacion|diagnosticos?|diente|superficie"
    r"|modificador(?:es)?|unidades|notas?|observaciones|comentarios|medicamento|receta|recibo|precio|costo|costos|tarifa|estimado|bolsillo|nombre|medico|medica"
    r"|identificacion|expediente|referencia|periodo|lugar|anterior|pendiente|adeudad[oa]|debia|debe|debido|cuota|concepto|procesad[oa]|nacimiento|alta|ingreso|telefono|pagina|parte|porcion|responsabilidad|limite|acumulad[oa]s?)\b"
)
_INSURER = r"(?:seguros?|plan|aseguradora|compania de seguros?|medicare|medicaid|terceros|insurance)"
_WHOM = r"(?:el |la |los |las |su |sus |nuestro |parte de |parte del )*"
_SUM = r"(?:monto|cantidad|importe|suma)"

# Ordered: what stands in several words before what stands in one.
_MEANT = [
    # numbers
    (r"\b(?:n o|num|nro|no|n|number|#) (?=de |del )", "numero "),
    (r"\b(?:numero de )?identificacion (?:fiscal|tributaria|patronal|de contribuyente|del contribuyente|de impuestos)\b", "tax id"),
    (r"\b(?:numero de )?(?:identificacion|id|tarjeta) (?:de|del)(?: la)? (?:miembro|afiliad[oa]|asegurad[oa]|suscriptor|beneficiari[oa]|socio|participante)\b", "member id"),
    (r"\bnumero de (?:miembro|afiliad[oa]|asegurad[oa]|suscriptor|beneficiari[oa]|socio|contrato)\b", "member number"),
    (r"^(?:su )?(?:numero de )?identificacion(?: del plan)?$", "member id"),
    (r"\b(?:numero de )?(?:expediente|historia|historial|record|registro)(?: (?:medico|clinico|clinica))\b", "medical record number"),
    (r"\bnumero de (?:la |su |nuestra )?(?:solicitud|autorizacion(?: previa)?|preautorizacion)\b", "authorization number"),
    (r"\bnumero de (?:la |su )?(?:reclamo|reclamacion)\b|\breclam(?:o|acion) (?:numero|no|n|#)\b", "claim number"),
    (r"\bnumero de (?:la )?receta\b|\breceta (?:numero|no|n|#)\b", "rx number"),
    # days
    (r"\b(?:estado|resumen) de (?:la |su )?cuenta\b", "statement"),
    (r"\bfecha de nac(?:imiento)?\b|\bnacid[oa] el\b", "date of birth"),
    (r"\bfecha limite (?:de |para )(?:la |su |una |presentar una )*apela(?:r|cion)\b|\bapele (?:antes del?|a mas tardar el)\b|\bplazo (?:para|de) apela(?:r|cion)\b", "appeal deadline"),
    (r"\bfecha limite (?:de |para )(?:responder|respuesta|disputar|disputa|impugnar)\b|\b(?:responda|disputar?|impugne|llame(?:nos)?|escriba(?:nos)?)(?: esta deuda)? (?:antes del?|a mas tardar el)\b", "respond by"),
    (r"\bfecha (?:de |del )?(?:vencimiento|limite)(?: (?:de|del|para) (?:su )?(?:el )?pag(?:o|ar))?\b|\bvence(?: el)?\b|\b(?:pague|pagar|pago)(?: a mas tardar| antes)(?: el| del?)\b", "due date"),
    (r"\bfechas? (?:de|del|de los|en que recibio el)(?: la| prestacion del)? (?:servicios?|visita|atencion|consulta|cita|procedimiento|tratamiento|estudio|examen)\b", "date of service"),
    (r"\bfecha (?:prevista|programada|esperada) (?:de|del) (?:servicio|procedimiento|cita|cirugia)\b", "date of service"),
    (r"\bperiodo(?: de| del)? servicios?\b", "service period"),
    (r"\bfecha de (?:la )?(?:admision|ingreso|hospitalizacion|entrada)\b|^(?:ingreso|admision)$", "admission date"),
    (r"\bfecha de (?:el )?(?:alta|egreso|salida)\b|^(?:alta|egreso)$", "discharge date"),
    (r"\bfecha (?:de |del |de la )(?:carta|aviso|notificacion|notificar)\b", "letter date"),
    (r"\bfecha (?:de |del |de la |de su )(?:factura(?:cion)?|emision|statement|estado|resumen|impresion|estimado|estimacion|presupuesto|recibo|cierre)\b", "statement date"),
    (r"\bfecha (?:de |del |de la )?(?:proceso|procesad[oa]|procesamiento|tramite|tramitacion|adjudicacion|decision|determinacion)\b|\b(?:procesad[oa]|tramitad[oa])(?: el)?\b", "processed date"),
    (r"\bfecha (?:de |del |de la )?(?:detalle|desglose|itemizacion)\b", "itemization date"),
    (r"\bfecha (?:de |del |de la )?(?:surtido|despacho|dispensacion)\b", "fill date"),
    # amounts: who paid, what is owed
    (r"\b(?:gastos?|desembolsos?|costos?)(?: maximos?)? (?:de|del|directos? de)(?: su| propio)? bolsillo\b|\bdesembolso directo\b|\bde (?:su )?bolsillo\b", "out of pocket"),
    (r"\bco (?:pagos?)\b|\bcopagos?\b", "copay"),
    (r"\bco seguros?\b|\bcoseguros?\b|\bcoaseguros?\b", "coinsurance"),
    (r"\bdeducibles?\b", "deductible"),
    (r"\b(?:compania|empresa) de seguros?\b|\bseguro (?:medico|de salud|primario|principal)\b|\bplan medico\b|\baseguradora(?: principal| primaria)?\b", "seguro"),
    (r"\b(?:pagad[oa]s?|pagos?|cubiert[oa]s?|abonad[oa]s?) (?:por|de|del) (?:el |su |un )?otros? (?:seguros?|planes|plan)\b|\botros? (?:seguros?|planes|plan) pag(?:o|aron)\b", "other insurance paid"),
    (rf"\b(?:lo que )?pag(?:o|a|ara) {_WHOM}{_INSURER}\b|\b(?:lo que )?(?:el |la |su |nuestro ){_INSURER} (?:ha )?pag(?:o|a|ara|ado)\b|^{_INSURER} pag(?:o|a|ado)$", "insurance paid"),
    (rf"\b(?:{_SUM} )?(?:pagad[oa]s?|cubiert[oa]s?|abonad[oa]s?|pagos?)(?: (?:recibidos?|hechos?|realizados?))? (?:por|de|del) {_WHOM}{_INSURER}\b", "insurance payments"),
    (rf"\b(?:ajustes?|descuentos?|rebajas?|ahorros?)(?: contractual(?:es)?)? (?:por|de|del) {_WHOM}(?:{_INSURER}|red|contrato|proveedor)\b|\bajustes? contractual(?:es)?\b", "insurance adjustments"),
    (r"\b(?:sus pagos?|usted (?:ya )?pago|lo que usted (?:ya )?pago|(?:pagad[oa]s?|pagos?)(?: (?:recibidos?|hechos?|realizados?))? (?:por|de|del) (?:el |la |parte del? )?(?:usted|ud|paciente|miembro|garante|afiliad[oa]|asegurad[oa]))\b", "patient payments"),
    (r"\b(?:lo que )?(?:usted|ud|el paciente|paciente|miembro) (?:debe|adeuda|paga|pagara|tendra que pagar|tiene que pagar|podria deber|puede deber)(?: pagar)?\b|\b(?:lo que|cuanto|cantidad que|monto que) (?:usted )?(?:debe|adeuda)(?: pagar)?\b", "you owe"),
    (r"\b(?:responsabilidad|parte|porcion|saldo|costo) (?:de|del|a cargo del) (?:el |la )?(?:usted|paciente|miembro|afiliad[oa]|asegurad[oa]|suscriptor)\b|\bsu (?:responsabilidad|parte|porcion|costo)(?: total)?\b", "patient responsibility"),
    (r"\busted debia\b", "you owed"),
    (r"\b(?:se le )?(?:aplicaron|cobraron|cobro|agregaron)(?: a usted)? (?:estos |este )?(?:monto de )?interes(?:es)?\b", "interest"),
    (r"\b(?:se le )?(?:aplicaron|cobraron|cobro|agregaron)(?: a usted)? (?:estos |estas )?(?:cargos|cuotas|comisiones|honorarios)\b|\bcargos? por (?:mora|pago tardio|atraso|demora|cobranza|cobro)\b|\brecargos?\b", "late fee"),
    (rf"\b(?:{_SUM}|saldo) total de (?:la|su) deuda\b|\b{_SUM} de (?:la|su) deuda\b|\btotal de (?:la|su) deuda\b", "amount of the debt"),
    (r"\b(?:saldo|balance) (?:anterior|previo|inicial)\b", "previous balance"),
    (r"\b(?:nuevo saldo|saldo nuevo|nuevo balance)\b", "new balance"),
    (rf"\b(?:saldo|balance|{_SUM}|total)(?: total)? (?:a pagar|por pagar|adeudad[oa]|pendiente|debid[oa]|vencid[oa]|que debe)(?: ahora)?\b", "amount due"),
    (r"\b(?:saldo|balance) (?:actual|total|final|de la cuenta|de su cuenta)\b", "current balance"),
    (rf"\b(?:favor de pagar|por favor pague|pague)(?: est[ea] {_SUM}| ahora)?\b", "pay this amount"),
    (r"\bpagos? (?:mensual(?:es)?|a plazos)\b|\bcuota mensual\b", "monthly payment"),
    (r"\bpago minimo\b", "minimum payment"),
    (rf"\b(?:{_SUM}|cargos?|gastos?|servicios?)? ?no cubiert[oa]s?\b|\bno elegibles?\b|\bexclusiones\b", "not covered"),
    (rf"\b(?:{_SUM}|tarifa|cargo)? ?(?:maxim[oa] )?(?:permitid[oa]s?|aprobad[oa]s?|negociad[oa]s?|contratad[oa]s?|admitid[oa]s?|elegibles?|reconocid[oa]s?)(?: por (?:el |su )?(?:plan|seguro|medicare))?\b", "allowed amount"),
    (rf"\b(?:{_SUM}|total|cargos?)? ?(?:facturad[oa]s?|cobrad[oa]s?|cargad[oa]s?|presentad[oa]s?|reclamad[oa]s?)(?: por (?:el |su )?(?:proveedor|medico|hospital|dentista))?\b", "amount billed"),
    (r"\b(?:total (?:de )?(?:los |sus )?cargos|cargos totales|suma de (?:los )?cargos|gastos totales)\b", "total charges"),
    (r"\b(?:cargos?|costos?|total|gastos?) (?:total )?(?:estimad[oa]s?|esperad[oa]s?|previst[oa]s?)\b|\b(?:total|costo) (?:del )?estimad[oa]\b", "expected cost"),
    (r"\bmonto (?:del? )?deductible\b", "deductible"),
    (rf"\b{_SUM} pagad[oa]\b", "amount paid"),
    (r"\bpagos (?:y|o) (?:ajustes|creditos|descuentos)\b|\b(?:ajustes|creditos|descuentos) (?:y|o) pagos\b", "payments and adjustments"),
    (r"\bpagos? recibidos?\b", "payments received"),
    # parties
    (r"\bservicios? (?:al|para|de|a) (?:el |los |la )?(?:miembros?|clientes?|afiliad[oa]s?|asegurad[oa]s?|pacientes?)\b", "customer service"),
    (r"\bnombre (?:de|del)(?: la)? (?=paciente|miembro|afiliad|asegurad|suscriptor|proveedor|medico|plan|garante|acreedor)", ""),
    (r"\b(?:persona|parte) responsable(?: (?:del|de) pago)?\b|\bresponsable (?:del|de) pago\b|\bgarante\b|\bfiador\b", "responsible party"),
    (r"\bacreedor original\b|\bacreedor (?:actual|inicial)\b|\bacreedor\b", "original creditor"),
    (r"\b(?:proveedor|prestador|medico|doctora?|dentista)(?: (?:de servicios?|de salud|tratante|que presto el servicio|que lo atendio))?\b", "provider"),
    (r"\b(?:centro|instalacion|clinica) (?:medic[oa]|de servicio)\b", "facility"),
    (r"\b(?:miembro|afiliad[oa]|asegurad[oa]|suscriptor|beneficiari[oa])\b", "member"),
    (r"\bpaciente\b", "patient"),
    # reasons
    (r"\b(?:motivos?|razon|razones) (?:de|para|por|del)(?: la| el| nuestra| esta| su)? (?:denegacion|negacion|rechazo|decision|determinacion|negativa)\b|^(?:motivo|razon)$|\bpor que (?:lo |la )?(?:negamos|denegamos|no aprobamos)\b", "reason for denial"),
    (r"\bcodigos? (?:de|del) (?:la )?(?:denegacion|rechazo|negacion)\b", "denial code"),
    (r"\bcodigos? (?:de|del) (?:la |las )?(?:observacion(?:es)?|notas?|comentarios?|motivo|razon|mensaje)\b|\b(?:ver |vea )?(?:las? )?notas?(?: abajo| al pie)?\b|\bobservaciones\b|\bcomentarios\b|\bmensajes?\b", "notes"),
    # heads of columns
    (r"\b(?:codigo|cod)(?: de| del)? (?:ingresos?|rev(?:enue)?|renta|departamento de ingresos)\b", "revenue code"),
    (r"\bcodigo (?:de|del) (?:modificador)\b|\bmodificador(?:es)?\b", "modifier"),
    (r"\b(?:codigos?|cod) (?:de|del) (?:el )?(?:procedimiento|servicio|facturacion|examen|prueba|cargo)\b|\b(?:codigo|cod)(?: cpt| hcpcs| ada)?$", "procedure code"),
    (r"\b(?:numero (?:de|del) )?(?:diente|pieza(?: dental)?)\b", "tooth"),
    (r"\bsuperficie\b", "surface"),
    (r"\bcuadrante\b", "quadrant"),
    (r"\b(?:codigos? (?:de|del) )?diagnosticos?\b", "diagnosis code"),
    (r"\blugar (?:de|del) servicio\b", "place of service"),
    (r"\bdescripcion(?: (?:de|del)(?: la| los)? (?:servicios?|cargos?|procedimientos?|transaccion|medicamento))?\b|\bconcepto\b|\bdetalles?\b", "description"),
    (r"\bservicios? (?:prestados?|recibidos?|proporcionados?|solicitados?|denegados?)\b|\bservicios? y (?:articulos|suministros)\b|\b(?:articulos?|servicios?) o (?:articulos?|servicios?)\b", "service provided"),
    (r"\bmedicamentos?\b|\bmedicinas?\b|\bnombre del medication\b", "medication"),
    (r"\bprecio(?: unitario| por unidad)\b", "unit price"),
    (rf"\b{_SUM} (?=del? |total\b)", "amount "),
    (r"\bcantidad\b", "quantity"),
    (r"\b(?:monto|importe|suma)\b", "amount"),
    (r"\bunidades\b", "units"),
    # accumulators
    (r"\b(?:maximo|limite)(?: anual| individual| familiar)?(?: de| del)? (?=out of pocket|deductible)", "limit "),
    (r"\blimit deductible\b", "deductible limit"),
    (r"\b(?:acumulad[oa]|utilizad[oa]|satisfech[oa]|alcanzad[oa]|cumplid[oa]|usad[oa]|aplicad[oa]|pagad[oa])s? (?:hasta|a) la fecha\b|\b(?:acumulad[oa]|utilizad[oa]|satisfech[oa]|alcanzad[oa]|cumplid[oa])s?\b", "met"),
    # network
    (r"\b(?:estado|situacion) (?:de|en) (?:la )?red\b|^red$|^(?:el proveedor )?(?:participa|esta) en (?:la|su|nuestra) red(?: del plan)?$", "network status"),
]
_WORDS = {
    "fecha": "date", "numero": "number", "nro": "number", "cuenta": "account", "pagos": "payments", "pago": "payment", "pagado": "paid", "pagada": "paid",
    "saldo": "balance", "cargos": "charges", "cargo": "charge", "seguro": "insurance", "seguros": "insurance", "usted": "you", "servicio": "service",
    "servicios": "service", "reclamo": "claim", "reclamacion": "claim", "ajuste": "adjustment", "ajustes": "adjustments", "descuento": "discount",
    "descuentos": "discount", "credito": "credit", "creditos": "credits", "abono": "credit", "abonos": "credits", "debito": "debit", "debitos": "debits",
    "poliza": "policy", "grupo": "group", "factura": "invoice", "deuda": "debt", "interes": "interest", "intereses": "interest",
    "autorizacion": "authorization", "precio": "price", "costo": "cost", "costos": "cost", "tarifa": "fee", "nombre": "name", "referencia": "reference",
    "periodo": "period", "recibo": "receipt", "expediente": "file", "caso": "case", "receta": "rx", "telefono": "phone", "anual": "annual", "limite": "limit",
    "maximo": "maximum", "familiar": "family", "individual": "individual", "lugar": "location", "identificacion": "id", "codigo": "code", "pagina": "page",
    "hospital": "hospital", "visita": "visit", "cuentas": "account", "direccion": "address", "nacional": "national", "proveedores": "provider",
    "tratamiento": "treatment", "procedimiento": "procedure", "prueba": "test", "examen": "exam", "estudio": "study", "cobertura": "coverage",
    "dental": "dental", "unidad": "unit", "total": "total", "totales": "totals", "beneficio": "benefit", "beneficios": "benefits",
}  # fmt: skip
_RULES = [(re.compile(form), meant) for form, meant in _MEANT]
_OF = re.compile(r"\b(\w+) (?:de|del)(?: la| las| los| el| su| sus)? (\w+)\b")
_OF_TOTAL = re.compile(r"\btotal (?:de|del)(?: la| las| los| el| su| sus)? ")
_SMALL = re.compile(r"\b(?:el|la|los|las|de|del|este|esta)\b ?")


def in_english(words: str) -> str:
    """Lower-case words without accents, in English where they are a Spanish label; others as they are."""
    if not _MARK.search(words):
        return words
    for form, meant in _RULES:
        words = form.sub(meant, words)
    words = _OF.sub(r"\2 \1", _OF_TOTAL.sub("total for ", words))
    words = _SMALL.sub("", words)
    return " ".join(_WORDS.get(word, word) for word in words.split())
