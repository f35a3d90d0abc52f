import { compile, type CompileOptions } from "../compiler/compiler.ts";
import { isLibrary } from "../compiler/libraries.ts";
import { renderDiagnostics, type Source } from "../diagnostics/render.ts";
import { isCompiled } from "../exercise/exercise.ts";
import { givenNumbers } from "../exercise/given_numbers.ts";
import { blanksOf } from "../exercise/worksheet.ts";
import { checkExpectations } from "./checked.ts";
import { differingGradients } from "./gradient_tests.ts";

interface ExerciseTest {
  readonly name: string;
  /** What differs, if it fails. */
  run(): string | undefined;
}

/** The tests of a text: one for each expectation, and one of its gradients. None for a library or a blank worksheet. */
export function exerciseTestsOf(
  source: Source,
  options: CompileOptions & { readonly seed: number },
): readonly ExerciseTest[] {
  try {
    return testsOf(source, options);
  } catch (error) {
    // A layer of the user threw: the other texts are tested.
    return [{
      name: `${source.name} runs`,
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
  if (isLibrary(compiled.file, compiled.diagnostics)) return [];
  if (!isCompiled(compiled)) {
    const mistakes = renderDiagnostics(compiled.diagnostics, source);
    return [{
      name: `${name} compiles`,
      run: () => `The text has mistakes\n\n${mistakes}`,
    }];
  }
  if (blanksOf(compiled).isBlank) return [];
  const { items } = checkExpectations(compiled, { seed });
  return [
    ...items.map((
      { name: item, verdict, details, diagnostics = [] },
    ) => ({
      name: `${name}: ${item}`,
      run: () =>
        verdict === "pass"
          ? undefined
          : details ?? `\n${renderDiagnostics(diagnostics, source)}`,
    })),
    {
      name: `${name}: gradients`,
      run: () =>
        differingGradients(compiled.network, {
          seed,
          ...givenNumbers(compiled),
        }),
    },
  ];
}
