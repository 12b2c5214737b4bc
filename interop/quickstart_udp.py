"""Shows the VSTP quick start over UDP against a running demo-app, from plain sockets.

Python 3.9 or later, standard library only. Start the demo first, then:

    python3 quickstart_udp.py [--host 127.0.0.1] [--port 6969] [--http http://127.0.0.1:8080] [--timeout 5]

Prints `ok   <what>` or `FAIL <what>: <why>` per check, `N passed, M failed` at the end, and exits with 1 if any failed.
What arrived is looked up over HTTP. No answer is waited for longer than the timeout, but for ACKs: these as long as the
crate's client waits, 2 seconds each of 4 times.
"""

import argparse
import hashlib
import json
import random
import sys
import time
import urllib.request
import uuid
from typing import Any, Callable, List, Optional, Tuple

import vstp_udp as udp
import vstp_wire as vstp
from vstp_udp import NotAcknowledged, Peer
from vstp_wire import ACK, DATA, ERR, PING, PONG, REQ_ACK, Frame, frame_of

QUIET = 0.3  # seconds after which nothing more is expected
RUN = uuid.uuid4().hex[:8]  # tells the names of this run from those of others


class Failed(Exception):
    """What came is not what should have come."""


class Demo:
    """What the demo shows over HTTP."""

    def __init__(self, url: str, timeout: float):
        self.url = url.rstrip("/")
        self.timeout = timeout

    def get(self, path: str) -> Any:
        with urllib.request.urlopen(self.url + path, timeout=self.timeout) as response:
            return json.load(response)

    def await_that(self, what: str, find: Callable[[], Any], holds: Callable[[Any], bool]) -> Any:
        """Looks until it is as it should be; a message without ACK takes its time."""
        deadline = time.monotonic() + self.timeout
        found = find()
        while not holds(found):
            check(time.monotonic() < deadline, f"wanted {what}, the demo has {found}")
            time.sleep(0.02)
            found = find()
        return found

    def sensor(self, sensor_id: str) -> Optional[dict]:
        return next((sensor for sensor in self.get("/api/sensors") if sensor["id"] == sensor_id), None)

    def expect_readings(self, sensor_id: str, count: int) -> dict:
        return self.await_that(f"{count} readings of {sensor_id}", lambda: self.sensor(sensor_id),
                               lambda sensor: sensor is not None and sensor["readings"] == count)

    def file(self, file_id: str) -> Optional[dict]:
        return next((file for file in self.get("/api/files") if file["id"] == file_id), None)

    def expect_file(self, file_id: str, content: bytes) -> dict:
        file = self.await_that(f"the file {file_id}", lambda: self.file(file_id), lambda found: found is not None)
        wanted = (len(content), hashlib.sha256(content).hexdigest())
        check((file["size"], file["sha256"]) == wanted, f"wanted size and SHA-256 {wanted}, the demo has {file}")
        return file


def check(condition: bool, why: str) -> None:
    if not condition:
        raise Failed(why)


def check_ack(frame: Frame, msg_id: str) -> None:
    check(frame.type == ACK and frame.headers == ((b"msg-id", msg_id.encode()),) and not frame.payload,
          f"wanted an ACK with msg-id={msg_id} as its only header, got {frame}")


def expect_silence(peer: Peer) -> None:
    frame = peer.receive(QUIET)
    check(frame is None, f"there came more than was asked for: {frame}")


def received(peer: Peer, what: str) -> Frame:
    frame = peer.receive()
    if frame is None:
        raise Failed(f"waited in vain for {what}")
    return frame


def content(length: int) -> bytes:
    return random.Random(length).randbytes(length)


def reading(sensor_id: str, value: float) -> Frame:
    return frame_of(DATA, {"sensor-id": sensor_id, "content-type": "application/json"},
                    json.dumps({"sensor": sensor_id, "value": value, "unit": "C"}).encode())


def file_of(file_id: str, payload: bytes) -> Frame:
    return frame_of(DATA, {"file-id": file_id, "file-name": file_id + ".bin"}, payload)


