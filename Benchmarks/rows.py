"""Measures what searches do to a million rows: time against a plain count, and memory.

Every search runs over the same events in the same run, and is judged by its ratio to
`stats count` and by its peak memory against the budget that it was given. A search that needs more
than its budget must say so (SPL5002); that is a pass, and printed as `refused`.
"""

import argparse
import os
import random
import sys

import measuring

CACHE = os.path.join(".build", "bench")
PLAIN = "stats count"
SEARCHES = [
    PLAIN,
    "stats count by user",
    "stats count by id",
    "stats dc(id) avg(size) p95(size) values(verb) by user",
    "timechart span=1h count by verb",
    "dedup id",
    "dedup user",
    "sort 0 size",
    "sort 0 - user size",
    "top limit=20 user",
    "eventstats count avg(size) by user",
    "streamstats count sum(size) by user",
    "streamstats window=100 avg(size)",
    "transaction user maxspan=1m",
    "join user [search index=* | dedup user | fields user id]",
    "join id [search index=* | head 50000 | fields id verb | rename verb as other]",
    "head 10",
    "tail 10",
    "reverse",
    "eval a=size*2 | where a>100000",
    "rex field=path \"^/(?<first>[^/]+)\"",
    "bin size span=1000 | stats count by size",
    "fillnull | table _time user verb",
]


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", default=".build/release/needletail", metavar="FILE")
    parser.add_argument("--rows", type=int, default=1_000_000, help="events (default: a million)")
    parser.add_argument("--memory", type=int, default=1024, help="the budget in MB")
    parser.add_argument("--runs", type=int, default=2, help="runs of each search (default: 2)")
    parser.add_argument("--only", metavar="TEXT", help="only searches that hold this text")
    return parser.parse_args()


def events(count):
    """The file of events, made once."""
    path = os.path.join(CACHE, f"rows-{count}.ndjson")
    if os.path.exists(path):
        return path
    print(f"making {path} …", file=sys.stderr)
    os.makedirs(CACHE, exist_ok=True)
    dice = random.Random(1)
    verbs = ["get", "list", "watch", "create", "update", "patch", "delete"]
    with open(path + ".part", "w", encoding="ascii") as file:
        for number in range(count):
            file.write(
                '{"time":"2026-01-%02dT%02d:%02d:%02dZ","id":"%08x-%d","user":"user-%d",'
                '"verb":"%s","size":%d,"path":"/api/v1/%d"}\n'
                % (
                    1 + number * 20 // count, number * 480 // count % 24,
                    number * 28800 // count % 60, number % 60, dice.getrandbits(32), number,
                    int(dice.paretovariate(1)) % 5000, dice.choice(verbs),
                    dice.randrange(100_000), dice.randrange(1000),
                )
            )
    os.replace(path + ".part", path)
    return path


def measured(command, runs):
    """Best seconds, peak anonymous bytes, lines printed."""
    results = [
        measuring.run_once(command, (0,), sample_memory=True, keeps_output=True)
        for _ in range(runs)
    ]
    return (
        min(seconds for seconds, _, _ in results), max(peak or 0 for _, peak, _ in results),
        len(results[0][2].splitlines()),
    )


def main():
    options = arguments()
    if not os.access(options.program, os.X_OK):
        sys.exit(f"{options.program}: not built")
    path = events(options.rows)
    measuring.warm(path)
    print(f"| search over {options.rows:,} rows | × `{PLAIN}` | seconds | peak MB | rows |")
    print("|---|---|---|---|---|")
    plain = None
    failed = False
    for search in SEARCHES:
        if options.only and options.only not in search and search != PLAIN:
            continue
        # The count of the rows keeps the printing of them out of the measure.
        counted = search if search == PLAIN else f"{search} | stats count"
        command = [
            options.program, "search", "--format", "ndjson", "--memory", str(options.memory),
            f"index=* | {counted}", path,
        ]
        try:
            seconds, memory, rows = measured(command, options.runs)
        except measuring.CommandFailed as failure:
            # The message holds the end of what the program said.
            refused = "SPL5002" in str(failure)
            failed = failed or not refused
            print(f"| `{search}` | | {'refused (SPL5002)' if refused else failure} | | |")
            continue
        plain = plain or seconds
        peak = memory / 2**20
        over = " OVER" if peak > options.memory else ""
        failed = failed or bool(over)
        print(
            f"| `{search}` | {seconds / plain:.1f} | {seconds:.2f} | {peak:.0f}{over} | {rows} |",
            flush=True,
        )
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
