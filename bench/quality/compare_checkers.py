#!/usr/bin/env python3
"""Parvis, frictionless, Validata and DuckDB on the same table, in one run: CPU, wall and memory of each.

    python3 -m venv V && V/bin/pip install -r bench/quality/requirements.txt
    python3 bench/quality/make_subventions.py 1000000 T.csv
    V/bin/python bench/quality/compare_checkers.py T.csv [--parvis build/release/parvis] [--runs 9]

Parvis runs --runs times (the median counts), the others once each, since they take minutes. DuckDB is given the same rules
in SQL by hand; it has no schema of its own.
"""
import argparse
import json
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

HOME = Path(__file__).resolve().parents[2]
SCHEMA = sorted((HOME / "reference/schemas/scdl/subventions").glob("*.json"))[-1]

FRICTIONLESS = """
import json, os, sys
from frictionless import Resource, Schema
schema = Schema.from_descriptor(json.load(open(sys.argv[2])))
resource = Resource(path=os.path.basename(sys.argv[1]), basepath=os.path.dirname(sys.argv[1]), schema=schema)
report = resource.validate(limit_errors=10**9)
assert report.tasks[0].stats["rows"] > 1, report
print(report.stats)
"""
VALIDATA = """
import json, sys
import validata_core
report = validata_core.validate(sys.argv[1], json.load(open(sys.argv[2])))
print(report)
"""
DUCKDB = """
import sys
import duckdb
connection = duckdb.connect(config={"threads": 1})
table = f"read_csv('{sys.argv[1]}', all_varchar=true)"
rules = [
    "nomAttribuant IS NULL", "idAttribuant IS NULL", "NOT regexp_full_match(idAttribuant, '[0-9]{14}')",
    "try_cast(dateConvention AS DATE) IS NULL", "nomBeneficiaire IS NULL", "objet IS NULL", "length(objet) > 256",
    "NOT regexp_full_match(coalesce(rnaBeneficiaire, 'W000000000'), 'W[0-9]{9}')", "try_cast(montant AS DOUBLE) IS NULL",
    "nature NOT IN ('aide en numéraire', 'aide en nature', 'aide en numéraire;aide en nature', 'aide en nature;aide en numéraire')",
    "conditionsVersement IS NULL", "length(conditionsVersement) > 256",
    "NOT regexp_full_match(datesPeriodeVersement, '[0-9]{4}-[0-9]{2}-[0-9]{2}(/[0-9]{4}-[0-9]{2}-[0-9]{2})?')",
    "length(idRAE) > 5", "notificationUE NOT IN ('oui', 'non')",
    "try_cast(pourcentageSubvention AS DOUBLE) NOT BETWEEN 0.01 AND 1", "idBeneficiaire IS NULL AND rnaBeneficiaire IS NULL",
]
print(connection.execute("SELECT " + ", ".join(f"count_if({rule})" for rule in rules) + " FROM " + table).fetchone())
"""


def measure(command):
    start = time.monotonic()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    error = child.stderr.read().decode(errors="replace")
    _, status, usage = os.wait4(child.pid, 0)
    wall = time.monotonic() - start
    code = os.waitstatus_to_exitcode(status)
    if code not in (0, 1):
        print(error[-500:], file=sys.stderr)
    return usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss / 1024, code


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("table")
    parser.add_argument("--parvis", default=str(HOME / "build/release/parvis"))
    parser.add_argument("--runs", type=int, default=9)
    parser.add_argument("--only", help="one of parvis, parvis-1, frictionless, validata, duckdb")
    options = parser.parse_args()
    check = [options.parvis, "grants", "check", options.table, "--schema", str(SCHEMA)]
    tools = {
        "parvis": (options.runs, check),
        "parvis-1": (options.runs, check + ["--threads", "1"]),
        "duckdb": (1, [sys.executable, "-c", DUCKDB, options.table]),
        "frictionless": (1, [sys.executable, "-c", FRICTIONLESS, options.table, str(SCHEMA)]),
        "validata": (1, [sys.executable, "-c", VALIDATA, options.table, str(SCHEMA)]),
    }
    for name, (runs, command) in tools.items():
        if options.only and options.only != name:
            continue
        results = [measure(command) for _ in range(runs)]
        cpu, wall, memory = (statistics.median(result[i] for result in results) for i in range(3))
        print(json.dumps({"tool": name, "runs": runs, "cpu_s": round(cpu, 3), "wall_s": round(wall, 3),
                          "rss_mib": round(memory, 1), "exit": results[0][3]}), flush=True)


if __name__ == "__main__":
    main()
