"""The two pages of the browser's door and what every answer tells a browser. Nothing in them comes from outside."""

from html import escape
from string import Template

CLOSED = "default-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'; style-src 'self'; img-src 'self'"
"""What the page with the token may load: our style, and nothing that runs."""
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",  # `no-referrer` would have browsers send `Origin: null` with the form
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "X-Robots-Tag": "noindex",
    "Cache-Control": "no-store",
}


def open_policy(socket_url: str) -> str:
    """What the page with the terminal may load: our script and style, our font, our socket. The script makes style elements."""
    return (
        "default-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'; script-src 'self'; "
        f"style-src 'self' 'unsafe-inline'; font-src 'self'; img-src 'self' data:; connect-src 'self' {socket_url}"
    )


_HEAD = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>surgex</title>
<link rel="icon" href="/static/icon.svg">
<link rel="stylesheet" href="/static/door.css">
"""
_TOKEN = Template(
    _HEAD
    + """</head>
<body class="door">
<main>
<h1>surgex</h1>
<p>A production-diplomacy tabletop exercise.</p>
$said
<form method="post" action="/sign-in">
<label for="token">The token of your seat</label>
<input id="token" name="token" type="password" required autofocus autocomplete="off" spellcheck="false" maxlength="200">
<button type="submit">Join</button>
</form>
<p class="small">Whoever runs the exercise gave it to you. It is not kept by this browser; leave when you are done.</p>
</main>
</body>
</html>
"""
)
_TERMINAL = Template(
    _HEAD
    + """<link rel="preload" href="/static/mono.ttf" as="font" type="font/ttf" crossorigin>
<link rel="stylesheet" href="/static/play.css">
<link rel="stylesheet" href="/static/xterm.css">
<script src="/static/door.js"></script>
<script src="/static/textual.js"></script>
</head>
<body class="play">
<header>
<span>surgex</span>
<noscript>The exercise needs scripts in this page; without them, use a terminal: surgex join.</noscript>
<a href="/play">Reload</a>
<form method="post" action="/leave"><button type="submit">Leave</button></form>
</header>
<div class="closed"><p>The connection to the server is closed. Drafts are kept. <a href="/play">Open it again</a></p></div>
<div id="terminal" class="textual-terminal" data-session-websocket-url="$socket" data-font-size="16"></div>
</body>
</html>
"""
)


def token_page(said: str = "", *, wrong: bool = True) -> str:
    """The page that asks for the token, with what went wrong before, or what was done."""
    kind = 'class="said" role="alert"' if wrong else 'class="done" role="status"'
    return _TOKEN.substitute(said=f"<p {kind}>{escape(said)}</p>" if said else "")


def terminal_page(socket_url: str) -> str:
    """The page with the client."""
    return _TERMINAL.substitute(socket=escape(socket_url))
