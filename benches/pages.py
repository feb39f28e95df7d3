#!/usr/bin/env python3
"""Ratios of a running service, in one run: deep pages against the first, a day in the past against today.

    gongkai demo --documents 200000 --out load
    gongkai import units load/units.csv && gongkai import catalog load/catalog.csv && gongkai import packages load/packages.ndjson
    gongkai serve &
    python3 benches/pages.py http://127.0.0.1:8080

Loopback only, some 3,000 requests, one at a time, in shuffled order; medians in milliseconds.
"""
import json, random, statistics, sys, time, http.client, urllib.parse

url = urllib.parse.urlsplit(sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8080")
assert url.hostname in ("127.0.0.1", "localhost", "::1"), "loopback only"
connection = http.client.HTTPConnection(url.hostname, url.port)


def ask(query):
    connection.request("POST", "/graphql", json.dumps({"query": query}), {"Content-Type": "application/json"})
    answer = json.loads(connection.getresponse().read())
    assert "errors" not in answer, answer
    return answer["data"]["documents"]


ROWS = "nodes { id title publishedAt } pageInfo { endCursor }"
NORMATIVE = "isNormative: { eq: true }, validityStatus: { in: [EFFECTIVE, AMENDED] }"
IN_FORCE = "validityStatus: { in: [EFFECTIVE, AMENDED] }"


def at(position, filters=""):
    """The cursor of the row at a position."""
    cursor = ""
    for _ in range(position // 100):
        cursor = ', after: "%s"' % ask("{ documents(first: 100%s, filter: { %s }) { pageInfo { endCursor } } }" % (cursor, filters))["pageInfo"]["endCursor"]
    return cursor


def page(cursor="", filters="", day=None, rows=ROWS):
    day = ', asOf: "%s"' % day if day else ""
    return "{ documents(first: 20%s%s, filter: { %s }) { %s } }" % (cursor, day, filters, rows)


total = ask("{ documents { totalCount } }")["totalCount"]
deep = min(100_000, total // 2 // 100 * 100)
in_force = ask("{ documents(filter: { %s }) { totalCount } }" % IN_FORCE)["totalCount"]
far = min(20_000, in_force // 2 // 100 * 100)
work = {
    "first page": page(),
    f"page after the {deep:,}th": page(at(deep)),
    "in force today": page(filters=IN_FORCE),
    "in force on 2015-06-30": page(filters=IN_FORCE, day="2015-06-30"),
    "normative, in force today": page(filters=NORMATIVE),
    "normative, in force on 2015-06-30": page(filters=NORMATIVE, day="2015-06-30"),
    f"in force today, after the {far:,}th": page(at(far, IN_FORCE), filters=IN_FORCE),
    "total in force today": page(filters=IN_FORCE, rows="totalCount"),
    "total in force on 2015-06-30": page(filters=IN_FORCE, day="2015-06-30", rows="totalCount"),
    "total normative in force today": page(filters=NORMATIVE, rows="totalCount"),
    "total normative in force on 2015-06-30": page(filters=NORMATIVE, day="2015-06-30", rows="totalCount"),
    "title contains 3 characters": page(filters='title: { contains: "管理办" }'),
}
times = {name: [] for name in work}
for round in range(60):
    for name in random.sample(list(work), len(work)):
        start = time.perf_counter()
        ask(work[name])
        times[name].append((time.perf_counter() - start) * 1000)
median = {name: statistics.median(times[name][5:]) for name in work}
print(f"{total:,} documents, {in_force:,} in force today")
for name in work:
    print(f"{name:45} {median[name]:8.2f} ms")
pairs = [(1, 0), (3, 2), (5, 4), (6, 2), (8, 7), (10, 9)]
for above, below in pairs:
    names = list(work)
    print(f"{names[above]} / {names[below]}: {median[names[above]] / median[names[below]]:.2f}")
