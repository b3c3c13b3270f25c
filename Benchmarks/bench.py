"""Measures needletail against other ways to ask the same of a Kubernetes audit log.

Everything is measured in one run on one machine, and judged by its ratio to ripgrep in that run:
seconds of two machines cannot be compared, ratios can.
"""

import argparse
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys

import measuring
from report import Line, as_json, as_markdown, judge, write_section

SEED = "Kubernetes Cron Job Creation"
SEED_JQ = 'select(.verb=="create" and .objectRef.resource=="cronjobs")'
GROUP = "index=* | stats count by verb"
JQ_BYTES = 100_000_000
CACHE = os.path.join(".build", "bench")
HERE = os.path.dirname(os.path.abspath(__file__))


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", default=".build/release/needletail", metavar="FILE")
    parser.add_argument("--generator", default=".build/release/audit-generator", metavar="FILE")
    parser.add_argument("--bytes", default="1G", help="size of the log that is made (default: 1G)")
    parser.add_argument("--file", metavar="FILE", help="measure on this log instead of making one")
    parser.add_argument("--geoip", metavar="FILE", help="a database of places for `iplocation`")
    parser.add_argument(
        "--escu", metavar="DIR", help="ESCU content; without it, the program's own pack is run"
    )
    parser.add_argument(
        "--seed-detection", default=SEED, metavar="NAME", help=f"the one detection (default: {SEED})"
    )
    parser.add_argument("--runs", type=int, default=5, help="runs of each line (default: 5)")
    parser.add_argument("--json", metavar="OUT", help="also write the results as JSON")
    parser.add_argument(
        "--write", action="store_true", help="also write its part of Benchmarks/RESULTS.md"
    )
    options = parser.parse_args()
    if options.runs < 1:
        parser.error("--runs: at least one run is needed")
    if options.escu and not os.path.isdir(os.path.join(options.escu, "detections")):
        parser.error(f"--escu {options.escu}: has no folder `detections`")
    return options


def log_file(options):
    if options.file:
        if not os.path.isfile(options.file):
            sys.exit(f"--file {options.file}: no such file")
        return options.file
    path = os.path.join(CACHE, f"audit-{options.bytes}.ndjson")
    if not os.path.exists(path):
        if not os.access(options.generator, os.X_OK):
            sys.exit(
                f"{options.generator}: not built, and there is no log to measure on; run "
                "`swift build -c release --product audit-generator`, or name a log with --file"
            )
        print(f"making {path} …", file=sys.stderr)
        os.makedirs(CACHE, exist_ok=True)
        command = [options.generator, path + ".part", "--bytes", options.bytes]
        if subprocess.run(command, check=False).returncode != 0:
            sys.exit(f"{' '.join(command)}: failed")
        os.replace(path + ".part", path)
    return path


def kubernetes_detections(escu):
    """Names of the production detections of ESCU that concern Kubernetes."""
    names = []
    for folder, _, files in os.walk(os.path.join(escu, "detections")):
        if os.path.basename(folder) == "deprecated":
            continue
        for file in files:
            if not file.endswith((".yml", ".yaml")):
                continue
            with open(os.path.join(folder, file), encoding="utf-8") as stream:
                text = stream.read()
            name = re.search(r"^name: *(.+?) *$", text, re.M)
            sources = re.search(r"^data_source:(.*\n(?:^[ -].*\n)*)", text, re.M)
            concerns = (name and "Kubernetes" in name[1]) or (sources and "Kubernetes" in sources[1])
            if name and concerns and re.search(r"^status: *production *$", text, re.M):
                names.append(name[1].strip("'\""))
    return sorted(names)


