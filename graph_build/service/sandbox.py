"""Takes from a process what a query could do harm with: memory, time, files, other programs, nets.

Two locks keep it off the network, either of which is enough: a network namespace of its own, which
is empty, and a filter that refuses the system calls that open sockets or start programs. Both are
of Linux; elsewhere only the limits hold, and `isolated` says so.
"""

from __future__ import annotations

import ctypes
import errno
import platform
import resource
import socket
import sys

_NEW_USER, _NEW_NET = 0x10000000, 0x40000000
_NO_NEW_PRIVILEGES, _SECCOMP, _FILTER_MODE = 38, 22, 2
_ALLOW, _REFUSE_WITH_EPERM = 0x7FFF0000, 0x00050001
_LOAD_WORD, _JUMP_IF_EQUAL, _RETURN = 0x20, 0x15, 0x06
_DISCARD, _PROBE_SECONDS = 9, 0.2
_NUMBER_AT, _ARCHITECTURE_AT = 0, 4

# Numbers of the Linux kernel's tables: socket, connect, bind, listen, accept, accept4, socketpair,
# execve, execveat, fork and vfork (aarch64 has neither), ptrace, kill, tkill, io_uring_setup.
# Threads (clone) stay, for the engine, and tgkill, by which a process aborts itself.
_REFUSED = {
    "x86_64": (0xC000003E, (41, 42, 49, 50, 43, 288, 53, 59, 322, 57, 58, 101, 62, 200, 425)),
    "aarch64": (0xC00000B7, (198, 203, 200, 201, 202, 242, 199, 221, 281, 117, 129, 130, 425)),
}


class _Instruction(ctypes.Structure):
    _fields_ = (
        ("code", ctypes.c_ushort),
        ("yes", ctypes.c_ubyte),
        ("no", ctypes.c_ubyte),
        ("value", ctypes.c_uint32),
    )


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("first", ctypes.POINTER(_Instruction)))


def leave_network() -> bool:
    """Move this process into a network of its own that is empty; a process with threads cannot."""
    return sys.platform == "linux" and bool(_libc().unshare(_NEW_USER | _NEW_NET) == 0)


def confine(memory_bytes: int, cpu_seconds: int) -> list[str]:
    """Confine this process for good; return what could not be done, in words.

    It may use so much address space and CPU, write no file and leave no core behind.
    """
    notices = []
    for name, limit in (
        ("RLIMIT_CORE", 0),
        ("RLIMIT_FSIZE", 0),
        ("RLIMIT_CPU", cpu_seconds),
        ("RLIMIT_AS", memory_bytes),
    ):
        try:
            resource.setrlimit(getattr(resource, name), (limit, limit))
        except (OSError, ValueError, AttributeError) as error:
            notices.append(f"{name} is not set: {error}")
    if sys.platform == "linux":
        notices += [] if _filter_calls() else ["no filter of system calls"]
    else:
        notices.append(f"{sys.platform} offers no way to take the network from a process")
    return notices


def isolated() -> bool:
    """Say whether this process cannot reach a network, not even this machine; it tries."""
    try:
        with socket.socket() as probe:
            probe.settimeout(_PROBE_SECONDS)
            probe.connect(("127.0.0.1", _DISCARD))
    except OSError as error:
        return error.errno in {errno.EPERM, errno.EACCES, errno.ENETUNREACH}
    return False


def _filter_calls() -> bool:
    known = _REFUSED.get(platform.machine())
    if known is None:
        return False
    architecture, numbers = known
    refused = len(numbers)
    program = [
        _Instruction(_LOAD_WORD, 0, 0, _ARCHITECTURE_AT),
        # Calls by the numbers of another architecture are refused whatever they are.
        _Instruction(_JUMP_IF_EQUAL, 1, 0, architecture),
        _Instruction(_RETURN, 0, 0, _REFUSE_WITH_EPERM),
        _Instruction(_LOAD_WORD, 0, 0, _NUMBER_AT),
        *(_Instruction(_JUMP_IF_EQUAL, refused - at, 0, n) for at, n in enumerate(numbers)),
        _Instruction(_RETURN, 0, 0, _ALLOW),
        _Instruction(_RETURN, 0, 0, _REFUSE_WITH_EPERM),
    ]
    filled = (_Instruction * len(program))(*program)
    given = _Program(len(program), ctypes.cast(filled, ctypes.POINTER(_Instruction)))
    libc = _libc()
    if libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) != 0:
        return False
    return bool(libc.prctl(_SECCOMP, _FILTER_MODE, ctypes.byref(given), 0, 0) == 0)


def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)