def echo(payload: bytes, **headers: str) -> Frame:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return frame_of(DATA, {"op": "echo", "content-type": "text/plain", **named}, payload)


def acknowledge(peer: Peer, frame: Frame, datagrams: Callable[[Frame], List[bytes]]) -> None:
    """Sends a frame in some way, and one ACK has to come for it, alone but for replies of the application.

    A server that was slow answers also what was sent again meanwhile.
    """
    sent = peer.acknowledged(frame)
    msg_id = sent.header("msg-id") or ""
    check_ack(peer.exchange(msg_id, *datagrams(sent)), msg_id)
    rest = peer.receive_all(QUIET)
    wrong = [str(more) for more in rest if more.type in (ACK, ERR)]
    check(len(wrong) < peer.attempts and not any(more.type == ERR for more in rest),
          f"wanted one ACK for each of {peer.attempts} times, then came {wrong}")


def one_datagram(frame: Frame) -> List[bytes]:
    return [vstp.encode(frame)]


def sensor_with_ack(peer: Peer, demo: Demo) -> None:
    sensor_id = f"udp-{RUN}-acknowledged"
    for count, value in enumerate((20.5, 21.0, 21.5), 1):
        acknowledge(peer, reading(sensor_id, value), one_datagram)
        sensor = demo.expect_readings(sensor_id, count)
        check(sensor["last"]["value"] == value, f"wanted the value {value}, the demo has {sensor}")


def sensor_twice(peer: Peer, demo: Demo) -> None:
    sensor_id = f"udp-{RUN}-twice"
    sent = vstp.encode(peer.acknowledged(reading(sensor_id, 20.5)))
    peer.send_datagrams(sent, sent)
    for ack in [received(peer, "an ACK"), *peer.receive_all(QUIET)]:
        check_ack(ack, "1")
    check_ack(peer.exchange("1", sent), "1")  # late, as if the ACK had been lost
    demo.expect_readings(sensor_id, 1)


def sensor_after_restart(peer: Peer, demo: Demo) -> None:
    sensor_id = f"udp-{RUN}-restarted"
    for count, value in enumerate((20.5, 21.0), 1):
        peer.msg_id = 0
        acknowledge(peer, reading(sensor_id, value), one_datagram)
        demo.expect_readings(sensor_id, count)


def sensor_without_ack(peer: Peer, demo: Demo) -> None:
    sensor_id = f"udp-{RUN}-plain"
    peer.send(reading(sensor_id, 20.5))
    expect_silence(peer)
    demo.expect_readings(sensor_id, 1)
    bare = vstp.encode(reading(sensor_id, 21.0), crc_always=False)
    peer.send_datagrams(bare)
    expect_silence(peer)
    demo.expect_readings(sensor_id, 2)


def latest(peer: Peer, demo: Demo) -> None:
    sensor_id = f"udp-{RUN}-latest"
    acknowledge(peer, reading(sensor_id, 20.5), one_datagram)
    demo.expect_readings(sensor_id, 1)
    peer.send(frame_of(DATA, {"sensor-id": sensor_id, "op": "latest", "correlation-id": "c-1"}))
    reply = received(peer, "the reply")
    check(reply.type == DATA and reply.header("correlation-id") == "c-1", f"wanted DATA for c-1, got {reply}")
    check(json.loads(reply.payload).get("value") == 20.5, f"wanted the value 20.5, got {reply}")


def game_ticks(peer: Peer, demo: Demo) -> None:
    game_id = f"udp-{RUN}"
    for tick in range(1, 61):
        headers = {"game-id": game_id, "player-id": "p1", "tick": str(tick), "content-type": "application/json"}
        peer.send(frame_of(DATA, headers, b'{"x":%d,"y":0}' % tick))
    expect_silence(peer)
    demo.await_that("tick 60 of p1", lambda: demo.get("/api/matches").get(game_id),
                    lambda players: bool(players) and players[0]["id"] == "p1" and players[0]["tick"] == 60)


def file_in_one_datagram(peer: Peer, demo: Demo) -> None:
    file_id, payload = f"udp-{RUN}-one", content(1_000)
    acknowledge(peer, file_of(file_id, payload), one_datagram)
    demo.expect_file(file_id, payload)


