"""Starts the real `needletail serve` in a folder of its own and watches what it takes."""

import json
import os
import subprocess
import threading
import time

import sending

TICKS = os.sysconf("SC_CLK_TCK")


def make_certificate(folder):
    """Paths of a certificate for localhost and its key."""
    certificate, key = os.path.join(folder, "tls.crt"), os.path.join(folder, "tls.key")
    command = [
        "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256",
        "-nodes", "-days", "2", "-subj", "/CN=localhost", "-addext",
        "subjectAltName=DNS:localhost", "-keyout", key, "-out", certificate,
    ]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return certificate, key


def project(content, encrypted):
    """The project file: receivers on loopback, and the Kubernetes detections on their schedules."""
    tls = "\n    tls: {certificate: tls.crt, key: tls.key}" if encrypted else ""
    loaded = f"content: [{json.dumps(os.path.abspath(content))}]\n" if content else ""
    return f"""{loaded}enable: ["Kubernetes*"]
timezone: UTC
serve:
  store: {{folder: store}}
  collector:
    listen: 127.0.0.1:0{tls}
    tokens: [{{name: benchmark, token: {sending.HEC_TOKEN}}}]
  webhook:
    listen: 127.0.0.1:0{tls}
    token: {sending.WEBHOOK_TOKEN}
  admin: {{listen: "127.0.0.1:0"}}
"""


class Daemon:
    def __init__(self, program, folder, content=None, encrypted=False):
        os.makedirs(folder, exist_ok=True)
        self.folder = folder
        self.store = os.path.join(folder, "store")
        self.certificate = make_certificate(folder)[0] if encrypted else None
        with open(os.path.join(folder, "needletail.yml"), "w", encoding="utf-8") as file:
            file.write(project(content, encrypted))
        self.peak = {"RssAnon": 0, "VmHWM": 0}
        self.errors = os.path.join(folder, "errors")
        with open(self.errors, "wb") as errors:
            self.process = subprocess.Popen(
                [os.path.abspath(program), "serve", "--project", "needletail.yml"], cwd=folder,
                stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=errors,
            )
        self.ports = self.wait_until_ready()
        self.watching = True
        self.watch = threading.Thread(target=self.sample, daemon=True)
        self.watch.start()

    def wait_until_ready(self):
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and self.process.poll() is None:
            with open(self.errors, encoding="utf-8") as lines:
                for line in lines:
                    if "needletail is ready" in line and line.endswith("\n"):
                        said = json.loads(line)
                        return {name: int(said[name]) for name in ("collector", "webhook")}
            time.sleep(0.05)
        with open(self.errors, encoding="utf-8") as file:
            said = file.read()[-800:]
        self.process.kill()
        raise RuntimeError(f"needletail serve does not become ready: {said}")

    def status(self, names):
        found = {}
        try:
            with open(f"/proc/{self.process.pid}/status", encoding="ascii") as file:
                for line in file:
                    name, _, value = line.partition(":")
                    if name in names:
                        found[name] = int(value.split()[0]) * 1024
        except OSError:
            pass
        return found

    def sample(self):
        while self.watching and self.process.poll() is None:
            for name, size in self.status(self.peak).items():
                self.peak[name] = max(self.peak[name], size)
            time.sleep(0.01)

    def cpu_seconds(self):
        try:
            with open(f"/proc/{self.process.pid}/stat", encoding="ascii") as file:
                fields = file.read().rsplit(")", 1)[1].split()
            return (int(fields[11]) + int(fields[12])) / TICKS
        except OSError:
            return 0.0

    def wait_until_settled(self, program, patience):
        """Returns when the store has not changed for ten seconds; false when it never rests."""
        deadline = time.monotonic() + patience
        last, since = None, time.monotonic()
        while time.monotonic() < deadline:
            time.sleep(2)
            size = store_size(program, self.store)
            now = (size["stored"], size["database"], self.cpu_seconds() // 2)
            if now != last:
                last, since = now, time.monotonic()
            elif time.monotonic() - since >= 10:
                return True
        return False

    def stop(self):
        self.watching = False
        self.watch.join()
        self.process.terminate()
        try:
            return self.process.wait(timeout=120)
        except subprocess.TimeoutExpired:
            self.process.kill()
            return self.process.wait()


def store_size(program, folder):
    """Events, bytes of text, of segments, of the database, and of all files of a store's folder."""
    output = subprocess.run(
        [program, "store", "stats", folder, "--format", "ndjson"], check=True,
        stdout=subprocess.PIPE,
    ).stdout
    rows = [json.loads(line) for line in output.splitlines() if line.strip()]
    files = {name: os.path.getsize(os.path.join(folder, name)) for name in os.listdir(folder)}
    return {
        "events": int(sum(row["events"] for row in rows)),
        "text": int(sum(row["text_bytes"] for row in rows)),
        "stored": int(sum(row["stored_bytes"] for row in rows)),
        "database": files.get("events.sqlite", 0),
        "folder": sum(files.values()),
    }
