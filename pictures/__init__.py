"""`make pictures`: the client's screens on the shipped deck, drawn for the documents. No part of the installed package."""
