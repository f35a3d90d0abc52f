import { generators } from "../../../lib/data/generators/generators.ts";
import { textName } from "../../../lib/definition/names.ts";
import { readCall } from "../../../lib/definition/written_call.ts";
import { NablaError } from "../../../lib/base/nabla_error.ts";
import { translated } from "../../../words/say.ts";
import { writeCall } from "../../model/call_text.ts";
import type { TableChoice } from "../../model/table_choice.ts";
import { words } from "../preferences.ts";
import type { TabProps } from "../state.ts";
import { Field, NumberField } from "./fields.tsx";
import type { Training } from "./training.ts";

interface DataSettingsProps extends TabProps {
  readonly training: Training;
}

const definitions = new Map(
  [...generators].map(([name, { definition }]) => [name, definition]),
);

/** What is learned from: a generator with its settings, or a file. */
export function DataSettings({ state, training }: DataSettingsProps) {
  const { train } = words.value;
  const data = training.data.value;
  const call = data?.kind === "generator"
    ? readGenerator(data.name)
    : undefined;
  const file = data?.kind === "csv" ? data.name : undefined;
  return (
    <div class="controls" role="group" aria-label={train.data}>
      <Field label={train.data}>
        <select
          value={file ?? call?.name ?? data?.name ?? ""}
          onChange={({ currentTarget: { value } }) => {
            if (!definitions.has(value)) return;
            state.change({ data: { kind: "generator", name: value } });
          }}
        >
          {data === undefined && <option value="">{train.chooseData}</option>}
          {[...definitions.keys()].map(textName).map((name) => (
            <option key={name} value={name}>{name}</option>
          ))}
          {file !== undefined && <option value={file}>{file}</option>}
        </select>
      </Field>
      {call && Object.entries(call.definition.arguments).map(([key, spec]) => {
        if (typeof spec.default !== "number" || key === "seed") return null;
        const given = call.given[key];
        return (
          <NumberField
            key={key}
            label={textName(key)}
            title={translated(spec.summary)}
            value={typeof given === "number" ? given : undefined}
            usual={spec.default}
            onChange={(value) => {
              const settings = {
                ...Object.fromEntries(call.settings),
                [textName(key)]: value,
              };
              state.change({
                data: {
                  kind: "generator",
                  name: writeCall(call.name, settings),
                },
              });
            }}
          />
        );
      })}
      <label class="file">
        {train.openFile}
        <input
          type="file"
          accept=".csv,.tsv,.txt,.json,.jsonl,.gz,text/csv"
          onChange={({ currentTarget }) => {
            const [chosen] = currentTarget.files ?? [];
            if (chosen !== undefined) training.open(chosen);
            // The same file can be chosen again once it has changed.
            currentTarget.value = "";
          }}
        />
      </label>
      {data?.kind === "csv" && (
        <TableSettings state={state} training={training} />
      )}
    </div>
  );
}

/** Which column is to be predicted, and which are left out. */
function TableSettings({ state, training }: DataSettingsProps) {
  const { shell, train } = words.value;
  const data = training.data.value;
  const columns = training.columns.value;
  const facts = training.facts.value;
  if (data?.kind !== "csv" || columns.length === 0) return null;
  const { table = {} } = data;
  const change = (parts: TableChoice) =>
    state.change({ data: { ...data, table: { ...table, ...parts } } });
  const target = table.target ?? facts?.target ?? [];
  return (
    <>
      <Field label={train.target}>
        <select
          value={target.length === 1 ? target[0] : ""}
          onChange={({ currentTarget: { value } }) =>
            change({ target: [value] })}
        >
          {target.length !== 1 && (
            <option value="">
              {target.join(shell.comma) || train.chooseTarget}
            </option>
          )}
          {columns.slice(0, mostColumns).map((name) => (
            <option key={name} value={name}>{name}</option>
          ))}
        </select>
      </Field>
      {table.without !== undefined && table.without.length > 0 && (
        <button
          type="button"
          onClick={() => change({ without: [] })}
        >
          {train.takeAll(table.without.join(shell.comma))}
        </button>
      )}
    </>
  );
}

/** So many columns can be chosen from. */
const mostColumns = 500;

/** The generator of a call; undefined where it is none. */
function readGenerator(text: string) {
  try {
    return readCall("--data", text, definitions);
  } catch (error) {
    if (error instanceof NablaError) return undefined;
    throw error;
  }
}
