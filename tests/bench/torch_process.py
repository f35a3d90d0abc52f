# What the processes of PyTorch that are measured share: their BLAS, and how
# long something takes.
import json
import os
import sys
import time

slow_samples = 3
slowness = 250

# OpenBLAS with OpenMP: the threads of Debian's default build slow PyTorch down.
openblas = "/usr/lib/x86_64-linux-gnu/openblas-openmp"
has_openmp = os.environ.get("LD_LIBRARY_PATH") == openblas


def take_openmp(threads):
    """Starts this program anew with OpenBLAS with OpenMP, where there is one."""
    if not os.path.isdir(openblas) or has_openmp:
        return
    os.environ["LD_LIBRARY_PATH"] = openblas
    os.environ["OMP_NUM_THREADS"] = str(threads)
    os.execv(sys.executable, [sys.executable, *sys.argv])


def blas():
    return f"the OpenBLAS of {openblas}" if has_openmp else "the BLAS it finds by itself"


def milliseconds_of(run, times):
    """Milliseconds that one of so many times takes."""
    start = time.perf_counter()
    for _ in range(times):
        run()
    return 1000 * (time.perf_counter() - start) / times


def times_of_sample(run):
    """Warms something up; how many times make a sample of some milliseconds."""
    milliseconds_of(run, 1)
    each = milliseconds_of(run, max(1, min(100, int(25 / milliseconds_of(run, 1)))))
    return max(1, round(5 / each))


def say(message):
    print(json.dumps(message), flush=True)


def answer(doings):
    """Says that it is ready, and answers each line with a sample of each thing there is to do."""
    say({"isReady": True})
    all_times = {}
    for _ in sys.stdin:
        answer = {}
        for row, run in doings.items():
            # Warmed up when it is its turn, not while others are.
            if row not in all_times:
                times = times_of_sample(run)
                each = milliseconds_of(run, times)
                all_times[row] = times, each > slowness, []
            times, is_slow, samples = all_times[row]
            if is_slow and len(samples) == slow_samples:
                continue
            if times > 1:
                milliseconds_of(run, times)
            samples.append(milliseconds_of(run, times))
            answer[row] = samples[-1]
        say(answer)