def file_as_crate(peer: Peer, demo: Demo) -> None:
    for length in (1_103, 1_500, 4_000, 50_000):
        file_id, payload = f"udp-{RUN}-crate-{length}", content(length)
        acknowledge(peer, file_of(file_id, payload), lambda sent: udp.crate_datagrams(sent, peer.next_frag_id()))
        demo.expect_file(file_id, payload)


def file_as_crate_again(peer: Peer, demo: Demo) -> None:
    file_id, payload = f"udp-{RUN}-again", content(50_000)
    sent = udp.crate_datagrams(peer.acknowledged(file_of(file_id, payload)), peer.next_frag_id())
    check_ack(peer.exchange("1", *sent), "1")
    stored = demo.expect_file(file_id, payload)
    peer.receive_all(QUIET)
    check_ack(peer.exchange("1", *sent), "1")
    peer.receive_all(QUIET)
    again = demo.expect_file(file_id, payload)
    check(again == stored, f"it was stored a second time: {stored}, then {again}")


def file_in_fragments(peer: Peer, demo: Demo) -> None:
    file_id, payload = f"udp-{RUN}-fragments", content(50_000)
    acknowledge(peer, file_of(file_id, payload), lambda sent: udp.fragments(sent, peer.next_frag_id()))
    demo.expect_file(file_id, payload)


def file_in_most_fragments(peer: Peer, demo: Demo) -> None:
    file_id, payload = f"udp-{RUN}-most", content(255 * 1_000)
    acknowledge(peer, file_of(file_id, payload), lambda sent: udp.fragments(sent, peer.next_frag_id()))
    demo.expect_file(file_id, payload)


def file_in_shuffled_fragments(peer: Peer, demo: Demo) -> None:
    file_id, payload = f"udp-{RUN}-shuffled", content(30_000)

    def shuffled(sent: Frame) -> List[bytes]:
        datagrams = udp.fragments(sent, peer.next_frag_id())
        datagrams += datagrams[3:6]
        random.Random(1).shuffle(datagrams)
        return datagrams

    sent = peer.acknowledged(file_of(file_id, payload))
    check_ack(peer.exchange("1", *shuffled(sent)), "1")
    demo.expect_file(file_id, payload)


def file_with_lost_fragment(peer: Peer, demo: Demo) -> None:
    file_id, payload = f"udp-{RUN}-lost", content(10_000)
    sent = peer.acknowledged(file_of(file_id, payload))
    peer.send_datagrams(*udp.fragments(sent, peer.next_frag_id())[:-1])
    expect_silence(peer)
    check_ack(peer.exchange("1", *udp.fragments(sent, peer.next_frag_id())), "1")
    demo.expect_file(file_id, payload)


def request_and_reply(peer: Peer, demo: Demo) -> None:
    requests = {f"request-{i}": b"payload %d" % i for i in range(20)}
    for correlation, payload in requests.items():
        peer.send(echo(payload, correlation_id=correlation))
    while requests:
        reply = received(peer, f"the replies to {list(requests)}")
        wanted = requests.pop(reply.header("correlation-id") or "", None)
        check(wanted is not None, f"nobody asked for {reply}")
        check(reply.type == DATA and reply.payload == wanted, f"wanted {wanted!r}, got {reply}")
    expect_silence(peer)


def probe(peer: Peer, demo: Demo) -> None:
    ping = peer.acknowledged(frame_of(PING, {"x-auto-probe": "1"}))
    peer.send(ping)
    check_ack(received(peer, "the ACK"), "1")
    expect_silence(peer)


def ping(peer: Peer, demo: Demo) -> None:
    sent = frame_of(PING, {"x-probe": "1"}, b"are you there?")
    peer.send(sent)
    pong = received(peer, "the PONG")
    check(pong.type == PONG and (pong.headers, pong.payload) == (sent.headers, sent.payload),
          f"wanted a PONG with what is in {sent}, got {pong}")
    expect_silence(peer)


