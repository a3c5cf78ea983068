"""The reviewer's read-only workspace: a log gone through entry by entry, with every panel following."""
