/**
 * How Python is asked for PyTorch, and how a program is started in several processes.
 *
 * @module
 */

/** What installs PyTorch. */
export function torchInstall(interpreter: string): string {
  return `${interpreter} -m pip install torch`;
}

/** Prints the version of PyTorch and a free port as JSON. */
export const torchProbe = `
import json, socket, torch
free = socket.socket()
free.bind(("127.0.0.1", 0))
print(json.dumps({"version": torch.__version__, "port": free.getsockname()[1]}))
`;

/**
 * Runs a program as one of several processes: its words are the program, the number of
 * the process, how many there are and their port, then the program's own. It ends with
 * the process that started it, whose death closes its standard input.
 */
export const torchLauncher = `
import os, runpy, sys, threading
program, rank, world, port = sys.argv[1:5]
sys.argv[:] = [program, *sys.argv[5:]]
os.environ.update(RANK=rank, LOCAL_RANK=rank, WORLD_SIZE=world, MASTER_ADDR="127.0.0.1", MASTER_PORT=port)
os.environ.setdefault("OMP_NUM_THREADS", str(max(1, (os.cpu_count() or 1) // int(world))))
def watch():
    while os.read(0, 1024):
        pass
    os._exit(1)
threading.Thread(target=watch, daemon=True).start()
runpy.run_path(program, run_name="__main__")
`;
