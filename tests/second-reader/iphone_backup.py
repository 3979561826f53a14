#!/usr/bin/env python3
"""Lists the files of an iPhone backup, decrypted: a second reader, written from docs/formats/iphone-backup.md alone.

usage: iphone_backup.py BACKUP [--password-file FILE]

Prints one line of JSON per file: {"domain", "path", "sha256"}. Ends with 12 where the password is wrong or missing.
Needs nothing but the standard library and Debian's python3-cryptography.
"""
import hashlib
import json
import os
import plistlib
import sqlite3
import struct
import sys
import tempfile

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap

FILE, FOLDER, LINK = 1, 2, 4


class WrongPassword(Exception):
    """The backup is whole, and the password does not open it, or there is none."""


def read_fields(keybag):
    """The fields of a keybag in their order."""
    at = 0
    while at < len(keybag):
        tag, length = keybag[at:at + 4].decode("ascii"), struct.unpack(">I", keybag[at + 4:at + 8])[0]
        value = keybag[at + 8:at + 8 + length]
        assert len(value) == length, "the keybag ends inside a field"
        yield tag, value
        at += 8 + length


def read_keybag(keybag):
    """The keybag's own fields, and the list of those of its classes."""
    own, classes = {}, []
    for tag, value in read_fields(keybag):
        if tag == "UUID" and "UUID" in own:
            classes.append({})
        (classes[-1] if classes else own)[tag] = value
    return own, classes


def number(value):
    return struct.unpack(">I", value)[0]


def open_keybag(keybag, password):
    """The class keys by number."""
    own, classes = read_keybag(keybag)
    assert number(own["TYPE"]) == 1, "the keybag is not that of a backup"
    first = password
    if "DPSL" in own:
        first = hashlib.pbkdf2_hmac("sha256", password, own["DPSL"], number(own["DPIC"]), 32)
    wrapping = hashlib.pbkdf2_hmac("sha1", first, own["SALT"], number(own["ITER"]), 32)
    keys, failed = {}, 0
    for one in classes:
        if number(one["WRAP"]) & 2:
            try:
                keys[number(one["CLAS"])] = aes_key_unwrap(wrapping, one["WPKY"])
            except InvalidUnwrap:
                failed += 1
    if not keys:
        raise WrongPassword("this password does not open the backup")
    assert failed == 0, "the keybag is damaged"
    return keys


def unwrap(keys, stored):
    """A file's or the manifest's key."""
    assert len(stored) == 44, "a stored key has 44 bytes"
    return aes_key_unwrap(keys[struct.unpack("<I", stored[:4])[0]], stored[4:])


def decrypt(key, data):
    decryptor = Cipher(algorithms.AES(key), modes.CBC(bytes(16))).decryptor()
    return decryptor.update(data) + decryptor.finalize()


def read_record(blob):
    """The fields of an MBFile, with what its references lead to."""
    archive = plistlib.loads(blob)
    assert archive["$archiver"] == "NSKeyedArchiver"
    objects = archive["$objects"]
    fields = {}
    for name, value in objects[archive["$top"]["root"].data].items():
        if isinstance(value, plistlib.UID):
            value = objects[value.data]
        if isinstance(value, dict) and "NS.data" in value:
            value = value["NS.data"]
        fields[name] = value
    return fields


def read_manifest(root, plist, keys):
    """The manifest, plain."""
    with open(os.path.join(root, "Manifest.db"), "rb") as file:
        data = file.read()
    if keys is None:
        return data
    data = decrypt(unwrap(keys, plist["ManifestKey"]), data)
    assert data[:16] == b"SQLite format 3\0", "the manifest does not decrypt to a database"
    page = struct.unpack(">H", data[16:18])[0]
    page = 65536 if page == 1 else page
    return data[:len(data) // page * page]


def read_content(root, keys, file_id, record):
    with open(os.path.join(root, file_id[:2], file_id), "rb") as file:
        data = file.read()
    size = record["Size"]
    if keys is None:
        assert len(data) == size, f"{file_id} has {len(data)} bytes of {size}"
        return data
    if not data:
        assert size == 0, f"{file_id} is empty and should have {size} bytes"
        return data
    assert len(data) == size // 16 * 16 + 16, f"{file_id} has {len(data)} bytes, which do not fit a content of {size}"
    plain = decrypt(unwrap(keys, record["EncryptionKey"]), data)
    padding = 16 - size % 16
    assert plain[size:] == bytes([padding]) * padding, f"{file_id} does not end in padding"
    return plain[:size]


def list_files(root, password):
    """(domain, path, content) of every file."""
    with open(os.path.join(root, "Status.plist"), "rb") as file:
        assert plistlib.load(file)["SnapshotState"] == "finished", "the backup was not finished"
    with open(os.path.join(root, "Info.plist"), "rb") as file:
        plistlib.load(file)
    with open(os.path.join(root, "Manifest.plist"), "rb") as file:
        plist = plistlib.load(file)
    keys = None
    if plist["IsEncrypted"]:
        if password is None:
            raise WrongPassword("the backup is encrypted, and no password was given")
        keys = open_keybag(plist["BackupKeyBag"], password)
    inodes = set()
    with tempfile.NamedTemporaryFile(suffix=".db") as plain:
        plain.write(read_manifest(root, plist, keys))
        plain.flush()
        database = sqlite3.connect(f"file:{plain.name}?mode=ro&immutable=1", uri=True)
        assert database.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        folders = {(d, p) for d, p in database.execute("SELECT domain, relativePath FROM Files WHERE flags = ?", (FOLDER,))}
        for file_id, domain, path, flags, blob in database.execute("SELECT fileID, domain, relativePath, flags, file FROM Files ORDER BY domain, relativePath"):
            assert file_id == hashlib.sha1(f"{domain}-{path}".encode()).hexdigest(), f"{domain}/{path} has the name of another file"
            record = read_record(blob)
            assert record["RelativePath"] == path, f"{domain}/{path} has the record of another file"
            assert record["InodeNumber"] not in inodes, f"{domain}/{path} has the inode of another file"
            inodes.add(record["InodeNumber"])
            assert path == "" or (domain, os.path.dirname(path)) in folders, f"{domain}/{path} lies in no folder"
            if flags == FILE:
                yield domain, path, read_content(root, keys, file_id, record)


def main(arguments):
    if len(arguments) not in (1, 3) or (len(arguments) == 3 and arguments[1] != "--password-file"):
        print(__doc__, file=sys.stderr)
        return 2
    password = None
    if len(arguments) == 3:
        with open(arguments[2], "rb") as file:
            password = file.read().removesuffix(b"\n").removesuffix(b"\r")
    try:
        for domain, path, content in list_files(arguments[0], password):
            print(json.dumps({"domain": domain, "path": path, "sha256": hashlib.sha256(content).hexdigest()}))
    except WrongPassword as error:
        print(f"iphone_backup: {error}", file=sys.stderr)
        return 12
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
