"""TLS of the server's port, from a certificate and a key in files. What a client trusts is its own machine's business."""

import ssl
from pathlib import Path

from server.settings import Settings


class EncryptionError(Exception):
    """Certificate or key cannot be used; the message names the file and the mend."""


def server_context(settings: Settings) -> ssl.SSLContext | None:
    """What the server speaks TLS with; None where it speaks none. Raises EncryptionError."""
    if settings.tls_cert is None or settings.tls_key is None:
        return None
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    for path in (settings.tls_cert, settings.tls_key):
        _check_readable(path)
    try:
        context.load_cert_chain(settings.tls_cert, settings.tls_key, password=_no_password)
    except ssl.SSLError as error:
        why = f" ({error.reason.replace('_', ' ').lower()})" if error.reason else ""
        raise EncryptionError(
            f"{settings.tls_cert} and {settings.tls_key} are no certificate with its key in PEM form{why}: "
            "name a chain that begins with -----BEGIN CERTIFICATE-----, and the key of its first certificate"
        ) from None
    return context


def _check_readable(path: Path) -> None:
    try:
        path.read_bytes()
    except OSError as error:
        raise EncryptionError(f"{path} cannot be read: {error.strerror}") from None


def _no_password() -> str:
    raise EncryptionError("the key is kept under a password: give one that is not, which only the server's user can read")
