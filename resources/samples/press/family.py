"""Who is who on the sample papers: names, addresses, phones and numbers that several papers print. All invented."""

from __future__ import annotations

WALTER = "Walter Calloway"
WALTER_ADDRESS = ("27 Birch Lane", "Easton, PA 18042")
WALTER_BORN = "03/08/1963"
RUTH = "Ruth Calloway"
RUTH_ADDRESS = ("12 Orchard Street, Apt 2", "Easton, PA 18042")

MEMBER, GROUP, PLAN, EMPLOYER = "LH 4471 902", "NFM-20", "Lakeshore Health PPO", "Northfield Manufacturing"
LAKESHORE_ADDRESS = ("P.O. Box 7100", "Millbrook, PA 18099")
LAKESHORE_PHONE = "555-0120"

HOSPITAL = "Riverbend General Hospital"
HOSPITAL_ADDRESS = ("100 River Road", "Easton, PA 18042")
HOSPITAL_REMIT = ("P.O. Box 2200", "Easton, PA 18042")
HOSPITAL_PHONE, HOSPITAL_TAX_ID, HOSPITAL_NPI = "555-0114", "23-4410097", "1477500122"
ACCOUNT_ER = "7741-22"

CLINIC = "Riverbend Clinic"
CLINIC_PHONE, CLINIC_TAX_ID, CLINIC_NPI = "555-0117", "23-4410204", "1063300242"

LAB = "Cedar Lab Associates"
LAB_ADDRESS = ("15 Cedar Court", "Millbrook, PA 18099")
LAB_PHONE, LAB_TAX_ID, LAB_NPI = "555-0155", "23-5127740", "1285500363"
ACCOUNT_LAB = "CL-558310"

OSEI = "Grace A. Osei, MD"
OSEI_ADDRESS = ("62 College Avenue, Suite 210", "Easton, PA 18042")
OSEI_PHONE, OSEI_TAX_ID, OSEI_NPI = "555-0172", "23-6018853", "1831100486"

DENTIST = "Maple Street Dental"
DENTIST_ADDRESS = ("88 Maple Street", "Easton, PA 18042")
DENTIST_PHONE, DENTIST_TAX_ID, DENTIST_NPI = "555-0163", "23-7731926", "1659300572"

URGENT = "Eastside Urgent Care"
URGENT_ADDRESS = ("940 Freemont Avenue", "Easton, PA 18042")
URGENT_PHONE = "555-0191"
