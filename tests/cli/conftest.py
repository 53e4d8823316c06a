"""Two ways to run the command line: inside this process, fast; and as a process of its own."""

import io
import os
import subprocess
import sys
from types import SimpleNamespace

import pytest

from ui import cli
from ui.commands import asked


def _no_server(host, port):
    raise AssertionError(f"a server was started on {host}:{port}")


@pytest.fixture
def remit(monkeypatch, capsys, knowledge, catalogue, adviser):
    """Run a command here, with what is shipped loaded once: exit code, output, error output."""
    monkeypatch.setattr(asked, "shipped_knowledge", lambda: knowledge)
    monkeypatch.setattr(asked, "shipped_rules", lambda _: catalogue)
    monkeypatch.setattr(asked, "build_adviser", lambda: adviser)
    monkeypatch.setitem(sys.modules, "ui.server", SimpleNamespace(serve=_no_server))
    monkeypatch.setenv("COLUMNS", "100")
    for name in ("FORCE_COLOR", "NO_COLOR", "PORT"):
        monkeypatch.delenv(name, raising=False)

    def run(*args, stdin=b""):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        capsys.readouterr()
        with pytest.raises(SystemExit) as end:
            cli.main([str(each) for each in args])
        shown = capsys.readouterr()
        return SimpleNamespace(code=end.value.code or 0, out=shown.out, err=shown.err)

    return run


@pytest.fixture
def process(tmp_path):
    """Run a command as a process of its own, in an empty folder."""

    def run(*args, stdin=b"", **environment):
        done = subprocess.run(
            [sys.executable, "-c", "from ui.cli import main; main()", *map(str, args)],
            input=stdin,
            capture_output=True,
            cwd=tmp_path,
            env={**os.environ, "COLUMNS": "100", **environment},
            check=False,
            timeout=120,
        )
        return SimpleNamespace(code=done.returncode, out=done.stdout, err=done.stderr)

    return run


@pytest.fixture
def profile(tmp_path):
    """Write a profile and give back where it is."""

    def write(text, name="profile.yaml"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write


@pytest.fixture
def fault(remit):
    """Run a command that must fail: exit code 2, nothing on output, one line on error output."""

    def run(*args, stdin=b""):
        done = remit(*args, stdin=stdin)
        assert done.code == 2, done
        assert done.out == ""
        (line,) = done.err.splitlines()
        assert line.startswith("remit: ")
        return line

    return run
