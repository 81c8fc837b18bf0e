"""How much one paper may ask of the program; checked in the worker, and again outside it."""

from __future__ import annotations

MAX_BYTES = 100 * 1024 * 1024  # of a file
MAX_PAGES = 1000
MAX_SIDE = 14_400.0  # points of a page's side: 200 inches, the most that Acrobat draws
MAX_PAGE_WORDS = 60_000
MAX_WORDS = 1_000_000  # of all pages together
MAX_RULES = 6_000  # of a page; more are a drawing, and are left out
MAX_CHARACTERS = 400_000  # of a page
MAX_PIXELS = 50_000_000  # of a rendered page
WORKER_MEMORY = 1024 * 1024 * 1024
STEP_SECONDS = 30.0  # without a sign of life from the worker
WHOLE_SECONDS = 300.0  # for one file

MAX_SCANS = 200  # pages of one file that are read from pictures
MAX_SOURCE_PIXELS = 110_000_000  # of a photograph as it is stored
SCAN_MEMORY = 2048 * 1024 * 1024  # address space: the recognizer's threads and models take most of it
SCAN_STEP_SECONDS = 120.0  # for one scanned page, on a slow computer
SCAN_WHOLE_SECONDS = 3600.0  # for one file of scans; the user can stop it at any time
PICTURE_SIDE = 792.0  # points: the longer side of a picture, as if it were a letter page