def garbage(peer: Peer, demo: Demo) -> None:
    good = vstp.encode(frame_of(PING, {"k": "v"}, b"are you there?", REQ_ACK))
    peer.send_datagrams(
        b"", b"V", b"VT", b"\xff" * 40, b"GET / HTTP/1.1\r\n\r\n", content(1_200), good[:10], good[:-1], good + b"\x00",
        good + good, good[:-1] + bytes((good[-1] ^ 1,)), good[:2] + b"\x02" + good[3:], good[:3] + b"\x09" + good[4:],
        good[:7] + b"\xff\xff\xff\xff" + good[11:],
        bytes.fromhex("56540103000500000000070305616263414243444546478a2ece6b"),  # a header that runs into the payload
        vstp.encode(frame_of(ACK, {"msg-id": "77"})), vstp.encode(frame_of(ERR, {"code": "malformed"})),
        vstp.encode(frame_of(DATA, {"op": "echo", "frag-id": "1", "frag-index": "2", "frag-total": "2"}, b"x", vstp.FRAG)),
        vstp.encode(frame_of(DATA, {"op": "echo"}, b"x", vstp.FRAG)))
    expect_silence(peer)
    peer.send(echo(b"still here", correlation_id="c-1"))
    reply = received(peer, "the reply")
    check(reply.payload == b"still here", f"wanted the echo, got {reply}")


CHECKS = (
    ("a sensor's readings with REQ_ACK: one ACK each with msg-id alone, and they are there", sensor_with_ack),
    ("the same datagram three times: acknowledged again, handled once", sensor_twice),
    ("msg-id 1 again with another content, as after a restart: handled", sensor_after_restart),
    ("a reading without REQ_ACK, with and without CRC: no answer, and it is there", sensor_without_ack),
    ("op=latest: the last reading, by correlation-id", latest),
    ("60 game ticks without REQ_ACK: no answer, and the last one is there", game_ticks),
    ("a file in one datagram: acknowledged, true size and SHA-256", file_in_one_datagram),
    ("files of 1,103 to 50,000 bytes as the crate's whole-payload fragments: one ACK, true size", file_as_crate),
    ("the crate's 50,000 bytes sent again: acknowledged again, stored once", file_as_crate_again),
    ("a file of 50,000 bytes in real fragments of 1,200 bytes: one ACK, true size", file_in_fragments),
    ("a file of 255,000 bytes in as many fragments as part 1 counts: one ACK, true size", file_in_most_fragments),
    ("fragments in any order, some twice: acknowledged, true size", file_in_shuffled_fragments),
    ("a lost fragment: no ACK, then one for the same message with a new frag-id", file_with_lost_fragment),
    ("op=echo, 20 requests at once: each gets its own reply, by correlation-id", request_and_reply),
    ("PING with REQ_ACK and x-auto-probe: an ACK and nothing else", probe),
    ("PING: PONG with the same headers and payload", ping),
    ("garbage, ACK and ERR: silence, and the server goes on", garbage),
)  # type: Tuple[Tuple[str, Callable[[Peer, Demo], None]], ...]


def run(what: str, function: Callable[[Peer, Demo], None], options: argparse.Namespace) -> bool:
    try:
        with Peer(options.host, options.port, options.timeout) as peer:
            function(peer, Demo(options.http, options.timeout))
    except (Failed, NotAcknowledged, vstp.VstpError, OSError, ValueError) as ex:
        why = " ".join(str(ex).split()) or type(ex).__name__
        print(f"FAIL {what}: {why}", flush=True)
        return False
    print(f"ok   {what}", flush=True)
    return True


def main(arguments: List[str]) -> int:
    parser = argparse.ArgumentParser(description="The VSTP quick start over UDP, against a running demo-app.")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=6969)
    parser.add_argument("--http", default="http://127.0.0.1:8080", help="where the demo shows what arrived")
    parser.add_argument("--timeout", type=float, default=5.0, help="seconds to wait for each answer")
    options = parser.parse_args(arguments)
    results = [run(what, function, options) for what, function in CHECKS]
    print(f"{results.count(True)} passed, {results.count(False)} failed")
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
