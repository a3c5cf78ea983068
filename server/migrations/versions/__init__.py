"""One file for each step between two versions of the tables, numbered; a step that was released is never changed."""
