import { say } from "../../words/say.ts";
import type { JudgedClaim } from "../exercise/claims.ts";
import type { CheckedItem } from "./verdicts.ts";

/** The claimed derivatives of a text, one item each. */
export function claimItems(
  judged: readonly JudgedClaim[],
): readonly CheckedItem[] {
  return judged.map(({ report, diagnostic }) => {
    const { name, verdict, reason } = report;
    return {
      name: say("claim {name}", { name }),
      verdict,
      ...diagnostic === undefined ? {} : { diagnostics: [diagnostic] },
      ...verdict === "inconclusive"
        ? {
          details: say("{name} could not be compared: {reason}", {
            name,
            reason: `${reason}`,
          }),
        }
        : {},
    };
  });
}

/** A marked claim as data: its mistake in words. */
export function claimRecord({ report, diagnostic }: JudgedClaim) {
  const { mistake: _, ...record } = report;
  return { ...record, diagnostics: diagnostic ? [diagnostic] : [] };
}
