/**
 * The options of `nabla gradcheck`.
 *
 * @module
 */

import type { Option } from "../../words/command.ts";
import {
  dataOption,
  tableOptions,
  targetOption,
} from "../../words/data_options.ts";
import { computing } from "../../words/kernel_options.ts";
import { compiling } from "../../words/options.ts";

/** What says where a network is checked. */
const placeOptions: readonly Option[] = [
  {
    name: "weights",
    value: "FILE",
    summary:
      "check at these weights: of nabla train, or a state dict as .safetensors or .npz",
  },
  {
    ...dataOption,
    summary: "check on rows of this data, as nabla train reads it",
  },
  targetOption,
  ...tableOptions,
];

/** All of them, as the help shows them. */
export const gradcheckOptions: readonly Option[] = [
  { name: "seed", value: "N", summary: "where chance begins (0)" },
  { name: "batch", value: "N", summary: "the number of examples (3)" },
  {
    name: "scheme",
    value: "SCHEME",
    summary: "adaptive, central or forward differences (adaptive)",
  },
  {
    name: "step",
    value: "H",
    summary: "the step of central or forward differences",
  },
  {
    name: "relative-tolerance",
    value: "R",
    summary: "distance allowed, relative to the larger (1e-6)",
  },
  {
    name: "absolute-tolerance",
    value: "A",
    summary: "distance allowed besides what is derived (0)",
  },
  {
    name: "strict",
    summary: "hold smooth layers to 1e-9: shows floats within doubles",
  },
  {
    name: "precision",
    value: "P",
    summary: "float64, or float32 held to it (float64)",
  },
  {
    name: "order",
    value: "N",
    summary: "2 checks derivatives of gradients as well (1)",
  },
  {
    name: "mode",
    value: "MODE",
    summary:
      "exhaustive, search or sampled (exhaustive up to 20,000 numbers, then search)",
  },
  {
    name: "samples",
    value: "N",
    summary: "numbers of each gradient in a sample (64)",
  },
  {
    name: "only",
    value: "STEP",
    summary: "check this step, or `network`; again for another",
    repeated: true,
  },
  ...placeOptions,
  { name: "plain", summary: "use no shortcuts that layers offer" },
  {
    name: "workers",
    value: "N",
    summary: "share the work, a thread each; the report does not change",
  },
  {
    name: "sweep",
    summary: "show the error against the step instead of checking",
  },
  { name: "svg", value: "FILE", summary: "write the sweep as a picture" },
  { name: "html", value: "FILE", summary: "write the report as a page" },
  {
    name: "junit",
    value: "FILE",
    summary: "write JUnit's XML, for continuous integration",
  },
  { name: "tap", summary: "print TAP, for test harnesses" },
  { name: "watch", summary: "check again whenever a file changes" },
  ...computing,
  ...compiling,
];
