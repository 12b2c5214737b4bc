"""VSTP over UDP from a plain socket, as a peer that knows part 1 of docs/protocol.md and nothing else.

Python 3.9 or later, standard library only. Used by quickstart_udp.py; meant to be read as much as to be run.
"""

import socket
import struct
import time
import zlib
from typing import List, Optional

import vstp_wire as vstp
from vstp_wire import ACK, FRAG, REQ_ACK, Frame

MAX_DATAGRAM = 1_200  # what is longer goes out in fragments
MAX_FRAGMENTS = 255  # the number of a fragment is one byte, in decimal digits
MAX_UDP = 65_507
RETRY_DELAYS = (0.1, 0.2, 0.4)  # seconds, after the ACK has not come in time
ACK_TIMEOUT = 2.0


class NotAcknowledged(Exception):
    """No ACK came, however often the message was sent."""


def decode(datagram: bytes) -> Frame:
    """The frame that a datagram is. Its length says whether it ends with a CRC."""
    if len(datagram) >= vstp.PREAMBLE_LENGTH:
        header_length, = struct.unpack_from("<H", datagram, 5)
        payload_length, = struct.unpack_from(">I", datagram, 7)
        if len(datagram) == vstp.PREAMBLE_LENGTH + header_length + payload_length:
            datagram += struct.pack(">I", zlib.crc32(datagram))
    result = vstp.decode(datagram)
    if result is None or result[1] != len(datagram):
        raise vstp.VstpError("malformed", f"{len(datagram)} bytes are not one frame: {datagram[:40].hex()}")
    return result[0]


def with_headers(frame: Frame, flags: int, **headers: object) -> Frame:
    """A frame with more flags and with more headers at the end; an underscore stands for a hyphen."""
    more = tuple((name.replace("_", "-").encode(), str(value).encode()) for name, value in headers.items())
    return Frame(frame.type, frame.headers + more, frame.payload, frame.flags | flags)


def fragments(frame: Frame, frag_id: int, max_datagram: int = MAX_DATAGRAM) -> List[bytes]:
    """Datagrams that hold a piece of the payload each, and all headers of the frame."""
    widest = Frame(frame.type, with_headers(frame, FRAG, frag_id=255, frag_index=255, frag_total=255).headers)
    room = max_datagram - len(vstp.encode(widest))
    if room <= 0:
        raise ValueError(f"the headers leave no room for a payload in {max_datagram} bytes")
    pieces = [frame.payload[at:at + room] for at in range(0, len(frame.payload), room)] or [b""]
    return [_fragment(frame, piece, frag_id, i, len(pieces)) for i, piece in enumerate(pieces)]


def crate_datagrams(frame: Frame, frag_id: int) -> List[bytes]:
    """What the client of the Rust crate 0.2.1 sends: beyond 1,200 bytes as many "fragments" as it would take, but each
    of them holds the whole payload."""
    whole = vstp.encode(frame)
    if len(whole) <= MAX_DATAGRAM:
        return [whole]
    total = -(-len(whole) // MAX_DATAGRAM)
    return [_fragment(frame, frame.payload, frag_id, i, total) for i in range(total)]


def _fragment(frame: Frame, payload: bytes, frag_id: int, index: int, total: int) -> bytes:
    if total > MAX_FRAGMENTS:
        raise ValueError(f"part 1 has no more than {MAX_FRAGMENTS} fragments, not {total}")
    part = Frame(frame.type, frame.headers, payload, frame.flags)
    datagram = vstp.encode(with_headers(part, FRAG, frag_id=frag_id, frag_index=index, frag_total=total))
    if len(datagram) > MAX_UDP:
        raise ValueError(f"UDP takes {MAX_UDP} bytes, not {len(datagram)}")
    return datagram


class Peer:
    """A UDP socket that talks to one server. Counts msg-id from 1, as the crate's clients do."""

    def __init__(self, host: str, port: int, timeout: float):
        self.timeout = timeout
        family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_DGRAM)[0]
        self.socket = socket.socket(family, kind)
        self.socket.connect(address)
        self.msg_id = 0
        self.frag_id = 0
        self.attempts = 0

    def __enter__(self) -> "Peer":
        return self

    def __exit__(self, *exception: object) -> None:
        self.socket.close()

    def send(self, frame: Frame) -> None:
        self.send_datagrams(vstp.encode(frame))

    def send_datagrams(self, *datagrams: bytes) -> None:
        for i, datagram in enumerate(datagrams):
            if i and i % 16 == 0:
                time.sleep(0.002)  # or else the server's socket buffer is full before the server runs
            self.socket.send(datagram)

    def receive(self, seconds: Optional[float] = None) -> Optional[Frame]:
        """The next frame, or None if none comes within the timeout."""
        self.socket.settimeout(max(self.timeout if seconds is None else seconds, 0.001))
        try:
            return decode(self.socket.recv(65_536))
        except socket.timeout:
            return None

    def receive_all(self, seconds: float) -> List[Frame]:
        """What comes until there is silence for some time."""
        frames = []  # type: List[Frame]
        frame = self.receive(seconds)
        while frame is not None:
            frames.append(frame)
            frame = self.receive(seconds)
        return frames

    def next_msg_id(self) -> str:
        self.msg_id += 1
        return str(self.msg_id)

    def next_frag_id(self) -> int:
        self.frag_id = (self.frag_id + 1) & 0xFF
        return self.frag_id

    def acknowledged(self, frame: Frame) -> Frame:
        """The frame with REQ_ACK and the next msg-id."""
        return with_headers(frame, REQ_ACK, msg_id=self.next_msg_id())

    def exchange(self, msg_id: str, *datagrams: bytes) -> Frame:
        """Sends datagrams, again and again the same ones, until their ACK comes, and returns it.

        What else comes meanwhile is dropped, as the crate's client does. How often they were sent is in `attempts`.
        """
        for self.attempts, delay in enumerate((*RETRY_DELAYS, 0.0), 1):
            self.send_datagrams(*datagrams)
            ack = self.receive_ack(msg_id, ACK_TIMEOUT + delay)
            if ack is not None:
                return ack
        raise NotAcknowledged(f"msg-id {msg_id} was not acknowledged, though sent {self.attempts} times")

    def receive_ack(self, msg_id: str, seconds: float) -> Optional[Frame]:
        deadline = time.monotonic() + seconds
        while True:
            frame = self.receive(deadline - time.monotonic())
            if frame is None or (frame.type == ACK and frame.header("msg-id") == msg_id):
                return frame
