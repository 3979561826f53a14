"""The maps of a vault: docs/format.md, sections 9 and 10. Written from the document alone."""
import base64
import ctypes
import ctypes.util
import hashlib
import struct

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

MAX_NODE = 8 << 20
NULL, INTEGER, REAL, TEXT, BLOB, EXTERNAL_TEXT, EXTERNAL_BLOB, BASE64, HEX_UPPER, HEX_LOWER, MIXED = *range(10), 15


class Damaged(Exception):
    """Something is not what docs/format.md says it is."""


class Cursor:
    def __init__(self, data, offset=0):
        self.data, self.at = data, offset

    def take(self, n):
        if n < 0 or self.at + n > len(self.data):
            raise Damaged("ends too early")
        self.at += n
        return self.data[self.at - n:self.at]

    def byte(self):
        return self.take(1)[0]

    def varint(self):
        value = 0
        for shift in range(0, 70, 7):
            b = self.byte()
            value |= (b & 0x7F) << shift
            if b < 0x80:
                if value >> 64:
                    break
                return value
        raise Damaged("a number is too long")

    def zigzag(self):
        v = self.varint()
        return (v >> 1) ^ -(v & 1)


class Zstd:
    """One frame, with an optional prefix, through libzstd."""

    def __init__(self):
        self.lib = ctypes.CDLL(ctypes.util.find_library("zstd") or "libzstd.so.1")
        self.lib.ZSTD_createDCtx.restype = ctypes.c_void_p
        self.lib.ZSTD_decompressDCtx.restype = ctypes.c_size_t
        self.lib.ZSTD_decompressDCtx.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_size_t, ctypes.c_char_p, ctypes.c_size_t]
        self.lib.ZSTD_DCtx_refPrefix.restype = ctypes.c_size_t
        self.lib.ZSTD_DCtx_refPrefix.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_size_t]
        self.lib.ZSTD_isError.argtypes = [ctypes.c_size_t]
        self.context = self.lib.ZSTD_createDCtx()

    def decompress(self, frame, length, prefix=b""):
        if length > 256 << 20:
            raise Damaged("a zstd frame names an impossible size")
        if prefix:
            self.lib.ZSTD_DCtx_refPrefix(self.context, prefix, len(prefix))
        out = ctypes.create_string_buffer(max(1, length))
        got = self.lib.ZSTD_decompressDCtx(self.context, out, length, bytes(frame), len(frame))
        if self.lib.ZSTD_isError(got) or got != length:
            raise Damaged("a zstd frame does not decode")
        return out.raw[:length]


class Xxh3:
    """The 128-bit hash, seed 0, in canonical order."""

    class Value(ctypes.Structure):
        _fields_ = [("low", ctypes.c_uint64), ("high", ctypes.c_uint64)]

    def __init__(self):
        self.lib = ctypes.CDLL(ctypes.util.find_library("xxhash") or "libxxhash.so.0")
        self.lib.XXH3_128bits.restype = Xxh3.Value
        self.lib.XXH3_128bits.argtypes = [ctypes.c_char_p, ctypes.c_size_t]

    def hash(self, data):
        value = self.lib.XXH3_128bits(bytes(data), len(data))
        return struct.pack(">QQ", value.high, value.low)


ZSTD, XXH3 = Zstd(), Xxh3()


def varint(value):
    out = bytearray()
    while value >= 0x80:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)


# ---- 9.4 The stored form -------------------------------------------------------------------------------------------

