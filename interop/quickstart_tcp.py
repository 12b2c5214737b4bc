"""Shows the VSTP quick start over TCP against a running demo-app, from plain sockets.

Python 3.9 or later, standard library only. Start the demo first, then:

    python3 quickstart_tcp.py [--host 127.0.0.1] [--port 6969] [--timeout 5]

Prints `ok   <what>` or `FAIL <what>: <why>` per check, `N passed, M failed` at the end, and exits with 1 if any failed.
The letters are the quick-start shapes; what has none is checked besides. No answer is waited for longer than the
timeout.
"""

import argparse
import hashlib
import json
import socket
import sys
import time
from typing import Callable, List, Optional, Tuple

import vstp_wire as vstp
from vstp_wire import ACK, BYE, CRC, DATA, ERR, HELLO, PING, PONG, REQ_ACK, WELCOME, Frame, frame_of


class Failed(Exception):
    """What came is not what should have come."""


class Connection:
    """One TCP connection to the server."""

    def __init__(self, host: str, port: int, timeout: float):
        self.timeout = timeout
        self.socket = socket.create_connection((host, port), timeout)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.received = bytearray()

    def __enter__(self) -> "Connection":
        return self

    def __exit__(self, *exception: object) -> None:
        self.socket.close()

    def send(self, *frames: Frame) -> None:
        self.send_bytes(b"".join(vstp.encode(frame) for frame in frames))

    def send_bytes(self, data: bytes) -> None:
        self.socket.settimeout(self.timeout)
        self.socket.sendall(data)

    def receive(self) -> Frame:
        """The next frame, whatever it is."""
        deadline = time.monotonic() + self.timeout
        while True:
            result = vstp.decode(self.received)
            if result is not None:
                frame, length = result
                del self.received[:length]
                return frame
            if not self._read(deadline, "a frame"):
                raise Failed("the server closed the connection instead of sending a frame")

    def expect_end(self) -> None:
        """The server closes the connection and sends nothing more."""
        deadline = time.monotonic() + self.timeout
        while self._read(deadline, "the end of the connection"):
            pass
        check(not self.received, f"{len(self.received)} bytes came before the end: {bytes(self.received[:40]).hex()}")

    def expect_silence(self, seconds: float) -> None:
        """Nothing comes for a while, and the connection stays open."""
        try:
            if not self._read(time.monotonic() + seconds, "nothing"):
                raise Failed("the server closed the connection")
        except socket.timeout:
            pass
        check(not self.received, f"there came more than was asked for: {bytes(self.received[:40]).hex()}")

    def hello(self, headers: Optional[dict] = None) -> Frame:
        """Says HELLO and returns the WELCOME."""
        self.send(frame_of(HELLO, headers))
        return check_type(self.receive(), WELCOME)

    def _read(self, deadline: float, awaited: str) -> bool:
        remaining = deadline - time.monotonic()
        if remaining <= 0:
            raise socket.timeout(f"waited in vain for {awaited}")
        self.socket.settimeout(remaining)
        try:
            data = self.socket.recv(65_536)
        except socket.timeout:
            raise socket.timeout(f"waited in vain for {awaited}") from None
        self.received += data
        return bool(data)


def check(condition: bool, why: str) -> None:
    if not condition:
        raise Failed(why)


def check_type(frame: Frame, wanted: int) -> Frame:
    check(frame.type == wanted, f"wanted {vstp.TYPE_NAMES[wanted]}, got {frame}")
    return frame


def check_header(frame: Frame, name: str, wanted: Optional[str]) -> None:
    check(frame.header(name) == wanted, f"wanted {name}={wanted}, got {frame}")


def check_number(frame: Frame, name: str, least: int) -> None:
    value = frame.header(name)
    check(value is not None and value.isascii() and value.isdigit() and int(value) >= least,
          f"wanted a number of at least {least} in {name}, got {frame}")


def check_payload(frame: Frame, wanted: bytes) -> None:
    check(frame.payload == wanted, f"wanted the payload {wanted[:40]!r}, got {frame}")


def check_echo(frame: Frame, payload: bytes, content_type: str = "text/plain") -> None:
    check_type(frame, DATA)
    check_payload(frame, payload)
    check_header(frame, "content-type", content_type)


