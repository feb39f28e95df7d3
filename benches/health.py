#!/usr/bin/env python3
"""How long a year of everybody takes: python3 benches/health.py http://127.0.0.1:8080 [YEAR]

Prints medians of the whole HTTP answer in milliseconds, and their ratio to the first page of documents in the same
run: machines are noisy, ratios less so. Nothing is asserted.
"""

import json
import statistics
import sys
import time
import urllib.request

ROUNDS = 15
BASE = sys.argv[1].rstrip("/")
YEAR = int(sys.argv[2]) if len(sys.argv) > 2 else 2025
WHEN = f'year: {YEAR}, asOf: "{YEAR}-12-31"'
TALLY = "onTimeRate documents { due onTime late } periods { due onTime overdue } emptyColumnCount staleColumnCount"
QUERIES = {
    "first page of documents": "{ documents(first: 20) { nodes { id title } } }",
    "ranking of an edition": f"{{ catalog {{ health({WHEN}) {{ total {{ {TALLY} }} ranking {{ rank unit {{ code }} "
    f"health {{ onTimeRate }} }} }} }} }}",
    "60 units with obligations": f"{{ units(first: 60) {{ nodes {{ code health({WHEN}) {{ {TALLY} "
    f"obligations {{ dueOn state }} }} }} }} }}",
}


def ask(query):
    body = json.dumps({"query": query}).encode()
    request = urllib.request.Request(f"{BASE}/graphql", body, {"content-type": "application/json"})
    start = time.perf_counter()
    answer = json.load(urllib.request.urlopen(request))
    if "errors" in answer:
        sys.exit(str(answer["errors"]))
    return (time.perf_counter() - start) * 1000


medians = {name: statistics.median(ask(query) for _ in range(ROUNDS)) for name, query in QUERIES.items()}
first = medians["first page of documents"]
for name, median in medians.items():
    print(f"{name}: {median:.1f} ms, {median / first:.1f} times the first page")
