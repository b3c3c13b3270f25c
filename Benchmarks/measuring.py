"""Runs one command and measures it: wall time, peak anonymous memory, rows printed."""

import contextlib
import subprocess
import sys
import tempfile
import time


class CommandFailed(Exception):
    """A command ended with a status that it should not have."""


class Measurement:
    def __init__(self, seconds, memory, rows, runs):
        self.seconds = seconds  # best wall time
        self.memory = memory  # peak anonymous bytes, None when the system does not tell
        self.rows = rows  # lines on standard output
        self.runs = runs


def anonymous_bytes(pid):
    """Memory that only this process holds: mapped files, which the cache can drop, do not count."""
    try:
        with open(f"/proc/{pid}/status", encoding="ascii") as status:
            for line in status:
                if line.startswith("RssAnon:"):
                    return int(line.split()[1]) * 1024
    except (OSError, ValueError):
        pass
    return None


def run_once(command, accepted, sample_memory=False, keeps_output=False):
    peak = None
    printed = b""
    with contextlib.ExitStack() as files:
        output = files.enter_context(tempfile.TemporaryFile()) if keeps_output else None
        errors = files.enter_context(tempfile.TemporaryFile())
        begin = time.perf_counter()
        try:
            process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=output or subprocess.DEVNULL,
                stderr=errors,
            )
        except OSError as error:
            raise CommandFailed(f"{command[0]}: cannot be started: {error.strerror}") from error
        if sample_memory:
            while process.poll() is None:
                size = anonymous_bytes(process.pid)
                if size is not None:
                    peak = max(peak or 0, size)
                time.sleep(0.002)
        status = process.wait()
        seconds = time.perf_counter() - begin
        if status not in accepted:
            errors.seek(0)
            tail = errors.read()[-800:].decode(errors="replace").strip()
            raise CommandFailed(f"{' '.join(command)}\n  ended with status {status}: {tail}")
        if output:
            output.seek(0)
            printed = output.read()
    return seconds, peak, printed


def measure(
    command, runs, accepted=(0,), reports_itself=False, writes_file=False, patience=30.0
):
    """Best of several runs, and one more for memory, because sampling costs time.

    What is printed is thrown away but in that last run, where its lines are counted: else hundreds
    of megabytes of findings would measure the file system.
    `writes_file`: what is printed goes into a file in every run.
    `reports_itself`: the command prints its own seconds as its last line. Used for databases that
    live in a Python module, so that the start of Python is not held against them.
    `patience`: seconds after which no further run is begun.
    """
    best = None
    done = 0
    keeps_output = reports_itself or writes_file
    begin = time.perf_counter()
    while done < runs and (done == 0 or time.perf_counter() - begin < patience):
        seconds, _, printed = run_once(command, accepted, keeps_output=keeps_output)
        if reports_itself:
            seconds = float(printed.splitlines()[-1])
        best = seconds if best is None else min(best, seconds)
        done += 1
    _, memory, printed = run_once(command, accepted, sample_memory=True, keeps_output=True)
    rows = printed.count(b"\n") - (1 if reports_itself else 0)
    return Measurement(best, memory, rows, done)


def warm(path):
    """Reads a file once, so that every command finds it in the page cache."""
    with open(path, "rb", buffering=0) as file:
        block = bytearray(16 << 20)
        while file.readinto(block):
            pass


def head_of(path, size, target):
    """Copies the first whole lines of a file, about `size` bytes of them."""
    with open(path, "rb") as source:
        data = source.read(size)
    end = data.rfind(b"\n") + 1
    if end == 0:
        sys.exit(f"{path}: no line ends within the first {size} bytes; is it NDJSON?")
    with open(target, "wb") as output:
        output.write(data[:end])
