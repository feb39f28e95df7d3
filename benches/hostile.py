#!/usr/bin/env python3
"""What hostile requests leave behind: memory of a service before and after 100,000 of them, a dozen kinds in turn.

    python3 benches/hostile.py sqlite:///tmp/bench.db

Needs wrk (Debian's package) and a release build. Loopback only. Every answer must be a refusal: the figures of the
service itself (/metrics) tell.
"""
import argparse, json, os, pathlib, re, subprocess, tempfile, time, urllib.error, urllib.request

ROOT = pathlib.Path(__file__).resolve().parent.parent
PORT = 18185
parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument("database")
parser.add_argument("--requests", type=int, default=100_000)
parser.add_argument("--gongkai", default=str(ROOT / "target/release/gongkai"), help="the binary")
given = parser.parse_args()

bomb = "{ ...f0 } " + " ".join(f"fragment f{n} on Query {{ ...f{n + 1} ...f{n + 1} }}" for n in range(30)) + " fragment f30 on Query { __typename }"
doubling = "{ __schema { types { ...t0 } } } " + " ".join(f"fragment t{n} on __Type {{ ...t{n + 1} @include(if: true) ...t{n + 1} @skip(if: false) }}" for n in range(30)) + " fragment t30 on __Type { name }"
cycle = "{ ...a } fragment a on Query { ...b } fragment b on Query { ...a }"
queries = [
    bomb, doubling, cycle,
    "{ " + " ".join(f"a{n}: __typename" for n in range(10_000)) + " }",
    "{ __typename " + "@include(if: true) " * 10_000 + "}",
    "{ unit " * 5_000 + "{ id }" + " }" * 5_000,
    "{ documents(filter: { genre: { in: " + "[" * 64 + "PLAN" + "]" * 64 + " } }) { totalCount } }",
    "{ " + " ".join(f"nope{n}" for n in range(10_000)) + " }",
    "{ nope }", "{ documents(first: 1000) { nodes { id } }", "query($a: Int!) { __typename }",
    "{ " + " ".join(f"d{n}: documents(first: 100) {{ nodes {{ interpretations {{ documents {{ id }} }} }} }}" for n in range(9)) + " }",
]
bodies = [json.dumps({"query": query}) for query in queries]
bodies.append(json.dumps({"query": "query($ids: [ID!]!) { nodes(ids: $ids) { id } }", "variables": {"ids": ["x"] * 20_000}}))
bodies.append('{"query": "{ __typename }"')


def memory(pid):
    return int(re.search(r"VmRSS:\s+(\d+)", open(f"/proc/{pid}/status").read())[1]) / 1024


def wrk(folder, script, *more):
    path = folder / "script.lua"
    path.write_text(script)
    out = subprocess.run(["wrk", "-t1", "-c8", *more, "-s", str(path), f"http://127.0.0.1:{PORT}/graphql"], check=True, capture_output=True, text=True).stdout
    return int(re.search(r"(\d+) requests in", out)[1])


def settled(folder, plain, pid):
    """Memory once plain queries have come for a while: what the allocator keeps for a time it has given back by then."""
    wrk(folder, plain, "-d3s")
    time.sleep(2)
    wrk(folder, plain, "-d1s")
    return memory(pid)


with tempfile.TemporaryDirectory() as folder:
    folder = pathlib.Path(folder)
    for number, body in enumerate(bodies):
        (folder / f"{number}.json").write_text(body)
    log = open(os.devnull, "w")
    command = [given.gongkai, "--database-url", given.database, "serve", "--listen", f"127.0.0.1:{PORT}"]
    process = subprocess.Popen(command, stdout=log, stderr=log)
    try:
        for _ in range(100):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{PORT}/readyz").read()
                break
            except OSError:
                time.sleep(0.1)
        plain = "wrk.method = 'POST'\nwrk.headers['Content-Type'] = 'application/json'\nwrk.body = '{\"query\": \"{ documents { nodes { id title } } }\"}'\n"
        before = settled(folder, plain, process.pid)
        hostile = f"""
wrk.method, wrk.headers['Content-Type'], wrk.headers['Accept'] = 'POST', 'application/json', 'application/graphql-response+json'
local bodies, turn = {{}}, 0
for number = 0, {len(bodies) - 1} do
    local file = io.open('{folder}/' .. number .. '.json'); bodies[number] = file:read('*a'); file:close()
end
request = function() turn = turn + 1; return wrk.format(nil, nil, nil, bodies[turn % {len(bodies)}]) end
"""
        sent, began = 0, time.time()
        while sent < given.requests:
            sent += wrk(folder, hostile, "-d5s")
        took = time.time() - began
        after = settled(folder, plain, process.pid)
        text = urllib.request.urlopen(f"http://127.0.0.1:{PORT}/metrics").read().decode()
        kinds = {}
        for code, count in re.findall(r'gongkai_requests_total\{route="/graphql".*?code="(\w*)"\} (\d+)', text):
            kinds[code or "OK"] = kinds.get(code or "OK", 0) + int(count)
    finally:
        process.terminate()
        process.wait()
print(f"{sent:,} hostile requests in {took:.0f} s; memory {before:.0f} MiB before, {after:.0f} MiB after: {after / before:.2f}")
print("answers by code (OK: the plain query before them):", kinds)
