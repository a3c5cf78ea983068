"""Whether one can play from here: this terminal, this machine, the way to the server. Looks, and changes nothing."""
