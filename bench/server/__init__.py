"""The server under load, beside a bare limit and boardgame.io: `make bench-server`. It ships in no wheel."""
