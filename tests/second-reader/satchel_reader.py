#!/usr/bin/env python3
"""A second reader of Satchel's vaults, written from docs/format.md alone.

  satchel_reader.py VAULT --passphrase-file FILE [--snapshot ID | --archive] [--files]

Prints one JSON object a line: a message each (id, chat, nativeId, sentAt, kind, text, sender), in the order of the
history map; with --files the files of the snapshot instead. Needs Debian's python3-nacl and python3-cryptography, and
libzstd through ctypes. Section numbers in comments are those of docs/format.md.
"""
import argparse
import datetime
import hashlib
import hmac
import json
import os
import struct
import sys

import nacl.public
import nacl.pwhash
import nacl.signing
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from satchel_maps import ZSTD, Cursor, Damaged, Maps

MAX_PACK = 16 << 20
KINDS = ("unknown text image video videoNote audio voice document sticker gif location liveLocation contact link poll call "
         "system revoked miniProgram mergedForward transfer redPacket note").split()


# ---- 2. Primitives -----------------------------------------------------------------------------------------------

def hkdf(ikm, salt, info):
    prk = hmac.new(salt, ikm, hashlib.sha256).digest()
    return hmac.new(prk, info.encode("ascii") + b"\x01", hashlib.sha256).digest()


# ---- 4, 5. satchel.json and keys ---------------------------------------------------------------------------------

def unlock_slot(slot, passphrase, vault):
    """The private key of a passphrase slot, 5.3."""
    kdf = slot["kdf"]
    if not (64 << 20) <= kdf["memoryBytes"] <= (1 << 30) or not 3 <= kdf["passes"] <= 64:
        raise Damaged("the cost of the passphrase is out of bounds")
    kek = nacl.pwhash.argon2id.kdf(32, passphrase, bytes.fromhex(kdf["salt"]), opslimit=kdf["passes"], memlimit=kdf["memoryBytes"])
    wrapped = bytes.fromhex(slot["privateKey"])
    try:
        return AESGCM(kek).decrypt(wrapped[:12], wrapped[12:], b"satchel key slot " + slot["slot"].encode())
    except InvalidTag:
        return None


class Keys:
    def __init__(self, folder, passphrase):
        with open(os.path.join(folder, "satchel.json"), "rb") as f:
            raw = f.read()
        config = json.loads(raw)
        if config["format"] > 1:
            sys.exit(f"format {config['format']} is newer than 1")
        text = f"satchel.json\n1\n{config['vault']}\n{config['createdAt']}\n".encode()
        if hashlib.sha256(text + config["mac"].encode()).hexdigest() != config["checksum"]:
            raise Damaged("satchel.json")
        self.vault = bytes.fromhex(config["vault"])
        self.epochs = []
        newest = {}
        for name in os.listdir(os.path.join(folder, "keys")):
            if name.startswith(".") or name.endswith(".tmp"):
                continue
            slot, n = name.split(".")
            if int(n) > newest.get(slot, 0):
                newest[slot] = int(n)
        for slot_id, n in newest.items():
            with open(os.path.join(folder, "keys", f"{slot_id}.{n}"), "rb") as f:
                data = f.read()
            line = data.index(b'  "checksum"')
            slot = json.loads(data)
            if hashlib.sha256(data[:line]).hexdigest() != slot["checksum"]:
                raise Damaged(f"keys/{slot_id}.{n}")
            if slot["kind"] != "passphrase":
                continue
            private = unlock_slot(slot, passphrase, self.vault)
            if private:
                box = nacl.public.SealedBox(nacl.public.PrivateKey(private))
                self.epochs = [box.decrypt(bytes.fromhex(sealed)) for sealed in slot["epochs"]]
                mac_line = data.index(b'  "mac"')
                mac = hmac.new(self.derive(0, "config"), b"key slot\n" + data[:mac_line], hashlib.sha256).hexdigest()
                if mac != slot["mac"]:
                    raise Damaged(f"keys/{slot_id}.{n}")
        if not self.epochs:
            sys.exit("this passphrase opens no key slot")
        if hmac.new(self.derive(0, "config"), text, hashlib.sha256).hexdigest() != config["mac"]:
            raise Damaged("satchel.json")
        self.names = self.derive(0, "names")
        self.evidence = self.derive(0, "evidence")

    def derive(self, epoch, purpose):
        return hkdf(self.epochs[epoch], self.vault, "satchel 2026-11-21 " + purpose)

    def object_id(self, kind, digest):
        return hmac.new(self.names, bytes([kind]) + digest, hashlib.sha256).digest()[:16]

    def verify(self, device, message, signature):
        seed = self.derive(0, "sign " + device)
        nacl.signing.SigningKey(seed).verify_key.verify(message, signature)

    def open_blob(self, kind, blob):
        """5.2"""
        if blob[:4] != b"SSB1":
            raise Damaged(kind)
        epoch = struct.unpack_from("<I", blob, 4)[0]
        key = hkdf(self.derive(epoch, kind), blob[8:40], "satchel 2026-11-21 blob")
        try:
            plain = AESGCM(key).decrypt(bytes(12), blob[40:], blob[:40] + kind.encode())
        except InvalidTag:
            raise Damaged(kind) from None
        length = struct.unpack_from("<I", plain)[0]
        if 4 + length > len(plain) or any(plain[4 + length:]):
            raise Damaged(kind)
        return plain[4:4 + length]


