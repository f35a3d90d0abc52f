// gradcheck beside torch.autograd.gradcheck, in one run. It checks the same
// networks in double precision with one thread: PyTorch's slow mode and our
// exhaustive one compare every number, its fast mode and our search project.
import { renderTable } from "../../dsl/typesetting/table.ts";
import { gradcheck, type Network, nn } from "../../mod.ts";

const runs = 9;
const networks: Record<string, { network: Network; batch: number }> = {
  small: { network: nn`fc(20,50) -> tanh -> fc(10) -> sigmoid`, batch: 4 },
  large: {
    network: nn`fc(784,100) -> sigmoid -> fc(10) -> sigmoid`,
    batch: 1,
  },
};

function median(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[times.length >> 1];
}

const torch = await timesOfTorch();
if (torch === undefined) {
  console.log(
    "PyTorch is not installed (looked for /usr/bin/python3 with torch): " +
      "our times stand alone.\n",
  );
}
const rows = Object.entries(networks).flatMap(([name, { network, batch }]) =>
  (["exhaustive", "search"] as const).map((mode) => {
    const times: number[] = [];
    let numbers = 0;
    for (let run = -2; run < runs; run++) {
      const start = performance.now();
      const report = gradcheck(network, { batch, mode });
      if (run >= 0) times.push(performance.now() - start);
      if (report.verdict !== "pass") throw new Error(report.verdict);
      numbers = report.totals.checked;
    }
    const theirs = torch?.get(`${name} ${mode === "search" ? "fast" : "slow"}`);
    const own = median(times);
    return [
      name,
      String(network.parameterCount),
      mode,
      String(numbers),
      `${own.toFixed(1)} ms`,
      theirs === undefined ? "" : `${theirs.toFixed(1)} ms`,
      theirs === undefined ? "" : `${(theirs / own).toFixed(1)}×`,
    ];
  })
);
const table = renderTable(
  [
    { title: "network" },
    { title: "parameters", align: "right" },
    { title: "mode" },
    { title: "compared", align: "right" },
    { title: "nabla", align: "right" },
    { title: "PyTorch", align: "right" },
    { title: "ratio", align: "right" },
  ],
  rows,
);
console.log([table.header, ...table.rows].join("\n"));
console.log(
  `\nmedians of ${runs} runs; PyTorch: slow mode beside exhaustive, fast beside search`,
);

/** Medians by network and mode; undefined where there is no PyTorch. */
async function timesOfTorch(): Promise<Map<string, number> | undefined> {
  const script = new URL("./gradcheck_torch.py", import.meta.url).pathname;
  try {
    const { success, stdout, stderr } = await new Deno.Command(
      "/usr/bin/python3",
      { args: [script, String(runs)] },
    ).output();
    const text = new TextDecoder();
    if (!success) {
      if (/No module named/.test(text.decode(stderr))) return;
      throw new Error(text.decode(stderr));
    }
    return new Map(
      text.decode(stdout).trim().split("\n").map((line) => {
        const { key, times } = JSON.parse(line);
        return [key, median(times)];
      }),
    );
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return;
    throw error;
  }
}
