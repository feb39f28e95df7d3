#!/usr/bin/env python3
"""Seven workloads under load, beside a handler that returns ready bytes and an endpoint written by hand.

    python3 benches/fill.py sqlite:///tmp/bench.db     # 200,000 documents, once
    python3 benches/load.py sqlite:///tmp/bench.db
    python3 benches/load.py postgres://USER@127.0.0.1/load

Needs wrk (Debian's package). Builds the service and `benches/baseline` in release, starts both on loopback (the service
twice: with its cache of answers, and without), asks each workload of each in shuffled order, and prints rates as
ratios: with the cache against the bare handler, without it against the endpoint written by hand. All get the same POST;
all that read must answer the same JSON, or the run stops. Bounded: --rounds x --seconds x 28 runs.
"""
import argparse, base64, collections, json, os, pathlib, random, re, statistics, subprocess, sys, tempfile, time
import urllib.request

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent
PORTS = {"cached": 18181, "live": 18182, "baseline": 18183}

parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument("database", help="sqlite:///PATH or postgres://…, filled by fill.py")
parser.add_argument("--seconds", type=int, default=2)
parser.add_argument("--rounds", type=int, default=3)
parser.add_argument("--connections", type=int, default=16)
parser.add_argument("--long", default="管理办法", help="3 or 4 characters of a title")
parser.add_argument("--short", default="预算", help="2 characters of a title")
parser.add_argument("--only", default="", help="workloads, separated by commas")
parser.add_argument("--no-build", action="store_true")
given = parser.parse_args()
TODAY = "2026-11-22"


def build():
    target = os.environ.get("CARGO_TARGET_DIR", str(ROOT / "target"))
    if not given.no_build:
        run = lambda folder: subprocess.run(["cargo", "build", "--release"], cwd=folder, check=True, env={**os.environ, "CARGO_TARGET_DIR": target})
        run(ROOT), run(HERE / "baseline")
    return pathlib.Path(target) / "release"


def ask(port, query, variables=None):
    body = json.dumps({"query": query, "variables": variables or {}}).encode()
    request = urllib.request.Request(f"http://127.0.0.1:{port}/graphql", body, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request) as answer:
        answer = json.load(answer)
    assert "errors" not in answer, answer
    return answer["data"]


def post(url, body):
    request = urllib.request.Request(url, body.encode(), {"Content-Type": "application/json"})
    with urllib.request.urlopen(request) as answer:
        return answer.read()


def uuid(id):
    return base64.urlsafe_b64decode(id + "=" * (-len(id) % 4)).decode().split(":")[1]


