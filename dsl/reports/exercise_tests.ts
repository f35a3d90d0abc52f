import { say } from "../../words/say.ts";
import { compile, type CompileOptions } from "../compiler/compiler.ts";
import { isLibrary } from "../compiler/libraries.ts";
import { renderDiagnostics, type Source } from "../diagnostics/render.ts";
import { isCompiled } from "../exercise/exercise.ts";
import { givenNumbers } from "../exercise/given_numbers.ts";
import { judgeClaims } from "../exercise/claims.ts";
import { blanksOf } from "../exercise/worksheet.ts";
import type { CheckedItem } from "./verdicts.ts";
import { checkExpectations } from "./checked_answers.ts";
import { claimItems } from "./claims.ts";
import { differingGradients } from "./gradient_tests.ts";

interface ExerciseTest {
  readonly name: string;
  /** What differs, if it fails. */
  run(): string | undefined;
}

/** The tests of a text: one for each expectation and for each claimed derivative, and one of its gradients. None for a blank worksheet, and of a library those of its claims. */
export function exerciseTestsOf(
  source: Source,
  options: CompileOptions & { readonly seed: number },
): readonly ExerciseTest[] {
  try {
    return testsOf(source, options);
  } catch (error) {
    // A layer of the user threw: the other texts are tested.
    return [{
      name: say("{text} runs", { text: source.name }),
      run: () => {
        throw error;
      },
    }];
  }
}

function testsOf(
  source: Source,
  options: CompileOptions & { readonly seed: number },
): readonly ExerciseTest[] {
  const { seed, ...compileOptions } = options;
  const { name, text } = source;
  const compiled = compile(text, compileOptions);
  const claims = claimItems(judgeClaims(compiled, { seed }));
  const ofItems = (items: readonly CheckedItem[]) =>
    items.map(({ name: item, verdict, details, diagnostics = [] }) => ({
      name: say("{place}: {problem}", { place: name, problem: item }),
      run: () =>
        verdict === "pass"
          ? undefined
          : details ?? `\n${renderDiagnostics(diagnostics, source)}`,
    }));
  if (isLibrary(compiled.file, compiled.diagnostics)) return ofItems(claims);
  if (!isCompiled(compiled)) {
    const mistakes = renderDiagnostics(compiled.diagnostics, source);
    return [{
      name: say("{text} compiles", { text: name }),
      run: () => `${say("The text has mistakes")}\n\n${mistakes}`,
    }];
  }
  if (blanksOf(compiled).isBlank) return [];
  const { items } = checkExpectations(compiled, { seed });
  return [
    ...ofItems([...items, ...claims]),
    {
      name: say("{place}: {problem}", {
        place: name,
        problem: say("gradients"),
      }),
      run: () =>
        differingGradients(compiled.network, {
          seed,
          ...givenNumbers(compiled),
        }),
    },
  ];
}
