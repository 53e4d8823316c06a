"""Finds a port to listen on."""

from __future__ import annotations

import socket

TRIES = 50


def next_free(host: str, port: int) -> int | None:
    """The first free port from ``port`` on, or None after fifty tries."""
    for candidate in range(port, min(port + TRIES, 65_536)):
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, candidate))
            except OSError:
                continue
            return candidate
    return None
