import type { Arguments } from "../../words/command.ts";
import { refuseIdle } from "../../words/idle.ts";

/** Options of `train` that say how nabla itself computes or measures. @throws {UsageError} if one is given. */
export function torchIdle(args: Arguments): void {
  refuseIdle(
    args,
    ["metrics"],
    "is measured by nabla, and PyTorch trains here",
    "Leave it out, and call nabla evaluate with it on the result.",
  );
  refuseIdle(
    args,
    ["kernels", "threads"],
    "is about how nabla computes, and PyTorch computes here",
  );
}
