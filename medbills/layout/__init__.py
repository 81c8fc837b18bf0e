"""Pure machinery over pages: rows, phrases, printed amounts and dates, labels with their values, tables."""
