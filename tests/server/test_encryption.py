"""TLS and the Origin of browsers, over real sockets."""

import ssl
from pathlib import Path

import aiohttp
import pytest
import trustme
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus

from cli.trusting import trust
from engine.orders import StartExercise
from server.app import Host
from server.asking import NotManagedError, ask
from server.encryption import EncryptionError, server_context
from server.web.door import site_of
from server.web.settings import WebSettings
from server.wire import Hello, ListExercises, frame
from tests.support.server import Follower, bare, greeted, hosting, settings


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Path]:
    """The PEM files of a certificate for 127.0.0.1, its key, and the authority that signed it."""
    monkeypatch.setenv("SSL_CERT_FILE", "")
    authority = trustme.CA()
    issued = authority.issue_cert("127.0.0.1", "localhost")
    named = {one: tmp_path / f"{one}.pem" for one in ("cert", "key", "ca")}
    issued.private_key_pem.write_to_path(named["key"])
    named["cert"].write_bytes(b"".join(one.bytes() for one in issued.cert_chain_pems))
    authority.cert_pem.write_to_path(named["ca"])
    return named


async def test_a_client_that_trusts_the_authority_plays_over_tls(tmp_path: Path, files: dict[str, Path]) -> None:
    async with hosting(tmp_path, tls_cert=files["cert"], tls_key=files["key"]) as (host, made):
        trust(files["ca"])
        async with Follower(host.url, made.control.token) as control:
            verdict = await control.give(StartExercise())
        listed = await ask(host.url, made.control.token, ListExercises())

    assert verdict.accepted
    assert [one.id for one in listed.exercises] == [made.id]


async def test_a_client_that_does_not_trust_the_certificate_says_so_and_what_to_do(
    tmp_path: Path, files: dict[str, Path]
) -> None:
    async with hosting(tmp_path, tls_cert=files["cert"], tls_key=files["key"]) as (host, made):
        assert host.url.startswith("wss://")
        with pytest.raises(NotManagedError) as refused:
            await ask(host.url, made.control.token, ListExercises())

    assert "--ca" in str(refused.value)
    assert made.control.token not in str(refused.value)


async def test_a_client_that_speaks_no_tls_is_told_to_try_it(tmp_path: Path, files: dict[str, Path]) -> None:
    async with hosting(tmp_path, tls_cert=files["cert"], tls_key=files["key"]) as (host, made):
        with pytest.raises(NotManagedError, match="wss://"):
            await ask(f"ws://127.0.0.1:{host.port}", made.control.token, ListExercises())

    assert "Traceback" not in (tmp_path / "server.log").read_text()


async def test_no_version_of_tls_before_1_2_is_spoken(tmp_path: Path, files: dict[str, Path]) -> None:
    context = server_context(settings(tmp_path, tls_cert=files["cert"], tls_key=files["key"]))

    assert context is not None
    assert context.minimum_version is ssl.TLSVersion.TLSv1_2


@pytest.mark.parametrize("broken", ["cert", "key"])
async def test_a_certificate_that_is_none_is_named_before_anything_listens(
    tmp_path: Path, files: dict[str, Path], broken: str
) -> None:
    files[broken].write_text("no PEM")
    host = Host(settings(tmp_path, tls_cert=files["cert"], tls_key=files["key"]))

    with pytest.raises(EncryptionError, match="PEM"):
        await host.start()


async def test_a_key_that_is_not_there_is_named(tmp_path: Path, files: dict[str, Path]) -> None:
    files["key"].unlink()
    host = Host(settings(tmp_path, tls_cert=files["cert"], tls_key=files["key"]))

    with pytest.raises(EncryptionError, match=r"key\.pem cannot be read: No such file"):
        await host.start()


def test_a_certificate_without_its_key_is_refused(tmp_path: Path, files: dict[str, Path]) -> None:
    with pytest.raises(ValueError, match="give both --tls-cert and --tls-key"):
        settings(tmp_path, tls_cert=files["cert"])


async def test_a_web_page_may_connect_only_where_it_was_named(tmp_path: Path) -> None:
    async with hosting(tmp_path, origins=("https://play.example",)) as (host, made):
        async with connect(host.url, origin="https://play.example") as named:  # type: ignore[arg-type]
            await named.send(frame(Hello(token=made.control.token, client="a page")))
            greeting = await greeted(named)
        with pytest.raises(InvalidStatus) as refused:
            await connect(host.url, origin="https://evil.example")  # type: ignore[arg-type]

    assert greeting.role == "control"
    assert refused.value.response.status_code == 403


async def test_no_web_page_may_connect_where_none_was_named_and_clients_may(tmp_path: Path) -> None:
    async with hosting(tmp_path) as (host, made):
        with pytest.raises(InvalidStatus) as refused:
            await connect(host.url, origin=host.url.replace("ws", "http"))  # type: ignore[arg-type]
        async with bare(host.url, made.control.token) as socket:
            await greeted(socket)

    assert refused.value.response.status_code == 403


async def test_the_browsers_door_speaks_tls_with_the_servers_certificate(tmp_path: Path, files: dict[str, Path]) -> None:
    async with hosting(tmp_path, tls_cert=files["cert"], tls_key=files["key"]) as (host, made):
        trusted = ssl.create_default_context(cafile=str(files["ca"]))
        async with site_of(host, WebSettings(port=0, command=("none",))) as site, aiohttp.ClientSession() as browser:
            form, own = {"token": made.control.token}, {"Origin": site.url.rstrip("/")}
            url = f"{site.url}sign-in"
            async with browser.post(url, data=form, headers=own, ssl=trusted, allow_redirects=False) as answer:
                cookie = answer.headers["Set-Cookie"]
            assert site.url.startswith("https://")

    assert cookie.startswith("__Host-surgex=")
    assert "Secure" in cookie
