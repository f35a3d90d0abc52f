import { maxSteps } from "../../lib/base/limits.ts";
import { quote } from "../../lib/base/words.ts";
import { tidied } from "../../lib/bridges/onnx/in/tidy.ts";
import type { Translation } from "../../lib/bridges/onnx/in/translation.ts";
import {
  type GraphStep,
  isStep,
  makeStep,
} from "../../lib/bridges/onnx/in/values/step.ts";
import { DataError } from "../../lib/bytes/data_error.ts";
import { say } from "../../words/say.ts";
import { formatText } from "../syntax/formatter.ts";
import { createRegistry } from "../syntax/registry.ts";
import { withBlocks } from "./blocks.ts";
import { stepsBefore } from "./graph.ts";
import { graphLines } from "./lines.ts";
import { createNames } from "./names.ts";
import { piecesText } from "./pieces.ts";

/** The text of a network, and its steps in the order of the text. */
export function translationText(
  file: string,
  { inputs, outputs: [output] }: Translation,
): { readonly text: string; readonly steps: readonly GraphStep[] } {
  const needed = stepsBefore([output.step]);
  if (needed.length > maxSteps) {
    throw new DataError(
      { file },
      say("a network may have at most {most} steps: found {count}", {
        most: maxSteps,
        count: needed.length,
      }),
    );
  }
  requireFinite(file, needed);
  const unused = inputs.find(({ step }) => !needed.includes(step));
  if (unused !== undefined) {
    throw new DataError(
      { file },
      say("nothing that its output needs uses input {name}", {
        name: quote(unused.name),
      }),
    );
  }
  const end = tidied(output.step, needed);
  const registry = createRegistry();
  const names = createNames((name) =>
    registry.has(name.replace(/\d+$/, "")) || keywords.has(name)
  );
  const { declared, lines } = graphLines(
    inputs.map(({ step }) => step),
    // What gives its input is a step too.
    end.layer === "input"
      ? makeStep("id", { main: end, shape: end.shape })
      : end,
    names,
  );
  const blocked = withBlocks(lines.map(({ pieces }) => pieces), names);
  const pipelines = lines.map(({ start }, i) => {
    const text = piecesText(blocked.lines[i]);
    return start === undefined ? withFirstSizes(text) : `${start} -> ${text}`;
  });
  const lets = blocked.blocks.map(({ name, text }) => `let ${name} = ${text}`);
  return {
    text: formatText([...lets, ...declared, ...pipelines, ""].join("\n")),
    steps: blocked.lines.flat().flatMap(({ steps }) => steps),
  };
}

/** Words of the language that are no layers. */
const keywords = new Set([
  "let",
  "given",
  "expect",
  "y",
  "target",
  "loss",
  "pi",
  "e",
]);

/** `input(2) -> fc(3)` is `fc(2,3)`. */
function withFirstSizes(text: string): string {
  return text.replace(
    /^input\((\d+)\) -> fc\((\d+)(?=[,)])(?!.*?\)\*)/,
    "fc($1,$2",
  );
}

/** @throws if a number of the text would be NaN or infinite, which no text can say. */
function requireFinite(file: string, steps: readonly GraphStep[]): void {
  for (const { layer, places, branches } of steps) {
    const numbers = [
      ...places.flat(),
      ...branches.flatMap(({ from }) =>
        isStep(from) ? [] : typeof from === "number" ? [from] : from.values
      ),
    ];
    const wrong = numbers.some((each) =>
      typeof each === "number" && !Number.isFinite(each)
    );
    if (!wrong) continue;
    throw new DataError(
      { file },
      say(
        "{layer} takes a number that is NaN or infinite, which no text can say",
        {
          layer,
        },
      ),
    );
  }
}
