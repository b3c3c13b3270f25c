"""Prepares the requests of a load once, and sends them over several connections.

The requests lie in a file and are handed to the sockets by the kernel, so that the client takes
little of the processor that it shares with the server.
"""

import os
import socket
import ssl
import threading
import time

LINE_PREFIX = b'{"kind":"Event","apiVersion":"audit.k8s.io/v1",'
HEC_TOKEN = "benchmark-hec"
WEBHOOK_TOKEN = "benchmark-webhook"


class Load:
    """Requests end to end in a file."""

    def __init__(self, path, places, raw_bytes, events):
        self.path = path
        self.places = places  # offset and length of each request, head included
        self.raw_bytes = raw_bytes  # of the events' own texts
        self.events = events


def head(path, authorization, length):
    return (
        f"POST {path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: {authorization}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {length}\r\n\r\n"
    ).encode("ascii")


def raw_body(lines):
    return b"".join(lines), sum(map(len, lines)) - len(lines)


def event_body(lines):
    before = b'{"host":"node-1","source":"kubernetes","sourcetype":"_json","event":'
    texts = [line[:-1] for line in lines]
    body = b"\n".join(before + text + b"}" for text in texts)
    return body, sum(map(len, texts))


def webhook_body(lines):
    """As the API server sends it: items have neither `kind` nor `apiVersion`."""
    items = [
        b"{" + line[len(LINE_PREFIX) : -1] if line.startswith(LINE_PREFIX) else line[:-1]
        for line in lines
    ]
    start = b'{"kind":"EventList","apiVersion":"audit.k8s.io/v1","metadata":{},"items":['
    return start + b",".join(items) + b"]}\n", sum(map(len, items))


WAYS = {
    "raw": ("HEC raw", "/services/collector/raw", f"Splunk {HEC_TOKEN}", raw_body),
    "event": ("HEC event", "/services/collector/event", f"Splunk {HEC_TOKEN}", event_body),
    "webhook": ("webhook", "/kubernetes/audit", f"Bearer {WEBHOOK_TOKEN}", webhook_body),
}


def prepare(log, way, batch, target):
    _, path, authorization, make = WAYS[way]
    places, raw, events, offset = [], 0, 0, 0
    with open(log, "rb") as source, open(target, "wb") as output:
        while True:
            lines = [line for line in (source.readline() for _ in range(batch)) if line]
            if not lines:
                break
            if not lines[-1].endswith(b"\n"):
                lines[-1] += b"\n"
            body, size = make(lines)
            request = head(path, authorization, len(body)) + body
            output.write(request)
            places.append((offset, len(request)))
            offset += len(request)
            raw += size
            events += len(lines)
    return Load(target, places, raw, events)


class Sending:
    """What came of it."""

    def __init__(self):
        self.seconds = 0.0
        self.client_seconds = 0.0  # of the client's own processor time
        self.busy = 0  # answers that ask to come again
        self.failures = []
        self.latencies = []


def answer_of(connection, buffered):
    """The status of one answer, and what stands behind it."""
    while b"\r\n\r\n" not in buffered:
        piece = connection.recv(65536)
        if not piece:
            raise ConnectionError("the server closed the connection")
        buffered += piece
    top, _, rest = buffered.partition(b"\r\n\r\n")
    length = 0
    for line in top.split(b"\r\n")[1:]:
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            length = int(value)
    while len(rest) < length:
        piece = connection.recv(65536)
        if not piece:
            raise ConnectionError("the server closed the connection")
        rest += piece
    return int(top.split(b" ", 2)[1]), rest[length:], rest[:length]


def send_all(load, port, connections, authority=None):
    """Sends every request once, and again when the server is busy; from the first byte to the
    last answer."""
    result = Sending()
    waiting = iter(load.places)
    lock = threading.Lock()
    context = ssl.create_default_context(cafile=authority) if authority else None

    def run():
        try:
            work()
        except OSError as error:
            result.failures.append(str(error))

    def work():
        connection = socket.create_connection(("127.0.0.1", port))
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if context:
            connection = context.wrap_socket(connection, server_hostname="localhost")
        with connection, open(load.path, "rb", buffering=0) as file:
            rest = b""
            while True:
                with lock:
                    place = next(waiting, None)
                if place is None or result.failures:
                    return
                begin = time.perf_counter()
                while True:
                    put(connection, file.fileno(), place)
                    status, rest, text = answer_of(connection, rest)
                    if status != 503:
                        break
                    result.busy += 1
                    time.sleep(0.05)
                result.latencies.append(time.perf_counter() - begin)
                if status != 200:
                    result.failures.append(f"status {status}: {text[:200]!r}")
                    return

    def put(connection, file, place):
        offset, length = place
        if context:
            connection.sendall(os.pread(file, length, offset))
            return
        while length > 0:
            sent = os.sendfile(connection.fileno(), file, offset, length)
            offset += sent
            length -= sent

    threads = [threading.Thread(target=run) for _ in range(connections)]
    own = time.process_time()
    begin = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    result.seconds = time.perf_counter() - begin
    result.client_seconds = time.process_time() - own
    return result
