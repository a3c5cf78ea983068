"""The workspace of a controller: run of show, clock and seats, the true picture, the log."""
