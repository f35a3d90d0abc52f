import {
  type GraphStep,
  isStep,
  makeStep,
  type StepOperand,
} from "./values/step.ts";

/** A shorter way to say what a step and the one before it say; undefined if there is none. */
type Rule = (
  step: GraphStep,
  isOnlyUser: (of: GraphStep) => boolean,
) => GraphStep | undefined;

/** Axes laid out anew twice are laid out once, or not at all. */
const reshapes: Rule = (step) => {
  const { main, shape } = step;
  if (main === undefined) return undefined;
  if (main.shape.join() === shape.join()) return main;
  const isReshape = main.layer === "reshape" || main.layer === "flatten";
  return isReshape ? reshapeOf(main.main as GraphStep, shape) : undefined;
};

function reshapeOf(main: GraphStep, shape: readonly number[]): GraphStep {
  if (main.shape.join() === shape.join()) return main;
  return shape.length === 1
    ? makeStep("flatten", { main, shape })
    : makeStep("reshape", { places: shape, main, shape });
}

const permutes: Rule = (step) => {
  const { main } = step;
  const [first, second] = [orderOf(main), orderOf(step)];
  if (main?.main === undefined || first === undefined || second === undefined) {
    return undefined;
  }
  const order = second.map((axis) => first[axis]);
  return order.every((axis, i) => axis === i)
    ? main.main
    : makeStep("permute", {
      places: order,
      main: main.main,
      shape: step.shape,
    });
};

/** The order that a step puts axes in. */
function orderOf(step: GraphStep | undefined): readonly number[] | undefined {
  if (step?.layer === "permute") return step.places as readonly number[];
  if (step?.layer !== "transpose") return undefined;
  const last = step.shape.length - 1;
  return step.shape.map((_, i) =>
    i === last ? last - 1 : i === last - 1 ? last : i
  );
}

/** The last of all states is what a recurrent layer can give alone. */
const lastState: Rule = (step, isOnlyUser) => {
  const [from, at] = step.branches.map((branch): StepOperand => branch.from);
  if (from === undefined || !isStep(from) || !isOnlyUser(from)) {
    return undefined;
  }
  const isPlain = ["rnn", "gru", "lstm"].includes(from.layer) &&
    from.named.direction === undefined && from.named.returns === undefined;
  const isLast = step.named.axis === undefined && at === from.shape[0] - 1;
  return isPlain && isLast
    ? { ...from, named: { ...from.named, returns: "last" }, shape: step.shape }
    : undefined;
};

/** Recurrent layers of one kind on one another are the levels of one. */
const levels: Rule = (step, isOnlyUser) => {
  const { main } = step;
  if (main?.layer !== step.layer || !isOnlyUser(main)) return undefined;
  const { returns, ...named } = step.named;
  const { layers = 1, ...beneath } = main.named;
  const isLike = JSON.stringify(named) === JSON.stringify(beneath) &&
    [step, main].every(({ branches }) => branches.length === 0) &&
    step.places[0] === main.places[0] &&
    (returns === undefined || returns === "last");
  if (!isLike || typeof layers !== "number") return undefined;
  const parameters = [
    ...main.parameters,
    ...step.parameters.map((each) => ({
      ...each,
      name: each.name.replace("_l0", `_l${layers}`),
    })),
  ];
  return {
    ...step,
    main: main.main,
    named: {
      layers: layers + 1,
      ...named,
      ...returns === undefined ? {} : { returns },
    },
    parameters,
  };
};

/** scale(1/b) behind softplus behind scale(b) */
const scaledSoftplus: Rule = ({ main, places: [by], shape }, isOnlyUser) => {
  const before = main?.main;
  const isSoftplus = main?.layer === "softplus" && main.places.length === 0 &&
    before?.layer === "scale" && isOnlyUser(main);
  const beta = before?.places[0];
  const isInverse = typeof by === "number" && typeof beta === "number" &&
    Math.abs(by * beta - 1) < 1e-6 && beta > 0;
  return isSoftplus && isInverse
    ? makeStep("softplus", { places: [beta], main: before.main, shape })
    : undefined;
};

/** What asks whether numbers are 0 need not be asked of by what does. */
const truths: Rule = (step) => {
  const isTruth = (operand: StepOperand) =>
    isStep(operand) && operand.layer === "not_equal" &&
    operand.branches[1]?.from === 0;
  const asked = step.layer === "where" ? 1 : step.branches.length;
  if (step.main !== undefined && isTruth(step.main)) {
    return { ...step, main: step.main.branches[0].from as GraphStep };
  }
  if (!step.branches.slice(0, asked).some(({ from }) => isTruth(from))) {
    return undefined;
  }
  return {
    ...step,
    branches: step.branches.map((each, i) =>
      i < asked && isTruth(each.from)
        ? { ...each, from: (each.from as GraphStep).branches[0].from }
        : each
    ),
  };
};

const rules: ReadonlyMap<string, Rule> = new Map(Object.entries({
  flatten: reshapes,
  gather: lastState,
  gru: levels,
  logical_and: truths,
  logical_not: truths,
  logical_or: truths,
  logical_xor: truths,
  lstm: levels,
  permute: permutes,
  reshape: reshapes,
  rnn: levels,
  scale: scaledSoftplus,
  transpose: permutes,
  where: truths,
}));

/** Steps without detours; what they compute stays the same. */
export function tidied(
  output: GraphStep,
  order: readonly GraphStep[],
): GraphStep {
  const uses = new Map<GraphStep, number>();
  for (const { main, branches } of order) {
    for (const each of [main, ...branches.map(({ from }) => from)]) {
      if (each !== undefined && isStep(each)) {
        uses.set(each, (uses.get(each) ?? 0) + 1);
      }
    }
  }
  const of = new Map<GraphStep, GraphStep>();
  const tidy = (operand: StepOperand) =>
    isStep(operand) ? of.get(operand) ?? operand : operand;
  for (const step of order) {
    const main = step.main && of.get(step.main);
    const isChanged = main !== step.main ||
      step.branches.some(({ from }) => tidy(from) !== from);
    const made: GraphStep = isChanged
      ? {
        ...step,
        main,
        branches: step.branches.map((each) => ({
          ...each,
          from: tidy(each.from),
        })),
      }
      : step;
    const users = new Map(
      [step.main, ...step.branches.map(({ from }) => from)].flatMap((from) =>
        from !== undefined && isStep(from)
          ? [[tidy(from), uses.get(from)] as const]
          : []
      ),
    );
    const rule = rules.get(made.layer);
    of.set(step, rule?.(made, (each) => users.get(each) === 1) ?? made);
  }
  return of.get(output) ?? output;
}