class Bench:
    def __init__(self, options, path):
        self.options = options
        self.path = path
        self.size = os.path.getsize(path)
        self.lines = []
        self.failures = []

    def add(self, key, label, command, scale=1.0, note="", **how):
        print(f"{label} …", file=sys.stderr)
        try:
            result = measuring.measure(command, self.options.runs, **how)
        except measuring.CommandFailed as failure:
            self.failures.append(str(failure))
            self.lines.append(Line(key, label, note="failed"))
            print(f"failed: {failure}", file=sys.stderr)
            return
        self.lines.append(
            Line(key, label, result.seconds * scale, result.memory, result.rows, note)
        )

    def skip(self, key, label, reason):
        self.lines.append(Line(key, label, note=f"{reason}: skipped"))

    def add_tools(self):
        label = "rg -c -F cronjobs"
        if shutil.which("rg"):
            # Status 1 is "no line matches".
            self.add("rg", label, ["rg", "-c", "-F", "cronjobs", self.path], accepted=(0, 1))
        else:
            self.skip("rg", label, "not installed")
        label = f"jq -c '{SEED_JQ}'"
        if not shutil.which("jq"):
            self.skip("jq", label, "not installed")
            return
        head = self.path
        if self.size > JQ_BYTES:
            os.makedirs(CACHE, exist_ok=True)
            head = os.path.join(CACHE, "head.ndjson")
            measuring.head_of(self.path, JQ_BYTES, head)
            measuring.warm(head)
        scale = self.size / os.path.getsize(head)
        note = "" if head == self.path else f"first 100 MB only, seconds times {scale:.1f}"
        self.add("jq", label, ["jq", "-c", SEED_JQ, head], scale, note)

    def add_database(self, engine, name):
        for question, meaning in (("seed", "the cron job detection"), ("group", "count by verb")):
            label = f"{name}, SQL: {meaning}"
            if importlib.util.find_spec(engine) is None:
                self.skip(f"{engine}-{question}", label, "not installed")
                continue
            script = os.path.join(HERE, "databases.py")
            self.add(
                f"{engine}-{question}", label,
                [sys.executable, script, engine, question, os.path.abspath(self.path)],
                note="without the start of Python", reports_itself=True,
            )

    def add_needletail(self):
        program = self.options.program
        if not os.access(program, os.X_OK):
            for key, label in (
                ("seed", f"needletail detect --only '{self.options.seed_detection}'"),
                ("all", "needletail detect, every Kubernetes detection"),
                ("group", f"needletail search '{GROUP}'"),
            ):
                self.skip(key, label, f"{program} is not built")
            return
        seed = self.options.seed_detection
        content = ["--content", self.options.escu] if self.options.escu else []
        detect = [program, "detect", "--format", "ndjson", *content]
        self.add("seed", f"needletail detect --only '{seed}'", [*detect, "--only", seed, self.path])
        if self.options.escu:
            names = kubernetes_detections(self.options.escu)
            only = [word for name in names for word in ("--only", name)]
            label = f"needletail detect, {len(names)} detections of ESCU"
            places = ["--geoip", self.options.geoip] if self.options.geoip else []
            note = "" if places else "those that need a database of places do not run"
            # Status 2 is "some of them cannot run".
            how = {"accepted": (0,) if places else (0, 2)}
            command = [*detect, *places, *only, self.path]
            self.add("all", label, command, note=note, **how)
            self.add("all-file", f"{label}, into a file", command, writes_file=True, **how)
        else:
            self.add("all", "needletail detect, its own pack", [*detect, self.path])
        search = [program, "search", "--format", "ndjson", GROUP, self.path]
        self.add("group", f"needletail search '{GROUP}'", search)

    def run(self):
        measuring.warm(self.path)
        self.add_tools()
        self.add_database("duckdb", "DuckDB")
        self.add_database("chdb", "chDB")
        self.add_needletail()


def main():
    options = arguments()
    bench = Bench(options, log_file(options))
    bench.run()
    verdicts = judge(bench.lines)
    text = as_markdown(bench.lines, verdicts, bench.size, options.runs)
    print(text)
    if options.write:
        write_section(os.path.join(HERE, "RESULTS.md"), text)
    if options.json:
        with open(options.json, "w", encoding="utf-8") as file:
            json.dump(as_json(bench.lines, verdicts, bench.size), file, indent=2)
            file.write("\n")
    for failure in bench.failures:
        print(f"failed: {failure}", file=sys.stderr)
    return 1 if bench.failures else 0


if __name__ == "__main__":
    sys.exit(main())