class Node:
    """A node's stored form, taken apart as far as its body."""

    def __init__(self, stored, read_body):
        cursor = Cursor(stored)
        self.form = cursor.byte()
        if self.form not in (1, 2, 3, 4):
            raise Damaged("a node of an unknown form")
        self.is_leaf = self.form < 3
        prefixes = []
        if self.form in (2, 4):
            depth, count = cursor.byte(), cursor.byte()
            if not 1 <= depth <= 4 or not 1 <= count <= 3:
                raise Damaged("a delta rests on too much")
            prefixes = [cursor.take(32) for _ in range(count)]
        self.entry_bytes = cursor.varint() if self.is_leaf else 0
        lengths = [cursor.varint() for _ in range(3 if self.is_leaf else 1)]
        if sum(lengths) > MAX_NODE:
            raise Damaged("a node is too long")
        self.lengths = lengths
        if self.form == 1:
            stored_s, stored_t = cursor.varint(), cursor.varint()
            parts = [cursor.take(stored_s), cursor.take(stored_t)]
            self.body = b"".join(p if len(p) == n else ZSTD.decompress(p, n) for p, n in zip(parts, lengths)) + cursor.take(lengths[2])
            if cursor.at != len(stored):
                raise Damaged("a leaf has more than it says")
            return
        rest = cursor.data[cursor.at:]
        if self.form == 3 and len(rest) == lengths[0]:
            self.body = rest
        else:
            self.body = ZSTD.decompress(rest, sum(lengths), b"".join(read_body(p) for p in prefixes))


def column(cursor, count):
    """One column's cells, their bytes still missing: [type, value or length, chunks], and where bytes lie."""
    flags = cursor.byte()
    shape = flags & 15
    types = [cursor.byte() for _ in range(count)] if shape == MIXED else [shape] * count
    cells = [[t, None, 0] for t in types]
    if any(t > HEX_LOWER for t in types):
        raise Damaged("a cell of an unknown type")
    previous, first = 0, None
    for cell in cells:
        if cell[0] == INTEGER:
            if flags & 64 and first is not None:
                cell[1] = first
                continue
            value = cursor.zigzag()
            if not flags & 16:
                value = (previous + value + (1 << 63)) % (1 << 64) - (1 << 63)
            cell[1] = previous = first = value
    for cell in cells:
        if cell[0] == REAL:
            cell[1] = struct.unpack("<d", cursor.take(8))[0]
    first = None
    for cell in cells:
        if cell[0] >= TEXT:
            if flags & 128 and first is not None:
                cell[1:] = first
                continue
            cell[1] = cursor.varint()
            cell[2] = cursor.varint() if cell[0] in (EXTERNAL_TEXT, EXTERNAL_BLOB) else 0
            first = cell[1:]
    return cells, bool(flags & 32)


def fill(cells, in_text, text, raw):
    """Gives a column's cells their bytes: texts first, from T; then the others, from T or R."""
    for cell in cells:
        if cell[0] == TEXT:
            cell.append(text.take(cell[1]))
    other = text if in_text else raw
    for cell in cells:
        if cell[0] > TEXT:
            cell.append(other.take(cell[2] * 32 if cell[0] in (EXTERNAL_TEXT, EXTERNAL_BLOB) else cell[1]))


def zigzag_bytes(value):
    return varint((value << 1 ^ value >> 63) & (1 << 64) - 1)


def field_bytes(cell):
    """A cell as section 8 writes it."""
    kind = cell[0]
    if kind == NULL:
        return b"\x00"
    if kind == INTEGER:
        return b"\x01" + zigzag_bytes(cell[1])
    if kind == REAL:
        return b"\x02" + struct.pack("<d", cell[1])
    if kind in (EXTERNAL_TEXT, EXTERNAL_BLOB):
        return bytes([3 + kind - EXTERNAL_TEXT]) + varint(cell[1]) + varint(cell[2]) + cell[3]
    data = cell[3]
    if kind == BASE64:
        data = base64.b64encode(data)
    elif kind in (HEX_UPPER, HEX_LOWER):
        data = (data.hex().upper() if kind == HEX_UPPER else data.hex()).encode("ascii")
    return varint(5 + 2 * len(data) + (1 if kind == BLOB else 0)) + data