# ---- 6, 7. Objects ---------------------------------------------------------------------------------------------

class Objects:
    """Where each object lies, from the indexes, and its bytes."""

    def __init__(self, folder, keys):
        self.folder, self.keys, self.where, self.pack_keys, self.files = folder, keys, {}, {}, {}
        indexes, superseded = {}, set()
        for name in blobs(folder, "index"):
            with open(os.path.join(folder, "index", name), "rb") as f:
                blob = f.read()
            if hashlib.sha256(blob).hexdigest() != name:
                raise Damaged("index/" + name)
            content = Cursor(keys.open_blob("index", blob))
            length = content.varint()
            cursor = Cursor(ZSTD.decompress(content.data[content.at:], length))
            packs = []
            for _ in range(cursor.varint()):
                salt, _, length = cursor.take(32), cursor.varint(), cursor.varint()
                packs.append((salt, length, directory(cursor)))
            superseded.update(cursor.take(32).hex() for _ in range(cursor.varint()))
            indexes[name] = packs
        for name, packs in indexes.items():
            if name in superseded:
                continue
            for salt, _, entries in packs:
                offset = 40
                for n, (kind, codec, oid, sealed, raw, _) in enumerate(entries):
                    self.where[oid] = (salt, n, offset, kind, codec, sealed, raw)
                    offset += sealed

    def read(self, kind, digest):
        oid = self.keys.object_id(kind, digest)
        if oid not in self.where:
            raise Damaged(f"object {digest.hex()} is not there")
        salt, n, offset, stored_kind, codec, sealed, raw = self.where[oid]
        if stored_kind != kind:
            raise Damaged(f"object {digest.hex()} is of another type")
        name = salt.hex()
        if salt not in self.pack_keys:
            file = open(os.path.join(self.folder, "packs", name[:2], name), "rb")
            header = file.read(40)
            if header[:4] != b"SPK1" or header[8:] != salt:
                raise Damaged("packs/" + name)
            epoch = struct.unpack_from("<I", header, 4)[0]
            self.files[salt] = file
            self.pack_keys[salt] = AESGCM(hkdf(self.keys.derive(epoch, "packs"), salt, "satchel 2026-11-21 pack"))
        file = self.files[salt]
        file.seek(offset)
        try:
            plain = self.pack_keys[salt].decrypt(struct.pack("<QI", n, 0), file.read(sealed), b"SPK1" + bytes([kind, codec]) + oid)
        except InvalidTag:
            raise Damaged(f"object {n} of packs/{name}") from None
        return ZSTD.decompress(plain, raw) if codec == 1 else plain

    def chunk(self, digest):
        content = self.read(1, digest)
        if hashlib.sha256(content).digest() != digest:
            raise Damaged(f"chunk {digest.hex()}")
        return content


def directory(cursor):
    entries = []
    for _ in range(cursor.varint()):
        kind, codec, oid = cursor.byte(), cursor.byte(), cursor.take(16)
        sealed, raw = cursor.varint(), cursor.varint()
        prefixes = [cursor.take(16) for _ in range(cursor.byte() & 0x0F)] if kind == 2 else []
        if sealed > MAX_PACK or raw > MAX_PACK:
            raise Damaged("a directory names an impossible length")
        entries.append((kind, codec, oid, sealed, raw, prefixes))
    return entries


def blobs(folder, kind):
    path = os.path.join(folder, kind)
    return sorted(n for n in os.listdir(path) if not n.startswith(".") and not n.endswith(".tmp")) if os.path.isdir(path) else []


# ---- 8. Records --------------------------------------------------------------------------------------------------

def record(data):
    """A record's fields: None, int, float, str (UTF-8 text), bytes (blob), or ("external", is_blob, length, digests)."""
    cursor = Cursor(data)
    fields = []
    for _ in range(cursor.varint()):
        tag = cursor.varint()
        if tag == 0:
            fields.append(None)
        elif tag == 1:
            fields.append(cursor.zigzag())
        elif tag == 2:
            fields.append(struct.unpack("<d", cursor.take(8))[0])
        elif tag in (3, 4):
            length, count = cursor.varint(), cursor.varint()
            fields.append(("external", tag == 4, length, [cursor.take(32) for _ in range(count)]))
        else:
            value = cursor.take((tag - 5) >> 1)
            fields.append(value if (tag - 5) & 1 else value.decode("utf-8", "replace"))
    return fields


