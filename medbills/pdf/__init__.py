"""PDF files: their pages are read and rendered in a worker process, letters and packets are made here."""
