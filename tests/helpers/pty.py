"""Runs a command in a terminal of its own, and tells what became of both.

The first argument is a list of steps as JSON: [text to wait for, what to do then],
which is any of {"wait": seconds, "keys": text, "signal": name, "modes": "before"} or
{"hang up": true}. The others are the command. A text that begins with + is one that is
not shown yet. Prints JSON: its exit status, negative for a signal; what it
showed; whether the terminal's modes are as before; and how long each end took."""

import fcntl
import json
import os
import select
import signal
import sys
import termios
import time

steps = json.loads(sys.argv[1])
master, slave = os.openpty()
fcntl.ioctl(slave, termios.TIOCSWINSZ, b"\x18\x00\x50\x00\x00\x00\x00\x00")
before = termios.tcgetattr(slave)
pid = os.fork()
if pid == 0:
    os.setsid()
    fcntl.ioctl(slave, termios.TIOCSCTTY, 0)
    for stream in (0, 1, 2):
        os.dup2(slave, stream)
    os.close(master)
    os.execvp(sys.argv[2], sys.argv[2:])

shown = b""
acted = time.monotonic()
status = None
raw = False


def look(seconds):
    global shown
    if master is not None and select.select([master], [], [], seconds)[0]:
        try:
            shown += os.read(master, 65536)
        except OSError:
            pass
    elif master is None:
        time.sleep(seconds)


def wait_for(text):
    global status
    begin = time.monotonic()
    seen = len(shown) if text.startswith("+") else 0
    while text.lstrip("+").encode() not in shown[seen:]:
        look(0.02)
        ended, code = os.waitpid(pid, os.WNOHANG)
        if ended:
            status = code
            return False
        if time.monotonic() - begin > 60:
            os.kill(pid, signal.SIGKILL)
            return True
    return True


waits = []
for text, action in steps:
    begin = time.monotonic()
    if not wait_for(text):
        break
    waits.append(time.monotonic() - begin)
    if "wait" in action:
        time.sleep(action["wait"])
    raw = raw or not termios.tcgetattr(slave)[3] & termios.ICANON
    if "keys" in action:
        os.write(master, action["keys"].encode())
    if "signal" in action:
        os.kill(pid, getattr(signal, action["signal"]))
    if "modes" in action:
        termios.tcsetattr(slave, termios.TCSANOW, before)
    if "hang up" in action:
        os.close(slave)
        os.close(master)
        master = None
    acted = time.monotonic()

while status is None:
    look(0.02)
    ended, code = os.waitpid(pid, os.WNOHANG)
    if ended:
        status = code
    elif time.monotonic() - acted > 60:
        os.kill(pid, signal.SIGKILL)
took = time.monotonic() - acted
look(0.05)
modes = None if master is None else termios.tcgetattr(slave) == before
print(json.dumps({
    "status": os.waitstatus_to_exitcode(status),
    "shown": shown.decode("utf-8", "replace"),
    "restored": modes,
    "raw": raw,
    "took": took,
    "waits": waits,
}))
