"""Claims that come as data, without pages: FHIR, X12 835, spreadsheets and Medicare's text, taken apart for the importers."""
