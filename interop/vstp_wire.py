"""A small VSTP codec: one frame to bytes and back (docs/protocol.md).

Python 3.9 or later, standard library only. Meant to be read as much as to be run.

    python3 vstp_wire.py FRAMES.tsv [HOSTILE.tsv]

checks it against the project's test data: every row of FRAMES.tsv has to decode to its fields and to encode to the
same bytes again, every row of HOSTILE.tsv has to get the answer in its third column.
"""

import struct
import sys
import zlib
from dataclasses import dataclass
from typing import List, Optional, Tuple

HELLO, WELCOME, DATA, PING, PONG, BYE, ACK, ERR = (1, 2, 3, 4, 5, 6, 7, 8)
TYPE_NAMES = ("", "HELLO", "WELCOME", "DATA", "PING", "PONG", "BYE", "ACK", "ERR")

REQ_ACK, CRC, FRAG, COMP = 0x01, 0x02, 0x10, 0x20
KNOWN_FLAGS = REQ_ACK | CRC | FRAG | COMP

MAGIC = b"VT"
VERSION = 1
PREAMBLE_LENGTH = 11
TRAILER_LENGTH = 4
MAX_FRAME_LENGTH = 8 * 1024 * 1024
MAX_HEADER_LENGTH = 65_535
MAX_HEADERS = 1_024
MAX_ELEMENT_LENGTH = 255


class VstpError(Exception):
    """Bytes that are not a frame, or a frame that has no bytes. `code` is what an ERR frame would say."""

    def __init__(self, code: str, message: str):
        super().__init__(f"{code}: {message}")
        self.code = code


@dataclass(frozen=True)
class Frame:
    """A frame. Headers are pairs of bytes in the order of the wire; names may repeat."""

    type: int
    headers: Tuple[Tuple[bytes, bytes], ...] = ()
    payload: bytes = b""
    flags: int = 0

    def header(self, name: str) -> Optional[str]:
        """The first value of a header as text, or None."""
        for key, value in self.headers:
            if key == name.encode():
                return value.decode("utf-8", "replace")
        return None

    def __str__(self) -> str:
        headers = ", ".join(f"{key.decode('utf-8', 'replace')}={value.decode('utf-8', 'replace')}"
                            for key, value in self.headers)
        return f"{TYPE_NAMES[self.type]}[flags={self.flags:02x}, headers=({headers}), payload={self.payload[:40]!r}]"


def frame_of(type: int, headers: Optional[dict] = None, payload: bytes = b"", flags: int = 0) -> Frame:
    """A frame whose headers are text and do not repeat, which is nearly every frame."""
    pairs = tuple((key.encode(), value.encode()) for key, value in (headers or {}).items())
    return Frame(type, pairs, payload, flags)


def encode(frame: Frame, crc_always: bool = True) -> bytes:
    """The bytes of a frame. `crc_always=False` writes the trailer only where the CRC flag is set."""
    if len(frame.headers) > MAX_HEADERS:
        raise VstpError("too-large", f"{len(frame.headers)} headers")
    section = bytearray()
    for key, value in frame.headers:
        if len(key) > MAX_ELEMENT_LENGTH or len(value) > MAX_ELEMENT_LENGTH:
            raise VstpError("too-large", "a header name or value is longer than 255 bytes")
        section += bytes((len(key), len(value))) + key + value
    if len(section) > MAX_HEADER_LENGTH:
        raise VstpError("too-large", f"{len(section)} bytes of headers")
    flags = frame.flags & KNOWN_FLAGS
    trailer = TRAILER_LENGTH if crc_always or flags & CRC else 0
    length = PREAMBLE_LENGTH + len(section) + len(frame.payload) + trailer
    if length > MAX_FRAME_LENGTH:
        raise VstpError("too-large", f"a frame of {length} bytes")
    body = (MAGIC + bytes((VERSION, frame.type, flags))
            + struct.pack("<H", len(section))  # little-endian
            + struct.pack(">I", len(frame.payload))  # big-endian
            + section + frame.payload)
    return body + struct.pack(">I", zlib.crc32(body)) if trailer else body


