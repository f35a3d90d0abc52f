import type {
  EpochRecord,
  Evaluation,
} from "../../../../lib/training/evaluation/history.ts";

/** The record of an epoch that a program told; undefined if it is none. */
export function epochIn(told: unknown): EpochRecord | undefined {
  const { epoch, rate, training, validation } = Object(told);
  if (typeof epoch !== "number" || typeof rate !== "number") return undefined;
  const found = evaluationIn(training);
  if (found === undefined) return undefined;
  const tried = evaluationIn(validation);
  return {
    epoch,
    ...found,
    learningRate: rate,
    ...tried && { validation: tried },
  };
}

function evaluationIn(told: unknown): Evaluation | undefined {
  const { loss, objective, ...rest } = Object(told);
  if (typeof loss !== "number") return undefined;
  const others = Object.entries(rest as Record<string, number>);
  const isMetric = (name: string) => /(^|\.)accuracy$/.test(name);
  const losses = others.filter(([name]) => !isMetric(name));
  return {
    loss,
    ...typeof objective === "number" && { objective },
    ...losses.length > 0 && { losses: Object.fromEntries(losses) },
    metrics: Object.fromEntries(others.filter(([name]) => isMetric(name))),
  };
}
