# What the processes of PyTorch that are measured share: their BLAS, and how
# long something takes.
import os
import sys
import time

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
