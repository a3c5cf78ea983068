"""The client in a browser: the page that asks for a token, sessions, and the processes behind the pages. It knows no rule."""
