import type { CheckedItem } from "../../../dsl/reports/verdicts.ts";
import { words } from "../preferences.ts";

/** The signs of verdicts, as drawings: no font has all of them. */
const drawings = {
  pass: "M4 10.5l4 4 8-9",
  fail: "M5 5l10 10M15 5l-10 10",
  inconclusive: "M7 7a3 3 0 1 1 4 3q-1 .5-1 2.500M10 15.500v.5",
  error: "M10 4v8M10 15.500v.5",
  blank: "M4 15h12",
};

/** A verdict as a sign, with its word for those who hear the page. */
export function Sign(
  { verdict }: { readonly verdict: CheckedItem["verdict"] },
) {
  return (
    <span class={`sign ${verdict}`}>
      <svg viewBox="0 0 20 20" aria-hidden="true">
        <path d={drawings[verdict]} />
      </svg>
      <span class="out-of-sight">{words.value.prove.verdict[verdict]}</span>
    </span>
  );
}
