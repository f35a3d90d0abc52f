// gradcheck beside torch.autograd.gradcheck, in one run. It checks the same
// networks in double precision with one thread: PyTorch's slow mode and our
// exhaustive one compare every number; our search compares all in sums and finds
// the wrong ones, where its fast mode compares one sum. Each begins in a process of
// its own, for the first call; then the network gets a wrong weight, 20 times.
import { renderTable } from "../../dsl/typesetting/table.ts";
import { withBackward } from "../../lib/self_test/faults.ts";
import {
  fc,
  gradcheck,
  type Network,
  pipeline,
  sigmoid,
  tanh,
} from "../../mod.ts";

const runs = 9;
/** After the first call, until the engine has compiled what is hot. */
const unmeasured = 10;
const faulty = 20;

interface Case {
  readonly make: (first: ReturnType<typeof fc>) => Network;
  readonly first: () => ReturnType<typeof fc>;
  readonly batch: number;
}

const cases: Record<string, Case> = {
  small: {
    first: () => fc(20, 50),
    make: (first) => pipeline(first, tanh(), fc(10), sigmoid()),
    batch: 4,
  },
  large: {
    first: () => fc(784, 100),
    make: (first) => pipeline(first, sigmoid(), fc(10), sigmoid()),
    batch: 1,
  },
};
const modes = { exhaustive: "slow", search: "fast" } as const;
type Mode = keyof typeof modes;

/** What one process measured. */
interface Measured {
  /** Milliseconds: the first call, then the others. */
  readonly times: readonly number[];
  /** In how many networks the wrong weight was seen; absent where that takes long. */
  readonly seen?: number;
}

const [name, mode] = Deno.args;
if (name !== undefined) {
  console.log(JSON.stringify(measure(cases[name], mode as Mode)));
} else await compare();

function measure({ first, make, batch }: Case, mode: Mode): Measured {
  const network = make(first());
  const times: number[] = [];
  for (let run = 0; run <= unmeasured + runs; run++) {
    const start = performance.now();
    const { verdict } = gradcheck(network, { batch, mode });
    const isCounted = run === 0 || run > unmeasured;
    if (isCounted) times.push(performance.now() - start);
    if (verdict !== "pass") throw new Error(verdict);
  }
  if (mode === "exhaustive") return { times };
  let seen = 0;
  for (let seed = 0; seed < faulty; seed++) {
    const wrong = withBackward(first(), ({ gradients: { weight } }, right) => {
      right();
      weight[(seed + 1) * 7] *= 1.5;
    });
    const { verdict } = gradcheck(make(wrong), { batch, mode, seed });
    if (verdict === "fail") seen++;
  }
  return { times, seen };
}

async function compare(): Promise<void> {
  const rows: string[][] = [];
  let isTorch = true;
  for (const [name, { make, first }] of Object.entries(cases)) {
    for (const mode of ["exhaustive", "search"] as const) {
      const own = await inProcess(Deno.execPath(), [
        ...["run", "--quiet", "--no-prompt", import.meta.filename ?? ""],
        ...[name, mode],
      ]);
      if (own === undefined) throw new Error("nothing measured");
      const torch = await inProcess("/usr/bin/python3", [
        new URL("./gradcheck_torch.py", import.meta.url).pathname,
        ...[name, modes[mode], String(runs), String(faulty)],
      ]);
      isTorch &&= torch !== undefined;
      rows.push([
        name,
        String(make(first()).parameterCount),
        `${mode} / ${modes[mode]}`,
        ...columns(own, torch),
      ]);
    }
  }
  if (!isTorch) {
    console.log(
      "PyTorch is not installed (looked for /usr/bin/python3 with torch): " +
        "our times stand alone.\n",
    );
  }
  const numbers = [
    "nabla",
    "PyTorch",
    "ratio",
    "first",
    "PyTorch",
    "seen",
    "PyTorch",
  ];
  const table = renderTable(
    [
      { title: "network" },
      { title: "parameters", align: "right" },
      { title: "mode" },
      ...numbers.map((title) => ({ title, align: "right" as const })),
    ],
    rows,
  );
  console.log([table.header, ...table.rows].join("\n"));
  console.log(
    `\nms; medians of ${runs} warm calls, and the first of a process; seen: one weight of the first layer wrong by half, in ${faulty} networks`,
  );
}

function columns(own: Measured, torch: Measured | undefined): string[] {
  const [first, ...times] = own.times;
  const [theirFirst, ...theirs] = torch?.times ?? [];
  const ms = (time: number) => time.toFixed(1);
  const seen = (found: number | undefined) =>
    found === undefined ? "" : `${found} of ${faulty}`;
  const has = torch !== undefined;
  return [
    ms(median(times)),
    has ? ms(median(theirs)) : "",
    has ? `${(median(theirs) / median(times)).toFixed(2)}×` : "",
    ms(first),
    has ? ms(theirFirst) : "",
    seen(own.seen),
    seen(torch?.seen),
  ];
}

function median(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[times.length >> 1];
}

/** What a process printed; undefined where there is no such program, or no PyTorch. */
async function inProcess(
  program: string,
  args: readonly string[],
): Promise<Measured | undefined> {
  try {
    const { success, stdout, stderr } = await new Deno.Command(program, {
      args: [...args],
    }).output();
    const text = new TextDecoder();
    if (success) return JSON.parse(text.decode(stdout));
    if (/No module named/.test(text.decode(stderr))) return;
    throw new Error(text.decode(stderr));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return;
    throw error;
  }
}
