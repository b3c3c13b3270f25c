"""Measures `needletail serve`: durable ingest through each receiver, and searches of its store.

The real program runs on loopback and shares the machine with the client that sends. Ingest counts
from the first byte to the last answer, and an answer of 200 means that the events are on the disk.
Seconds of two machines cannot be compared: each is also given as a ratio to a reference that ran
in the same minutes: packing the log with `zstd -1` onto the disk for ingest, `rg` for searches.
"""

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import time

import bench
import daemon
import measuring
import sending
from report import write_section
from serving_report import Ingest, Search, Reference, as_json, as_markdown, judge

SEED = bench.SEED
GROUP = "index=* | stats count by verb objectRef.resource"


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", default=".build/release/needletail", metavar="FILE")
    parser.add_argument("--generator", default=".build/release/audit-generator", metavar="FILE")
    parser.add_argument("--bytes", default="1G", help="size of the log that is made (default: 1G)")
    parser.add_argument("--file", metavar="FILE", help="send this log instead of making one")
    parser.add_argument("--escu", metavar="DIR", help="ESCU content; without it, the program's pack")
    parser.add_argument("--batch", type=int, default=400, help="events of a request (default: 400)")
    parser.add_argument("--connections", type=int, default=4, help="(default: 4)")
    parser.add_argument(
        "--ways", default="raw,event,webhook", help="receivers, with commas (default: all three)"
    )
    parser.add_argument("--only", choices=["ingest", "searches"], help="leave the other half out")
    parser.add_argument("--plain", action="store_true", help="leave the runs over TLS out")
    parser.add_argument("--no-settling", action="store_true", help="do not wait for packing")
    parser.add_argument(
        "--events", type=int, default=10_000_000,
        help="events of the store that is searched (default: ten million)",
    )
    parser.add_argument("--store", metavar="DIR", help="search this store instead of making one")
    parser.add_argument("--runs", type=int, default=5, help="runs of each search (default: 5)")
    parser.add_argument("--keep", action="store_true", help="keep the stores that were made")
    parser.add_argument("--json", metavar="OUT", help="also write the results as JSON")
    parser.add_argument("--write", action="store_true", help="also write its part of Benchmarks/RESULTS.md")
    options = parser.parse_args()
    unknown = [way for way in options.ways.split(",") if way not in sending.WAYS]
    if unknown:
        parser.error(f"--ways {','.join(unknown)}: there are {', '.join(sending.WAYS)}")
    if not os.access(options.program, os.X_OK):
        parser.error(f"{options.program}: not built")
    return options


