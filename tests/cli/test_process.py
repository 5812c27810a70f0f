"""The command as another program sees it: exit codes, streams, signals of a real process."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest

GOOD = "金华市委政法委打造“龙山经验”，推动纠纷就地化解。\n"


def _fengtu(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "graph_build.cli", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)


@pytest.mark.parametrize(
    ("name", "raw", "reason"),
    [
        ("empty.txt", b"", "holds no text"),
        ("binary.txt", b"\x89PNG\r\n\x1a\n\x00\x00", "holds NUL bytes"),
        ("latin.txt", "Ünïcödé façade".encode("latin-1"), "convert it to UTF-8"),
        ("missing.txt", None, "no such file"),
    ],
)
def test_a_file_that_cannot_be_used_gets_one_line_and_exit_code_1(
    tmp_path: Path, name: str, raw: bytes | None, reason: str
) -> None:
    path = tmp_path / name
    if raw is not None:
        path.write_bytes(raw)

    done = _fengtu("build", path, "--out", tmp_path / "graph")

    assert done.returncode == 1
    assert done.stdout == ""
    (line,) = done.stderr.splitlines()
    assert line.startswith("fengtu: nothing to build: ")
    assert str(path) in line
    assert reason in line
    assert not (tmp_path / "graph" / "CURRENT").exists()


def test_a_bad_file_is_named_and_the_good_ones_are_kept(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(GOOD, encoding="utf-8")
    (tmp_path / "bad.txt").write_bytes(b"\x00\x01")

    done = _fengtu(
        "build", tmp_path / "good.txt", tmp_path / "bad.txt", "--out", tmp_path / "graph"
    )

    assert done.returncode == 1
    (line,) = [line for line in done.stderr.splitlines() if line.startswith("fengtu: ")]
    assert "bad.txt: holds NUL bytes" in line
    assert "Traceback" not in done.stderr
    assert (tmp_path / "graph" / "CURRENT").is_file()


def test_a_folder_without_texts_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF")

    done = _fengtu("build", tmp_path, "--out", tmp_path / "graph")

    assert done.returncode == 1
    assert "no text file among the inputs" in done.stderr


def test_an_output_that_is_a_file_is_refused_in_one_line(tmp_path: Path) -> None:
    text, out = tmp_path / "good.txt", tmp_path / "graph"
    text.write_text(GOOD, encoding="utf-8")
    out.write_text("")

    done = _fengtu("build", text, "--out", out)

    assert done.returncode == 1
    (line,) = done.stderr.splitlines()
    assert line.startswith(f"fengtu: {out}: cannot be written (")
    assert line.endswith("give another --out")


def test_a_place_where_no_folder_can_be_made_is_refused_in_one_line(tmp_path: Path) -> None:
    text = tmp_path / "good.txt"
    text.write_text(GOOD, encoding="utf-8")

    done = _fengtu("build", text, "--out", Path(os.devnull) / "graph")

    assert done.returncode == 1
    (line,) = done.stderr.splitlines()
    assert "cannot be written" in line


def test_an_export_into_a_folder_that_is_not_there_is_refused(sample: Path, tmp_path: Path) -> None:
    out = tmp_path / "none" / "graph.nq"

    done = _fengtu("export", "nquads", "--out", out, "--graph", sample)

    assert done.returncode == 1
    (line,) = done.stderr.splitlines()
    assert line.startswith(f"fengtu: {out}: cannot be written")


def test_a_reader_that_goes_away_is_no_error(sample: Path) -> None:
    command = [sys.executable, "-m", "graph_build.cli", "export", "nquads", "--graph", str(sample)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(10)
        process.stdout.close()
        said = process.stderr.read()

    assert said == b""
    assert process.returncode == 0


def test_a_file_whose_name_is_not_utf_8_is_named_in_its_own_bytes(tmp_path: Path) -> None:
    name = "通报.txt".encode("gb18030")
    path = os.fsencode(tmp_path) + b"/" + name

    done = subprocess.run(
        [sys.executable, "-m", "graph_build.cli", "build", path, "--out", tmp_path / "graph"],
        capture_output=True,
        check=False,
    )

    assert done.returncode == 1
    assert name + b": no such file" in done.stderr


def test_a_port_that_is_taken_is_refused_in_one_line(sample: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as held:
        port = held.getsockname()[1]

        done = _fengtu("serve", "--graph", sample, "--port", str(port))

    assert done.returncode == 1
    (line,) = done.stderr.splitlines()
    assert line.startswith(f"fengtu: port {port} of 127.0.0.1 cannot be served (")


def test_serve_says_where_serves_there_and_stops_when_interrupted(sample: Path) -> None:
    module = [sys.executable, "-m", "graph_build.cli"]
    command = [*module, "serve", "--port", "0", "--graph", str(sample)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        said = process.stderr.readline()
        url = next(word for word in said.split() if word.startswith("http://"))
        status = _answer(url)
        process.send_signal(signal.SIGINT)
        left = process.stderr.read()

    assert (status, process.returncode) == (200, 0)
    assert "Traceback" not in left


def _answer(url: str) -> int:
    """Return the status of a page, asking for up to twenty seconds until it is served."""
    for _ in range(100):
        try:
            return httpx.get(url, trust_env=False).status_code
        except httpx.ConnectError:
            time.sleep(0.2)
    raise AssertionError(f"{url} is not served")


def test_a_wrong_option_is_a_usage_error() -> None:
    done = _fengtu("build", "--nonsense")

    assert done.returncode == 2
    assert "--help" in done.stderr


def test_output_is_utf_8_whatever_the_locale(sample: Path) -> None:
    command = [sys.executable, "-m", "graph_build.cli", "query", "experiences-and-origins"]
    done = subprocess.run(
        [*command, "--graph", str(sample), "--format", "csv"],
        capture_output=True,
        check=False,
        env={**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": ""},
    )

    assert done.returncode == 0, done.stderr.decode()
    assert "“龙山经验”" in done.stdout.decode("utf-8")
