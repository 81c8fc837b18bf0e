"""What others say a code is worth, each with its source and day."""

from __future__ import annotations

from medbills.domain.practice import Benchmark
from medbills.store.records import Records
from medbills.store.schema import BENCHMARK


class Benchmarks(Records[Benchmark]):
    """By code, the newest last."""

    table = BENCHMARK
    value = Benchmark
    order = ("code", "as_of")
