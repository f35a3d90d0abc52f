import { optimizers } from "../../../lib/optimizers/optimizers.ts";
import { readOptimizer, writeOptimizer } from "../../model/optimizer_choice.ts";
import type { TrainingChoice } from "../../model/session.ts";
import { words } from "../preferences.ts";
import type { TabProps } from "../state.ts";
import { Field, NumberField } from "./fields.tsx";

const offered = [...optimizers.keys()].flatMap((name) =>
  name === "sgd" ? [name, "sgd(momentum=0.9)"] : [name]
);

const shares = [0.1, 0.2, 0.3, 0.5];

/** How it is learned. */
export function Settings({ state }: TabProps) {
  const { train } = words.value;
  const training = state.part("training").value;
  const { optimizer, learningRate, batch, validation, normalize } = training;
  const { optimizer: own, decay, usualDecay } = readOptimizer(optimizer);
  const change = (parts: Partial<TrainingChoice>) =>
    state.change({ training: { ...training, ...parts } });
  const definition = optimizers.get(optimizer.split("(")[0]);
  const isCount = (value: number) => Number.isInteger(value) && value > 0;
  return (
    <div class="controls" role="group" aria-label={train.settings}>
      <Field label={train.optimizer}>
        <select
          value={own}
          onChange={({ currentTarget: { value } }) =>
            change({ optimizer: writeOptimizer({ optimizer: value, decay }) })}
        >
          {[...new Set([...offered, own])].map((name) => (
            <option key={name} value={name}>{name}</option>
          ))}
        </select>
      </Field>
      <NumberField
        label={train.learningRate}
        value={learningRate}
        usual={definition?.learningRate}
        isWanted={(value) => value > 0}
        onChange={(value) => change({ learningRate: value })}
      />
      {usualDecay !== undefined && (
        <NumberField
          label={train.weightDecay}
          title={train.weightDecaySay}
          value={decay}
          usual={usualDecay}
          isWanted={(value) => value >= 0}
          onChange={(value) =>
            change({
              optimizer: writeOptimizer({ optimizer: own, decay: value }),
            })}
        />
      )}
      {definition?.takesAll !== true && (
        <NumberField
          label={train.batch}
          value={batch}
          isWanted={(value) => isCount(value) && value <= 1e6}
          onChange={(value) => change({ batch: value ?? 32 })}
        />
      )}
      <Field label={train.validation}>
        <select
          value={validation ?? ""}
          onChange={({ currentTarget: { value } }) =>
            change({ validation: value === "" ? undefined : Number(value) })}
        >
          <option value="">{train.none}</option>
          {[...new Set([...shares, ...validation ? [validation] : []])].map(
            (share) => (
              <option key={share} value={share}>{train.percent(share)}</option>
            ),
          )}
        </select>
      </Field>
      <Field label={train.normalize}>
        <select
          value={normalize ?? ""}
          onChange={({ currentTarget: { value } }) =>
            change({
              normalize: (["standard", "range", "none"] as const)
                .find((each) => each === value),
            })}
        >
          <option value="">{train.usual}</option>
          <option value="standard">standard</option>
          <option value="range">range</option>
          <option value="none">none</option>
        </select>
      </Field>
      <NumberField
        label={train.seed}
        value={state.part("seed").value}
        isWanted={(value) =>
          Number.isInteger(value) && value >= 0 && value < 2 ** 32}
        onChange={(value) => state.change({ seed: value ?? 0 })}
      />
    </div>
  );
}