def echo(payload: bytes, flags: int = 0, **headers: str) -> Frame:
    """A request that the server answers with the same payload and content-type."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return frame_of(DATA, {"op": "echo", "content-type": "text/plain", **named}, payload, flags)


def no_hello(connection: Connection) -> None:
    for payload in (b"first", b"second"):
        connection.send(echo(payload))
        check_echo(connection.receive(), payload)
    connection.expect_silence(0.2)


def plain_message(connection: Connection) -> None:
    message = b'{"content":"Hello, VSTP!"}'
    connection.send(frame_of(DATA, {"content-type": "application/json"}, message))
    check_echo(connection.receive(), message, "application/json")


def in_order(connection: Connection) -> None:
    payloads = [b"number %d" % i for i in range(20)]
    connection.send(*(echo(payload) for payload in payloads))
    for payload in payloads:
        check_echo(connection.receive(), payload)


def hello_welcome(connection: Connection) -> None:
    welcome = connection.hello({"client-id": "quickstart", "max-frame": "1048576"})
    check(bool(welcome.header("session-id")), f"no session-id in {welcome}")
    check(welcome.header("vstp-caps") is not None, f"no vstp-caps in {welcome}")
    check_number(welcome, "max-frame", 64)
    check_number(welcome, "keepalive-ms", 0)
    connection.send(echo(b"after WELCOME"))
    check_echo(connection.receive(), b"after WELCOME")


def sessions_differ(connection: Connection) -> None:
    host, port = connection.socket.getpeername()[:2]
    with Connection(host, port, connection.timeout) as other:
        first, second = connection.hello().header("session-id"), other.hello().header("session-id")
    check(first != second, f"two sessions are both called {first}")


def json_in_and_out(connection: Connection) -> None:
    reading = {"sensor": "interop-1", "value": 21.5, "unit": "C"}
    sensor = {"sensor-id": "interop-1"}
    connection.send(frame_of(DATA, {**sensor, "content-type": "application/json", "correlation-id": "store"},
                             json.dumps(reading).encode()))
    stored = check_type(connection.receive(), DATA)
    check_header(stored, "correlation-id", "store")
    connection.send(frame_of(DATA, {**sensor, "op": "latest", "correlation-id": "latest"}))
    latest = check_type(connection.receive(), DATA)
    check_header(latest, "correlation-id", "latest")
    content_type = (latest.header("content-type") or "").split(";")[0]
    check(content_type == "application/json", f"wanted content-type=application/json, got {latest}")
    answer = json.loads(latest.payload)
    check(isinstance(answer, dict) and {**answer, **reading} == answer, f"wanted {reading}, got {answer}")


def ack_with_msg_id(connection: Connection) -> None:
    connection.send(echo(b"acknowledged", REQ_ACK, msg_id="42"))
    ack = check_type(connection.receive(), ACK)
    check(ack.headers == ((b"msg-id", b"42"),), f"wanted msg-id=42 as the only header, got {ack}")
    check_payload(ack, b"")
    check_echo(connection.receive(), b"acknowledged")


def ack_without_msg_id(connection: Connection) -> None:
    connection.send(echo(b"acknowledged", REQ_ACK))
    ack = check_type(connection.receive(), ACK)
    check(not ack.headers, f"wanted no headers, got {ack}")
    check_payload(ack, b"")
    check_echo(connection.receive(), b"acknowledged")


def ping(connection: Connection) -> None:
    sent = Frame(PING, ((b"x-probe", b"1"), (b"x-probe", b"2"), (b"msg-id", b"7")), b"are you there?")
    connection.send(sent)
    pong = check_type(connection.receive(), PONG)
    check(pong.headers == sent.headers, f"wanted the headers of {sent}, got {pong}")
    check_payload(pong, sent.payload)


def ping_with_req_ack(connection: Connection) -> None:
    connection.send(frame_of(PING, {"x-probe": "1", "msg-id": "7"}, b"are you there?", REQ_ACK))
    ack = check_type(connection.receive(), ACK)
    check(ack.headers == ((b"msg-id", b"7"),), f"wanted msg-id=7 as the only header, got {ack}")
    connection.send(frame_of(PING, flags=REQ_ACK))
    ack = check_type(connection.receive(), ACK)
    check(not ack.headers, f"wanted no headers, got {ack}")
    connection.expect_silence(0.2)


def bye_after_hello(connection: Connection) -> None:
    connection.hello()
    connection.send(frame_of(BYE))
    check_type(connection.receive(), BYE)
    connection.expect_end()


def bye_without_hello(connection: Connection) -> None:
    connection.send(frame_of(BYE))
    connection.expect_end()


def bye_in_flight(connection: Connection) -> None:
    connection.send(echo(b"last words"), frame_of(BYE))
    check_echo(connection.receive(), b"last words")
    connection.expect_end()


def crc_flag(connection: Connection) -> None:
    connection.send(echo(b"checked", CRC))
    check_echo(connection.receive(), b"checked")  # decode() has checked the trailer
    connection.send(echo(b"checked twice", CRC | REQ_ACK))
    check_type(connection.receive(), ACK)
    check_echo(connection.receive(), b"checked twice")


def sha256(connection: Connection) -> None:
    payload = bytes(range(256)) * 400
    connection.send(frame_of(DATA, {"op": "sha256"}, payload))
    reply = check_type(connection.receive(), DATA)
    check_payload(reply, hashlib.sha256(payload).hexdigest().encode())


def no_handler(connection: Connection) -> None:
    connection.send(frame_of(DATA, {"x-interop": "nobody takes this", "correlation-id": "c-1", "msg-id": "9"},
                             b"?", REQ_ACK))
    error = check_type(connection.receive(), ERR)
    check_header(error, "code", "no-handler")
    check_header(error, "correlation-id", "c-1")
    check_header(error, "msg-id", "9")
    check(bool(error.header("message")), f"no message in {error}")
    connection.send(echo(b"still here"))
    check_echo(connection.receive(), b"still here")


def bad_crc(connection: Connection) -> None:
    broken = bytearray(vstp.encode(echo(b"broken")))
    broken[-1] ^= 0x01
    connection.send_bytes(vstp.encode(echo(b"whole")) + bytes(broken))
    check_echo(connection.receive(), b"whole")
    error = check_type(connection.receive(), ERR)
    check_header(error, "code", "malformed")
    check(bool(error.header("message")), f"no message in {error}")
    connection.expect_end()


def correlation_id(connection: Connection) -> None:
    for correlation in ("c-1", "ключ", "x" * 255):
        connection.send(echo(b"asked", correlation_id=correlation))
        reply = connection.receive()
        check_echo(reply, b"asked")
        check_header(reply, "correlation-id", correlation)
    connection.send(echo(b"asked"))
    check_header(check_type(connection.receive(), DATA), "correlation-id", None)


def pipelined(connection: Connection) -> None:
    requests = {f"request-{i}": b"payload %d" % i for i in range(200)}
    connection.send(*(echo(payload, correlation_id=correlation) for correlation, payload in requests.items()))
    while requests:
        reply = connection.receive()
        payload = requests.pop(reply.header("correlation-id") or "", None)
        check(payload is not None, f"nobody asked for {reply}")
        check_echo(reply, payload or b"")
    connection.expect_silence(0.2)


CHECKS = (
    ("(a) without HELLO, the next frame is the reply", no_hello),
    ("(a) without HELLO, a JSON message with no header besides comes back", plain_message),
    ("(a) without HELLO, 20 frames at once are answered in order", in_order),
    ("(b) HELLO is answered by WELCOME with session-id, vstp-caps, max-frame, keepalive-ms", hello_welcome),
    ("(b) two sessions have different session-ids", sessions_differ),
    ("(c) content-type application/json in and out", json_in_and_out),
    ("(d) REQ_ACK with msg-id: ACK with it, then the reply", ack_with_msg_id),
    ("(d) REQ_ACK without msg-id: ACK without headers, then the reply", ack_without_msg_id),
    ("(e) PING is answered by PONG with the same headers and payload", ping),
    ("(e) PING with REQ_ACK is answered by ACK alone", ping_with_req_ack),
    ("(f) BYE after HELLO: BYE comes back, then the connection ends", bye_after_hello),
    ("(f) BYE without HELLO: the connection ends", bye_without_hello),
    ("(f) BYE right behind a request: the reply comes, then the connection ends", bye_in_flight),
    ("(g) frames with the CRC flag are taken and answered", crc_flag),
    ("op=sha256 of 100 KiB answers the hash in hex", sha256),
    ("headers that no handler takes: ERR no-handler in place of the ACK, the connection stays", no_handler),
    ("a wrong CRC: what came before is answered, ERR malformed, then the connection ends", bad_crc),
    ("the reply repeats the correlation-id, and has none where the request has none", correlation_id),
    ("200 requests at once, each gets its own reply", pipelined),
)  # type: Tuple[Tuple[str, Callable[[Connection], None]], ...]


def run(what: str, function: Callable[[Connection], None], host: str, port: int, timeout: float) -> bool:
    try:
        with Connection(host, port, timeout) as connection:
            function(connection)
    except (Failed, vstp.VstpError, OSError, ValueError) as ex:
        why = " ".join(str(ex).split()) or type(ex).__name__
        print(f"FAIL {what}: {why}", flush=True)
        return False
    print(f"ok   {what}", flush=True)
    return True


def main(arguments: List[str]) -> int:
    parser = argparse.ArgumentParser(description="The VSTP quick start over TCP, against a running demo-app.")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=6969)
    parser.add_argument("--timeout", type=float, default=5.0, help="seconds to wait for each answer")
    options = parser.parse_args(arguments)
    results = [run(what, function, options.host, options.port, options.timeout) for what, function in CHECKS]
    print(f"{results.count(True)} passed, {results.count(False)} failed")
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