def ticks(pid):
    """CPU time of a process in seconds."""
    with open(f"/proc/{pid}/stat") as stat:
        fields = stat.read().rsplit(") ", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def database_ticks():
    """CPU time of PostgreSQL's processes, those that the run uses and those that stand beside them."""
    total = 0.0
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            if open(f"/proc/{pid}/comm").read().strip() == "postgres":
                total += ticks(pid)
        except (FileNotFoundError, ProcessLookupError):
            pass
    return total


def memory(pid):
    return int(re.search(r"VmRSS:\s+(\d+)", open(f"/proc/{pid}/status").read())[1]) / 1024


def wait(url):
    for _ in range(200):
        try:
            urllib.request.urlopen(url).read()
            return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
    raise SystemExit(f"{url} does not answer")


PAGE = "pageInfo { hasNextPage }"
WORK = {
    "document": "query($id: ID!) { document(by: { id: $id }) { id title documentNumber { text } genre publishedAt body publisher { id name } interpretations { id title form } } }",
    "page": "query($unit: ID!) { documents(first: 20, filter: { publisher: { eq: $unit } }) { nodes { id title publishedAt interpretations { id title form } } pageInfo { hasNextPage } } }",
    "tree": "query($unit: ID!) { catalog { columns(unit: $unit) { id title children { id title children { id title entries(first: 10, filter: { unit: { eq: $unit } }) { nodes { id item timeLimit { text } } } } } } } }",
    "in_force": "query($day: Date!) { documents(first: 20, asOf: $day, filter: { validityStatus: { in: [EFFECTIVE, AMENDED] } }) { totalCount nodes { id title publishedAt } pageInfo { hasNextPage } } }",
    "contains_long": "query($part: String!) { documents(first: 20, filter: { title: { contains: $part } }) { nodes { id title publishedAt } pageInfo { hasNextPage } } }",
    "contains_short": "query($part: String!) { documents(first: 20, filter: { title: { contains: $part } }) { nodes { id title publishedAt } pageInfo { hasNextPage } } }",
    "deep": "query($after: String!) { documents(first: 20, after: $after) { nodes { id title publishedAt } pageInfo { hasNextPage } } }",
}


def subjects(port):
    """What the workloads are about: a document with interpretations, a unit with many, a place far down."""
    found = ask(port, "{ documents(first: 100, filter: { interpretation: { exists: true } }) { nodes { id publisher { id documents { totalCount } } interpretations { id } } } documents0: documents { totalCount } catalog { id } }")
    nodes = found["documents"]["nodes"]
    document = max(nodes, key=lambda it: len(it["interpretations"]))
    unit = max((it["publisher"] for it in nodes), key=lambda it: it["documents"]["totalCount"])["id"]
    deep = min(100_000, found["documents0"]["totalCount"] // 2 // 100 * 100)
    after, place = None, None
    for _ in range(deep // 100):
        page = ask(port, "query($after: String) { documents(first: 100, after: $after) { nodes { id publishedAt } pageInfo { endCursor } } }", {"after": after})["documents"]
        after, place = page["pageInfo"]["endCursor"], page["nodes"][-1]
    # The unit with the largest tree.
    best, cursor = (0, None), None
    for unit_id in {it["publisher"]["id"] for it in nodes} | {it["id"] for it in ask(port, "{ units(first: 100) { nodes { id } } }")["units"]["nodes"]}:
        total = ask(port, "query($unit: ID!) { catalogEntries(filter: { unit: { eq: $unit } }) { totalCount } }", {"unit": unit_id})["catalogEntries"]["totalCount"]
        best = max(best, (total, unit_id))
    variables = {
        "document": {"id": document["id"]},
        "page": {"unit": unit},
        "tree": {"unit": best[1]},
        "in_force": {"day": TODAY},
        "contains_long": {"part": given.long},
        "contains_short": {"part": given.short},
        "deep": {"after": after},
    }
    hand = {
        "document": uuid(document["id"]),
        "unit": uuid(unit),
        "tree_unit": uuid(best[1]),
        "catalog": uuid(found["catalog"]["id"]),
        "day": TODAY,
        "long": given.long,
        "short": given.short,
        "after": [place["publishedAt"], uuid(place["id"])],
    }
    return variables, hand, f"{found['documents0']['totalCount']:,} documents, a tree of {best[0]:,} entries"


Run = collections.namedtuple("Run", "rate p99 server database memory")


def load(url, body, pid, folder):
    """One run of wrk."""
    script = folder / "post.lua"
    script.write_text(f"wrk.method = 'POST'\nwrk.headers['Content-Type'] = 'application/json'\nwrk.body = [==[{body}]==]\n")
    server, database, start = ticks(pid), database_ticks(), time.time()
    out = subprocess.run(["wrk", "-t1", f"-c{given.connections}", f"-d{given.seconds}s", "--latency", "-s", str(script), url], check=True, capture_output=True, text=True).stdout
    assert "Non-2xx" not in out and "Socket errors" not in out, f"{url}\n{out}"
    requests = int(re.search(r"(\d+) requests in", out)[1])
    number, unit = re.search(r"99%\s+([\d.]+)(us|ms|s)", out).groups()
    p99 = float(number) * {"us": 0.001, "ms": 1, "s": 1000}[unit]
    cost = lambda before, after: (after - before) * 1e6 / max(requests, 1)
    return Run(float(re.search(r"Requests/sec:\s+([\d.]+)", out)[1]), p99, cost(server, ticks(pid)), cost(database, database_ticks()), memory(pid))


def main():
    bin = build()
    processes = {}
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        try:
            common = ["--database-url", given.database, "--today", TODAY, "--rate-limit-address", "0", "--rate-limit-token", "0", "--migrate-on-start", "false"]
            quiet = {**os.environ, "RUST_LOG": "warn" if os.environ.get("QUIET") else "info"}
            for name, more in {"cached": [], "live": ["--cache-bytes", "0"]}.items():
                log = open(folder / f"{name}.log", "w")
                processes[name] = subprocess.Popen([bin / "gongkai", "serve", "--listen", f"127.0.0.1:{PORTS[name]}", *common, *more], stdout=log, stderr=log, env=quiet)
                wait(f"http://127.0.0.1:{PORTS[name]}/readyz")
            variables, hand, told = subjects(PORTS["live"])
            work = [name for name in WORK if not given.only or name in given.only.split(",")]
            bodies, asked = {}, {}
            for name in work:
                asked[name] = json.dumps({"query": WORK[name], "variables": variables[name]}, ensure_ascii=False)
                answer = post(f"http://127.0.0.1:{PORTS['live']}/graphql", asked[name])
                assert b'"errors"' not in answer, answer
                bodies[name] = str(folder / f"{name}.json")
                pathlib.Path(bodies[name]).write_bytes(answer)
            config = folder / "baseline.json"
            config.write_text(json.dumps({**hand, "listen": f"127.0.0.1:{PORTS['baseline']}", "database": given.database, "bodies": bodies}))
            processes["baseline"] = subprocess.Popen([bin / "baseline", config])
            wait(f"http://127.0.0.1:{PORTS['baseline']}/none")
            urls = {
                "cached": lambda name: f"http://127.0.0.1:{PORTS['cached']}/graphql",
                "live": lambda name: f"http://127.0.0.1:{PORTS['live']}/graphql",
                "bare": lambda name: f"http://127.0.0.1:{PORTS['baseline']}/bare/{name}",
                "hand": lambda name: f"http://127.0.0.1:{PORTS['baseline']}/hand/{name}",
            }
            for name in work:
                answers = {side: json.loads(post(url(name), asked[name])) for side, url in urls.items()}
                for side, answer in answers.items():
                    assert answer == answers["live"], f"{name}: {side} answers otherwise\n{json.dumps(answer, ensure_ascii=False)[:2000]}\n{json.dumps(answers['live'], ensure_ascii=False)[:2000]}"
            runs = collections.defaultdict(list)
            turns = [(name, side) for name in work for side in urls]
            for round in range(given.rounds + 1):
                random.shuffle(turns)
                for name, side in turns:
                    process = processes["baseline" if side in ("bare", "hand") else side]
                    run = load(urls[side](name), asked[name], process.pid, folder)
                    # The first round warms up.
                    if round:
                        runs[name, side].append(run)
        finally:
            for process in processes.values():
                process.terminate()
                process.wait()
    middle = lambda name, side, field: statistics.median(getattr(run, field) for run in runs[name, side])
    engine = "PostgreSQL" if given.database.startswith("postgres") else "SQLite"
    print(f"{engine}, {told}; {os.cpu_count()} cores, wrk beside the servers, {given.connections} connections, median of {given.rounds} runs of {given.seconds} s")
    print("| workload | cached / bare | live / by hand | requests/s cached, bare, live, by hand | p99 ms | server µs | database µs | MiB |")
    print("| --- | ---: | ---: | --- | --- | --- | --- | --- |")
    sides = ("cached", "bare", "live", "hand")
    for name in work:
        rate = {side: middle(name, side, "rate") for side in sides}
        each = lambda field, digits: ", ".join(f"{middle(name, side, field):.{digits}f}" for side in sides)
        print(f"| {name} | {rate['cached'] / rate['bare']:.2f} | {rate['live'] / rate['hand']:.2f} | {', '.join(f'{rate[side]:,.0f}' for side in sides)} | {each('p99', 2)} | {each('server', 0)} | {each('database', 0)} | {each('memory', 0)} |")


main()