def decode(data: bytes, crc_always: bool = True) -> Optional[Tuple[Frame, int]]:
    """The frame at the beginning of `data` and its length in bytes, or None while it is not there as a whole.

    Raises a VstpError as soon as it is certain that no frame can come of it.
    """
    if len(data) < PREAMBLE_LENGTH:
        return None
    if data[0:2] != MAGIC:
        raise VstpError("malformed", "the frame does not begin with 'VT'")
    if data[2] != VERSION:
        raise VstpError("unsupported-version", f"version {data[2]}")
    if not HELLO <= data[3] <= ERR:
        raise VstpError("malformed", f"frame type {data[3]}")
    flags = data[4] & KNOWN_FLAGS  # reserved bits are ignored
    header_length, = struct.unpack_from("<H", data, 5)
    payload_length, = struct.unpack_from(">I", data, 7)
    trailer = TRAILER_LENGTH if crc_always or flags & CRC else 0
    length = PREAMBLE_LENGTH + header_length + payload_length + trailer
    if length > MAX_FRAME_LENGTH:
        raise VstpError("too-large", f"a frame of {length} bytes")
    if len(data) < length:
        return None
    if trailer:
        expected = zlib.crc32(data[:length - TRAILER_LENGTH])
        found, = struct.unpack_from(">I", data, length - TRAILER_LENGTH)
        if found != expected:
            raise VstpError("malformed", f"the CRC is {found:08x}, but should be {expected:08x}")
    payload_start = PREAMBLE_LENGTH + header_length
    headers = _headers(data[PREAMBLE_LENGTH:payload_start])
    payload = bytes(data[payload_start:payload_start + payload_length])
    return Frame(data[3], headers, payload, flags), length


def _headers(section: bytes) -> Tuple[Tuple[bytes, bytes], ...]:
    headers = []  # type: List[Tuple[bytes, bytes]]
    at = 0
    while at < len(section):
        if len(section) - at < 2:
            raise VstpError("malformed", "the header section ends within a header")
        key_end = at + 2 + section[at]
        value_end = key_end + section[at + 1]
        if value_end > len(section):
            raise VstpError("malformed", "a header runs past the header section")
        if len(headers) == MAX_HEADERS:
            raise VstpError("malformed", f"more than {MAX_HEADERS} headers")
        headers.append((bytes(section[at + 2:key_end]), bytes(section[key_end:value_end])))
        at = value_end
    return tuple(headers)


def _rows(path: str) -> List[List[str]]:
    with open(path, encoding="utf-8") as file:
        return [line.rstrip("\n").split("\t") for line in file if line.strip() and not line.startswith("#")]


def _parse_fields(text: str) -> Frame:
    """Reads `type=Ack;flags=00;headers=6d73672d6964:3432;payload=`, all in hex but the type."""
    fields = dict(field.split("=", 1) for field in text.split(";"))
    headers = tuple(tuple(bytes.fromhex(part) for part in header.split(":"))
                    for header in fields["headers"].split(",") if header)
    return Frame(TYPE_NAMES.index(fields["type"].upper()), headers, bytes.fromhex(fields["payload"]),
                 int(fields["flags"], 16))


def _check_frame(row: List[str]) -> Optional[str]:
    data, wanted = bytes.fromhex(row[1]), _parse_fields(row[2])
    try:
        if decode(data) != (wanted, len(data)):
            return f"decodes to {decode(data)}"
        if any(decode(data[:end]) is not None for end in range(min(len(data), 64))):
            return "decodes before it is whole"
        return None if encode(wanted) == data else f"encodes to {encode(wanted).hex()}"
    except VstpError as ex:
        return str(ex)


def _check_hostile(row: List[str]) -> Optional[str]:
    data, wanted = bytes.fromhex(row[1]), row[2]
    try:
        result = decode(data)
        answer = "incomplete" if result is None else "ok"
        left = None if result is None else len(data) - result[1]
    except VstpError as ex:
        answer, left = ex.code, None
    if answer != wanted.split(",")[0]:
        return f"gets {answer}, not {wanted}"
    if "bytes left" in wanted and wanted != f"ok, {left} bytes left":
        return f"leaves {left} bytes, not as in: {wanted}"
    return None


def main(arguments: List[str]) -> int:
    if len(arguments) not in (1, 2):
        print(__doc__, file=sys.stderr)
        return 2
    failed = 0
    for path, check in zip(arguments, (_check_frame, _check_hostile)):
        rows = _rows(path)
        problems = [(row[0], problem) for row, problem in ((row, check(row)) for row in rows) if problem]
        for name, problem in problems:
            print(f"FAIL {name}: {problem}")
        print(f"{path}: {len(rows) - len(problems)} of {len(rows)} rows as they should be")
        failed += len(problems) + (not rows)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
