"""Reads mails with Python's email package: one path a line comes in, one line of JSON a mail goes out."""

import base64
import hashlib
import json
import re
import sys
from email import message_from_bytes, policy
from email.header import decode_header
from email.utils import getaddresses


def words(raw):
    """A header as RFC 2047 has it; bytes beyond ASCII become U+FFFD, as nobody knows what they are."""
    text = ""
    for chunk, charset in decode_header(re.sub(r"\r?\n[ \t]+", " ", str(raw))):
        if isinstance(chunk, bytes):
            try:
                chunk = chunk.decode(charset or "ascii", "replace")
            except LookupError:
                chunk = chunk.decode("utf-8", "replace")
        text += chunk
    return text


def addresses(message, name):
    values = [str(value) for value in (message.get_all(name) or [])]
    found = [address for _, address in getaddresses(values)]
    return [address for address in found if "@" in address]


def digest(data):
    """The same for who ends lines or files another way."""
    return hashlib.sha256(re.sub(rb"[\r\n]+", b"\n", data).strip(b"\n")).hexdigest()


def is_sound(part):
    """Whether what says it is base64 is."""
    if str(part.get("content-transfer-encoding", "")).strip().lower() != "base64":
        return True
    try:
        base64.b64decode(re.sub(r"\s", "", part.get_payload()), validate=True)
        return True
    except (ValueError, TypeError):
        return False


def text_of(part):
    data = part.get_payload(decode=True) or b""
    charset = part.get_content_charset() or "utf-8"
    try:
        return data.decode(charset, "replace")
    except (LookupError, ValueError):
        return data.decode("utf-8", "replace")


def walk(message):
    """Leaves in order; a mail within a mail is one."""
    if message.get_content_maintype() == "multipart" and message.is_multipart():
        for part in message.get_payload():
            yield from walk(part)
    else:
        yield message


def read(path):
    with open(path, "rb") as file:
        message = message_from_bytes(file.read(), policy=policy.compat32)
    texts, htmls, files = [], [], []
    for part in walk(message):
        kind = part.get_content_type()
        attached = (part.get_content_disposition() or "") not in ("", "inline")
        if kind == "text/plain" and not attached:
            texts.append(text_of(part))
        elif kind == "text/html" and not attached:
            htmls.append(text_of(part))
        elif kind == "message/delivery-status":
            continue
        elif part.get_content_maintype() == "message":
            files.append({"kind": kind, "name": part.get_filename(), "digest": None, "size": None, "sound": True})
        elif part.get_content_maintype() != "multipart":
            data = part.get_payload(decode=True) or b""
            name = part.get_filename()
            known = {"digest": digest(data), "size": len(data), "sound": is_sound(part)}
            files.append({"kind": kind, "name": name and words(name), **known})
    return {
        "from": addresses(message, "from"),
        "to": addresses(message, "to"),
        "cc": addresses(message, "cc"),
        "subject": words(message.get("subject", "")),
        "texts": texts,
        "htmls": htmls,
        "files": files,
    }


for line in sys.stdin:
    path = line.rstrip("\n")
    try:
        answer = read(path)
    except Exception as error:  # It has bugs of its own, and says which.
        answer = {"error": f"{type(error).__name__}: {error}"}
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()
