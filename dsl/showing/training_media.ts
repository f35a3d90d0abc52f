import { say } from "../../words/say.ts";
import { measuresOf } from "../../lib/training/evaluation/history.ts";
import type { TrainResult } from "../../lib/training/trainer.ts";
import { curveToSvg } from "../plots/curve_svg.ts";
import { formatNumber } from "../typesetting/numbers.ts";
import { fragment, htmlLines, htmlPicture, htmlTable } from "./html.ts";
import type { Media } from "./showing.ts";
import { endOf } from "./training_words.ts";

/** The curve of the losses, and what was measured in the last epoch. */
export function trainingMedia(result: TrainResult): Media {
  const { history, epoch } = result;
  const last = history.at(-1);
  const words = endOf(result);
  if (last === undefined) {
    return { "text/html": fragment([htmlLines(words.split("\n"))]) };
  }
  const svg = curveToSvg(history, { saved: epoch });
  const rows = [["training", last], ["validation", last.validation]] as const;
  const names = [
    ...new Set(
      rows.flatMap(([, each]) => each ? measuresOf(each) : [])
        .map(([name]) => name),
    ),
  ];
  const cells = rows.flatMap(([name, evaluation]) => {
    if (evaluation === undefined) return [];
    const measured = new Map(measuresOf(evaluation));
    return [[
      say(name),
      ...names.map((each) => formatNumber(measured.get(each) ?? NaN, 4)),
    ]];
  });
  return {
    "text/html": fragment([
      htmlLines(words.split("\n")),
      htmlTable(
        say("epoch {epoch}", { epoch: last.epoch }),
        ["", ...names.map((title) => ({ title, align: "right" as const }))],
        [{ rows: cells }],
      ),
      htmlPicture(
        svg,
        say("the loss of {count} epochs", { count: history.length }),
      ),
    ]),
    "image/svg+xml": svg,
  };
}
