"""Finds a port to listen on."""

from __future__ import annotations

import errno
import socket

TRIES = 50
_TAKEN = (errno.EADDRINUSE, errno.EACCES)


def next_free(host: str, port: int) -> int | None:
    """The first free port from ``port`` on, or None after fifty tries.

    Raises:
        OSError: The address itself cannot be listened on.
    """
    for candidate in range(port, min(port + TRIES, 65_536)):
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, candidate))
            except OSError as error:
                if error.errno not in _TAKEN:
                    raise
                continue
            return candidate
    return None