class Run:
    def __init__(self, options, log, folder):
        self.options = options
        self.log = log
        self.size = os.path.getsize(log)
        self.folder = folder
        self.ingests = []
        self.searches = []
        self.references = {}
        self.store_events = 0
        self.failures = []

    def refer(self, key, label, command):
        """Seconds of a reference, best of two."""
        print(f"{label} …", file=sys.stderr)
        best = None
        for _ in range(2):
            begin = time.perf_counter()
            status = subprocess.run(command, check=False, stdout=subprocess.DEVNULL).returncode
            seconds = time.perf_counter() - begin
            if status not in (0, 1):
                self.failures.append(f"{' '.join(command)}: status {status}")
                return
            best = seconds if best is None else min(best, seconds)
        self.references[key] = Reference(label, best)

    # Ingest

    def measure_ingest(self):
        target = os.path.join(self.folder, "reference")
        write = f"dd if='{self.log}' of='{target}' bs=4M conv=fsync status=none"
        self.refer("write", "dd of the log, with fsync", ["sh", "-c", write])
        if shutil.which("zstd"):
            pack = f"zstd -1 -q -f -o '{target}' '{self.log}' && sync '{target}'"
            self.refer("zstd", "zstd -1 of the log, with fsync", ["sh", "-c", pack])
        if os.path.exists(target):
            os.remove(target)
        for way in self.options.ways.split(","):
            load = sending.prepare(
                self.log, way, self.options.batch, os.path.join(self.folder, "requests")
            )
            measuring.warm(load.path)
            self.ingest(way, load, encrypted=False)
            if not self.options.plain:
                if shutil.which("openssl"):
                    self.ingest(way, load, encrypted=True)
                else:
                    self.ingests.append(Ingest(f"{sending.WAYS[way][0]}, TLS", note="no openssl"))
            os.remove(load.path)

    def ingest(self, way, load, encrypted):
        label = sending.WAYS[way][0] + (", TLS" if encrypted else "")
        print(f"{label} …", file=sys.stderr)
        folder = os.path.join(self.folder, "serve")
        shutil.rmtree(folder, ignore_errors=True)
        try:
            server = daemon.Daemon(self.options.program, folder, self.options.escu, encrypted)
        except RuntimeError as error:
            self.failures.append(str(error))
            self.ingests.append(Ingest(label, note="failed"))
            return
        try:
            line = self.send(server, way, load, encrypted, label)
        finally:
            server.stop()
            if not self.options.keep:
                shutil.rmtree(folder, ignore_errors=True)
        self.ingests.append(line)

    def send(self, server, way, load, encrypted, label):
        before = server.cpu_seconds()
        port = server.ports["webhook" if way == "webhook" else "collector"]
        sent = sending.send_all(load, port, self.options.connections, server.certificate)
        line = Ingest(label, load.raw_bytes, load.events, sent.seconds)
        line.cpu = server.cpu_seconds() - before
        line.client_cpu = sent.client_seconds
        line.busy = sent.busy
        if sent.failures:
            self.failures.append(f"{label}: {sent.failures[0]}")
            line.note = "failed"
            return line
        line.fresh = daemon.store_size(self.options.program, server.store)
        if line.fresh["events"] != load.events:
            self.failures.append(
                f"{label}: {load.events} events were acknowledged, "
                f"{line.fresh['events']} are in the store"
            )
        if not self.options.no_settling and not encrypted:
            begin = time.perf_counter()
            if not server.wait_until_settled(self.options.program, patience=180):
                line.note = "still packing after 180 s"
            line.settling = time.perf_counter() - begin
            line.settled = daemon.store_size(self.options.program, server.store)
        line.peak = dict(server.peak)
        return line

    # Searches

    def measure_searches(self):
        if shutil.which("rg"):
            self.refer("rg", "rg -c -F cronjobs", ["rg", "-c", "-F", "cronjobs", self.log])
        store = self.options.store or self.make_store()
        if store is None:
            return
        size = daemon.store_size(self.options.program, store)
        earliest, latest = self.last_hour(store)
        program = self.options.program
        content = ["--content", self.options.escu] if self.options.escu else []
        detect = [program, "detect", "--store", store, "--format", "ndjson", *content]
        hour = ["--earliest", str(earliest), "--latest", str(latest)]
        # The same command over a time without events: the start of the program and its content.
        never = ["--earliest", "1000000000", "--latest", "1000000001"]
        every = self.kubernetes()
        # Everything once, so that the pages are in the cache.
        self.search("group", f"`{GROUP}`", [
            program, "search", "--store", store, "--format", "ndjson", GROUP], size["events"])
        self.search("start-seed", "start of the program for one detection",
                    [*detect, *never, "--only", SEED], 0)
        self.search("seed", f"`{SEED}`, last hour", [*detect, *hour, "--only", SEED], 0)
        self.search("start-all", "start of the program for all of them", [*detect, *never, *every], 0,
                    accepted=(0, 2))
        count = f"{len(every) // 2} detections" if self.options.escu else "all detections"
        self.search("all", f"{count} of Kubernetes, last hour", [*detect, *hour, *every], 0,
                    accepted=(0, 2), note="those that need a database of places do not run")
        self.store_events = size["events"]
        if not self.options.store and not self.options.keep:
            shutil.rmtree(store, ignore_errors=True)

    def kubernetes(self):
        if not self.options.escu:
            return ["--only", "Kubernetes*"]
        names = bench.kubernetes_detections(self.options.escu)
        return [word for name in names for word in ("--only", name)]

    def last_hour(self, store):
        output = subprocess.run(
            [self.options.program, "store", "stats", store, "--format", "ndjson"], check=True,
            stdout=subprocess.PIPE,
        ).stdout
        latest = max(json.loads(line)["latest"] for line in output.splitlines() if line.strip())
        return int(latest) + 1 - 3600, int(latest) + 1

    def make_store(self):
        """The log again and again, each time some hours later, through `store import`."""
        store = os.path.join(self.folder, "store")
        shutil.rmtree(store, ignore_errors=True)
        with open(self.log, "rb") as file:
            lines = sum(block.count(b"\n") for block in iter(lambda: file.read(1 << 24), b""))
        copies = max(1, -(-self.options.events // max(lines, 1)))
        print(f"making a store of {copies * lines} events …", file=sys.stderr)
        importer = subprocess.Popen(
            [self.options.program, "store", "import", store, "-"], stdin=subprocess.PIPE
        )
        begin = time.perf_counter()
        for copy in range(copies):
            day, hour = 1 + copy * 2 // 24, copy * 2 % 24
            with open(self.log, "rb") as file:
                for block in iter(lambda: file.read(1 << 22), b""):
                    block += file.readline()
                    for part in (0, 1):
                        block = block.replace(
                            b"Timestamp\":\"2026-01-01T%02d:" % part,
                            b"Timestamp\":\"2026-02-%02dT%02d:" % (day, hour + part),
                        )
                    importer.stdin.write(block)
        importer.stdin.close()
        if importer.wait() != 0:
            self.failures.append("store import: failed")
            return None
        print(
            f"imported {copies * self.size / 1e9:.1f} GB in {time.perf_counter() - begin:.0f} s",
            file=sys.stderr,
        )
        return store

    def search(self, key, label, command, events, accepted=(0,), note=""):
        print(f"{label} …", file=sys.stderr)
        try:
            seconds, cpu = [], []
            for _ in range(self.options.runs + 1):
                before = resource.getrusage(resource.RUSAGE_CHILDREN)
                took, _, printed = measuring.run_once(command, accepted, keeps_output=True)
                after = resource.getrusage(resource.RUSAGE_CHILDREN)
                seconds.append(took)
                cpu.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
            _, memory, _ = measuring.run_once(command, accepted, sample_memory=True, keeps_output=True)
        except measuring.CommandFailed as failure:
            self.failures.append(str(failure))
            self.searches.append(Search(key, label, note="failed"))
            return
        rows = len(printed.splitlines())
        self.searches.append(Search(key, label, min(seconds), min(cpu), events, memory, rows, note))


def main():
    options = arguments()
    log = bench.log_file(options)
    folder = os.path.join(bench.CACHE, "serving")
    os.makedirs(folder, exist_ok=True)
    measuring.warm(log)
    run = Run(options, log, os.path.abspath(folder))
    if options.only != "searches":
        run.measure_ingest()
    if options.only != "ingest":
        run.measure_searches()
    verdicts = judge(run)
    text = as_markdown(run, verdicts)
    print(text)
    if options.write:
        write_section(os.path.join(bench.HERE, "RESULTS.md"), text)
    if options.json:
        with open(options.json, "w", encoding="utf-8") as file:
            json.dump(as_json(run, verdicts), file, indent=2)
            file.write("\n")
    for failure in run.failures:
        print(f"failed: {failure}", file=sys.stderr)
    return 1 if run.failures else 0


if __name__ == "__main__":
    sys.exit(main())
