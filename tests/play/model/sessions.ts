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
  data: { kind: "generator", name: "spiral noise=0.1" },
  training: { optimizer: "adam", learningRate: 0.01, batch: 4, speed: 2 },
  watched: ["fc1.weight.grad"],
  exercise: "2.3",
  mode: "view",
};