def field(fields, n):
    return fields[n] if n < len(fields) else None


# ---- 10, 11. Snapshots and what they hold -------------------------------------------------------------------------

def snapshots(folder, keys):
    """Committed snapshots, newest last, after the checks of 11.3."""
    records = {}
    for name in blobs(folder, "snapshots"):
        with open(os.path.join(folder, "snapshots", name), "rb") as f:
            blob = f.read()
        if hashlib.sha256(blob).hexdigest() != name:
            raise Damaged("snapshots/" + name)
        content = keys.open_blob("snapshot", blob)
        info = json.loads(content[64:])
        keys.verify(info["device"], b"satchel snapshot 1\n" + keys.vault + content[64:], content[:64])
        info["id"] = name
        records[name] = info
    forgotten = {name for info in records.values() for name in info.get("forgets", [])}
    committed = []
    for device in blobs(folder, "heads"):
        with open(os.path.join(folder, "heads", device), "rb") as f:
            head = keys.open_blob("head", f.read())
        number, newest = struct.unpack_from("<Q", head)[0], head[8:40].hex()
        chain = {info["number"]: info for info in records.values() if info["device"] == device and info["number"] <= number}
        if newest not in records and newest not in forgotten:
            raise Damaged(f"heads/{device} names a snapshot that is not there")
        for n in sorted(chain):
            before = chain.get(n - 1)
            if before is not None and chain[n].get("previous") != before["id"]:
                raise Damaged(f"the chain of {device} breaks at {n}")
        committed += [info for info in chain.values() if info["type"] == "snapshot" and info["id"] not in forgotten]
    return sorted(committed, key=lambda info: (info["takenAt"], info["id"]))


def time_text(milliseconds):
    moment = datetime.datetime(1970, 1, 1) + datetime.timedelta(milliseconds=milliseconds)
    return moment.strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03d}Z"


def native_id(native, fields):
    kind, operand = native[0], native[1:]
    if kind == 1:
        return operand.hex().upper()
    if kind == 0:
        return operand.decode("utf-8", "replace")
    if kind == 3:
        return json.loads(field(fields, 24) or "{}").get("nativeId")
    return None


def message(key, value):
    """10.3: the members of the record stream that a list of messages needs."""
    cursor = Cursor(key)
    sent = struct.unpack(">Q", cursor.take(8))[0] - (1 << 63)
    chat = cursor.take(cursor.byte()).decode("utf-8")
    native = cursor.take(cursor.byte())
    version = struct.unpack(">H", cursor.take(2))[0]
    fields = record(value)
    flags = field(fields, 3) or 0
    text = field(fields, 7)
    line = {"chat": chat, "nativeId": native_id(native, fields), "sender": field(fields, 6),
            "outgoing": bool(flags & 1) if flags & 2 else None, "sentAt": time_text(sent),
            "kind": KINDS[fields[2]] if fields[2] < len(KINDS) else "unknown", "text": text if isinstance(text, str) else None}
    return {k: v for k, v in line.items() if v is not None}, version, fields[0], field(fields, 1)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("vault")
    parser.add_argument("--passphrase-file", required=True)
    parser.add_argument("--snapshot", help="the first digits of a snapshot's id; the newest by default")
    parser.add_argument("--archive", action="store_true", help="every version that the snapshot's history has, with when it was seen")
    parser.add_argument("--files", action="store_true", help="the files instead of the messages")
    a = parser.parse_args()
    with open(a.passphrase_file, "rb") as f:
        passphrase = f.read()
    for end in (b"\r\n", b"\n"):
        if passphrase.endswith(end):
            passphrase = passphrase[:-len(end)]
            break
    keys = Keys(a.vault, passphrase)
    objects = Objects(a.vault, keys)
    chosen = [s for s in snapshots(a.vault, keys) if not a.snapshot or s["id"].startswith(a.snapshot)]
    if not chosen:
        sys.exit("there is no such snapshot")
    maps, reader = chosen[-1]["maps"], Maps(objects, keys.evidence)
    if a.files:
        for key, value in reader.entries("files", maps["files"]):
            fields = record(value)
            digest = field(fields, 4)
            print(json.dumps({"path": key.decode("utf-8"), "type": ("", "file", "database", "directory", "link")[fields[0]],
                              "bytes": field(fields, 1), "sha256": digest.hex() if digest else None}, ensure_ascii=False))
        return
    for key, value in reader.entries("history", maps["history"]):
        line, version, first, last = message(key, value)
        if a.archive:
            line["version"], line["first"] = version, time_text(first)
            if last is not None:
                line["last"] = time_text(last)
        elif last is not None:
            continue
        print(json.dumps(line, ensure_ascii=False))


if __name__ == "__main__":
    main()
