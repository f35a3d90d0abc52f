import { labelsFor } from "../../../../lib/fitting/class_names.ts";
import { normalizedAs } from "../../../../lib/fitting/data_meaning.ts";
import { drawRows } from "../../../../lib/fitting/numbers/drawn_rows.ts";
import { knownColumnsOf } from "../../../../lib/fitting/known_columns.ts";
import { initialize } from "../../../../lib/network/parameters.ts";
import type { CompiledNetwork } from "../../../exercise/exercise.ts";
import type { NumberSource } from "../../../exercise/gradcheck_place.ts";
import type { NetworkDescription } from "../../../network_file/network_description.ts";
import { loadData } from "../../data/data.ts";
import { loadWeights } from "../../files/weights.ts";
import { requireKnownColumns } from "../../words/data_options.ts";
import { inputName } from "../../words/sources.ts";
import type { Io } from "../../world/io.ts";
import type { GradcheckChoice } from "./gradcheck_choice.ts";

/**
 * Parameters of a file of weights, and `x` and `target` from as many examples of
 * the data as the batch has, drawn by the seed and normalized as they were when
 * the network was trained.
 */
export async function sourcesOfFiles(
  { network }: CompiledNetwork,
  { options: { batch = 3, seed = 0 }, place }: GradcheckChoice,
  io: Io,
): Promise<readonly NumberSource[]> {
  const { weights, source, data: choice } = place;
  const sources: NumberSource[] = [];
  let trained: NetworkDescription | undefined;
  if (weights !== undefined) {
    const parameters = initialize(network, { kernels: "plain" });
    trained = await loadWeights(weights, network, parameters, io);
    const loaded = [...parameters].filter(({ trainable, state }) =>
      trainable || state
    ).map(({ path, value }) => [path, value] as const);
    sources.push([weights.path, Object.fromEntries(loaded)]);
  }
  if (source !== undefined) {
    const known = knownColumnsOf(trained ?? {});
    if (known !== undefined) requireKnownColumns(choice);
    const labels = trained?.training && labelsFor(network, trained);
    const { arrays } = trained ?? {};
    const request = { source, choice, seed, known, labels, arrays };
    const { examples } = await loadData(network, request, io);
    const data = normalizedAs(trained ?? {}, examples, "float64");
    const name = inputName(source);
    const drawn = await drawRows(name, data, { batch, seed });
    sources.push([name, Object.fromEntries(drawn)]);
  }
  return sources;
}
