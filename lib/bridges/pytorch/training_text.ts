/**
 * The part of a training program that is the same for every network, in Python.
 *
 * @module
 */

import { trainingClass } from "./training_class.ts";

/** The training itself: its options, its processes and its start. */
export const training = `
# The training.


def read_options():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", default=str(HERE / "net.safetensors"), help="where the network is written")
    parser.add_argument("--batch", type=int, default=BATCH, help="examples that a process runs at once")
    parser.add_argument("--accumulate", type=int, default=ACCUMULATE, help="batches whose gradients make one step")
    parser.add_argument("--bf16", action="store_true", help="compute in bfloat16 where that is enough")
    parser.add_argument("--device", help="cpu or cuda (cuda where there is one)")
    parser.add_argument("--save-every", type=float, default=30, metavar="SECONDS", help="how often a checkpoint is written")
    parser.add_argument("--restart", action="store_true", help="start again, whatever checkpoint there is")
    parser.add_argument("--json", action="store_true", help="print lines of JSON")
    return parser.parse_args()


def start_processes(options):
    """The number of this process, how many there are, and where it computes."""
    on_gpu = torch.cuda.is_available() if options.device is None else options.device.startswith("cuda")
    rank, world = int(os.environ.get("RANK", 0)), int(os.environ.get("WORLD_SIZE", 1))
    if not on_gpu:
        device = torch.device("cpu")
    else:
        device = torch.device("cuda", int(os.environ.get("LOCAL_RANK", 0)))
        torch.cuda.set_device(device)
    if world > 1:
        dist.init_process_group("nccl" if on_gpu else "gloo")
    return rank, world, device


def add_up(numbers, world):
    """The sum over all processes."""
    if world > 1:
        dist.all_reduce(numbers)
    return numbers


${trainingClass}


def main():
    training = Training(read_options())
    try:
        training.run()
    except KeyboardInterrupt:
        raise SystemExit(130)
    except RuntimeError as error:
        # Where another process ended, collective calls fail.
        if training.world > 1 and any(word in str(error) for word in ("gloo", "NCCL", "peer", "onnection")):
            print(f"another process ended: the same command goes on from the last checkpoint\\n{error}", file=sys.stderr)
            os._exit(1)
        raise
    if training.world > 1:
        dist.barrier()
        dist.destroy_process_group()


if __name__ == "__main__":
    main()
`.trim();
