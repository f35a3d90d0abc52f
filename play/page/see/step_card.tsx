import {
  inline,
  localText,
  operationText,
} from "../../../dsl/trace/phrases.ts";
import { renderSums } from "../../../dsl/trace/sums.ts";
import { sumText } from "../../../dsl/trace/telling.ts";
import type { Trace, TraceNode } from "../../../dsl/trace/trace.ts";
import type { TraceUse } from "../../../dsl/trace/uses.ts";
import { formatComputed } from "../../../dsl/typesetting/numbers.ts";
import type { Walking } from "../../model/walking.ts";
import { words } from "../preferences.ts";
import { Prose } from "../prose.tsx";

interface StepCardProps {
  readonly trace: Trace;
  readonly walking: Walking;
}

/** The active step with its rule: in symbols, in numbers and in words. */
export function StepCard({ trace, walking: { active } }: StepCardProps) {
  const { see } = words.value;
  if (active === undefined) {
    return (
      <div class="step-card">
        <p class="quiet">{see.start}</p>
        {trace.noStart.map((line) => (
          <p key={line} class="quiet">
            <Prose text={line} />
          </p>
        ))}
      </div>
    );
  }
  const { phase, node, words: said } = active;
  return (
    <div class={`step-card ${phase}`}>
      {phase === "forward" ? <Forward node={node} /> : <Backward node={node} />}
      <p class="quiet" aria-live="polite">
        <Prose text={said} />
      </p>
    </div>
  );
}

function Forward({ node }: { readonly node: TraceNode }) {
  const { name, arithmetic, value, shape, sums } = node;
  const operation = operationText(node);
  return (
    <>
      <h2>
        {name} {operation !== name && <span class="code">= {operation}</span>}
      </h2>
      <p class="equation">
        {arithmetic !== undefined && <>{arithmetic} ={" "}</>}
        <span class="value">{inline(value, shape)}</span>
      </p>
      {renderSums(name, sums, value.length, 72).map((line) => (
        <p class="equation" key={line}>{line}</p>
      ))}
    </>
  );
}

function Backward({ node }: { readonly node: TraceNode }) {
  const { shell, see } = words.value;
  const { name, uses, gradient, shape, value } = node;
  return (
    <>
      <h2>
        {name}.grad{" "}
        {uses.length === 0 && (
          <span class="gradient">= {inline(gradient, shape)}</span>
        )}
      </h2>
      {uses.map((use, i) => (
        <Way key={i} use={use} name={name} count={value.length} node={node} />
      ))}
      {uses.length > 1 && (
        <p class="equation">
          {see.sum + shell.colon}
          <span class="gradient">{sumText(node)}</span>
        </p>
      )}
    </>
  );
}

interface WayProps {
  readonly use: TraceUse;
  readonly name: string;
  readonly count: number;
  readonly node: TraceNode;
}

/** One way back: local derivative × gradient from above = gradient. */
function Way({ use, name, count, node }: WayProps) {
  const { see } = words.value;
  const { local, above, product, rule, shapes, sums } = use;
  return (
    <div class="way">
      <p class="quiet">{see.through(use.node)}</p>
      {local === undefined
        ? (
          <>
            <p class="equation">
              {name}.grad = {rule ?? "·"}{" "}
              {shapes !== undefined && <span class="quiet">{shapes}</span>}
            </p>
            {renderSums(`${name}.grad`, sums, count, 72).map((line) => (
              <p class="equation" key={line}>{line}</p>
            ))}
            {sums === undefined && (
              <p class="equation">
                = <span class="gradient">{inline(product, node.shape)}</span>
              </p>
            )}
          </>
        )
        : (
          <dl class="product">
            <div>
              <dt>{see.local}</dt>
              <dd>
                <span class="quiet">d{use.node}/d{name} =</span>{" "}
                {localText(use)}
              </dd>
            </div>
            <div>
              <dt>{see.above}</dt>
              <dd>
                × <span class="gradient">{formatComputed(above)}</span>
              </dd>
            </div>
            <div>
              <dt>{see.product}</dt>
              <dd>
                = <span class="gradient">{formatComputed(product?.[0])}</span>
              </dd>
            </div>
          </dl>
        )}
    </div>
  );
}