def leaf_entries(node):
    """(key, record) of a leaf, in order."""
    s, t, r = node.lengths
    cursor, text, raw = Cursor(node.body[:s]), Cursor(node.body[s:s + t]), Cursor(node.body[s + t:s + t + r])
    count = cursor.varint()
    if not 1 <= count <= MAX_NODE:
        raise Damaged("a leaf has an impossible number of entries")
    form = cursor.byte()
    head = cursor.take(cursor.varint()) if form == 1 else b""

    def filled(n):
        cells, in_text = column(cursor, n)
        fill(cells, in_text, text, raw)
        return cells

    keys = []
    if form == 0:
        shared, rest = filled(count), filled(count)
        key = b""
        for a, b in zip(shared, rest):
            key = key[:a[1]] + b[3]
            keys.append(key)
    elif form == 1:
        keys = [head + struct.pack(">Q", (c[1] + (1 << 63)) % (1 << 64)) for c in filled(count)]
    elif form == 2:
        for time, chat, native, version in zip(filled(count), filled(count), filled(count), filled(count)):
            keys.append(struct.pack(">Q", (time[1] + (1 << 63)) % (1 << 64)) + bytes([len(chat[3])]) + chat[3]
                        + bytes([len(native[3])]) + native[3] + struct.pack(">H", version[1]))
    else:
        raise Damaged("a leaf with an unknown form of keys")
    field_counts = [c[1] for c in filled(count)]
    rows = [[] for _ in range(count)]
    for n in range(max(field_counts)):
        having = [i for i in range(count) if field_counts[i] > n]
        for i, cell in zip(having, filled(len(having))):
            rows[i].append(cell)
    if cursor.at != s or text.at != t or raw.at != r:
        raise Damaged("a leaf's sections are not used up")
    return [(key, varint(len(row)) + b"".join(map(field_bytes, row))) for key, row in zip(keys, rows)]


# ---- 9.2, 9.3 Digests ------------------------------------------------------------------------------------------------

def entry_bytes(key, value):
    return varint(len(key)) + key + varint(len(value)) + value


def leaf_digest(kind, entries, evidence):
    if kind != "history":
        return hashlib.sha256(b"\x10" + b"".join(entry_bytes(k, v) for k, v in entries)).digest()
    aes = Cipher(algorithms.AES(evidence), modes.ECB()).encryptor()
    hashes = [hashlib.sha256(b"\x12" + aes.update(XXH3.hash(k)) + entry_bytes(k, v)).digest() for k, v in entries]
    return hashlib.sha256(b"\x11" + b"".join(hashes)).digest()


class Maps:
    """Reads maps; every node is compared with its digest."""

    def __init__(self, objects, evidence):
        self.objects, self.evidence = objects, evidence

    def body(self, digest, depth=0):
        return self.node(digest, depth).body

    def node(self, digest, depth=0):
        if depth > 4:
            raise Damaged("a chain of deltas is too long")
        return Node(self.objects.read(2, digest), lambda prefix: self.body(prefix, depth + 1))

    def entries(self, kind, root):
        """All entries of a map, given its root as a snapshot names it: digest (hex), height, entries."""
        if root["entries"]:
            yield from self.walk(kind, bytes.fromhex(root["digest"]), root["height"])

    def walk(self, kind, digest, level):
        node = self.node(digest)
        if level == 0:
            if not node.is_leaf:
                raise Damaged("a leaf is an inner node")
            found = leaf_entries(node)
            if leaf_digest(kind, found, self.evidence) != digest:
                raise Damaged(f"node {digest.hex()} is not what its digest says")
            yield from found
            return
        if node.is_leaf or hashlib.sha256(b"\x13" + node.body).digest() != digest:
            raise Damaged(f"node {digest.hex()} is not what its digest says")
        cursor = Cursor(node.body)
        if cursor.byte() != level:
            raise Damaged("a node is of another level")
        while cursor.at < len(node.body):
            child, _, _ = cursor.take(32), cursor.varint(), cursor.take(cursor.varint())
            yield from self.walk(kind, child, level - 1)
