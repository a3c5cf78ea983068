"""The line client: the same play without an alternate screen, for screen readers, logs and the plainest terminals."""
