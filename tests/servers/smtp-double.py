#!/usr/bin/python3
"""tests/servers/smtp-double.py FOLDER [CERTIFICATE KEY] [USER PASSWORD]: Debian's aiosmtpd on 127.0.0.1. Each letter it takes is a file of FOLDER.

With a certificate it wants STARTTLS; with a user it wants that one. While FOLDER/refuse holds a status, such as "451 later", letters are
answered with that. Prints "ready PORT" and ends with its standard input. Needs python3-aiosmtpd.
"""
import itertools
import os
import socket
import ssl
import sys

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult

folder, *rest = sys.argv[1:]
certificate = rest[:2] if rest and rest[0] != "-" else None
user = rest[-2:] if len(rest) in (3, 4) else None
numbers = itertools.count(1)


class Box:
    async def handle_DATA(self, server, session, envelope):
        refuse = os.path.join(folder, "refuse")
        if os.path.exists(refuse):
            with open(refuse, encoding="ascii") as file:
                return file.read().strip()
        # Whole before it is seen under its name.
        path = os.path.join(folder, f"{next(numbers):04}.eml")
        with open(path + ".part", "wb") as file:
            file.write(f"X-Envelope: {envelope.mail_from} {' '.join(envelope.rcpt_tos)} tls={session.ssl is not None}\r\n".encode())
            file.write(envelope.content)
        os.rename(path + ".part", path)
        return "250 taken"

    # Names of mechanisms are the same in any case to mail servers, but not to aiosmtpd; .NET writes this one small.
    async def auth_login(self, server, args):
        return await server.auth_LOGIN(server, args)


def authenticate(server, session, envelope, mechanism, data):
    return AuthResult(success=user is not None and [data.login.decode(), data.password.decode()] == user)


class Listener(Controller):
    def factory(self):
        context = None
        if certificate:
            context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
            context.load_cert_chain(*certificate)
        return SMTP(
            self.handler, hostname="127.0.0.1", tls_context=context, require_starttls=context is not None,
            authenticator=authenticate, auth_required=user is not None, auth_require_tls=context is not None)


listener = Listener(Box(), hostname="127.0.0.1", port=0)
listener.ready_timeout = 30
# The controller tries its own port at once, so it has to know it: one is taken and given back first.
with socket.socket() as probe:
    probe.bind(("127.0.0.1", 0))
    listener.port = probe.getsockname()[1]
listener.start()
print(f"ready {listener.port}", flush=True)
sys.stdin.read()
listener.stop()
