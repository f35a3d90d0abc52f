import type { Session } from "../../../play/model/session.ts";

/** A session that differs from the first in every part. */
export const changed: Session = {
  text: "given x = 2\ny = x^2 # ∂",
  seed: 7,
  tab: "train",
  place: 12,
  selected: "fc1.weight",
  picture: "neurons",
  folded: ["block1"],
  data: {
    kind: "csv",
    name: "flowers.csv",
    table: { target: ["kind"], without: ["id"], missing: "skip", header: true },
  },
  training: {
    optimizer: "sgd(momentum=0.9)",
    learningRate: 0.01,
    batch: 4,
    validation: 0.2,
    normalize: "none",
    speed: 2,
  },
  watched: ["fc1.weight.grad"],
  exercise: "2.3",
  mode: "view",
};
