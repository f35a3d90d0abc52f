/**
 * Helpers for `deno test`: a wrong gradient fails with a report.
 *
 * ```ts
 * import { nn } from "@nabla/nabla";
 * import { assertGradients } from "@nabla/nabla/testing";
 *
 * Deno.test("the gradients of a network are right", () => {
 *   assertGradients(nn`fc(2,3) -> tanh -> fc(1)`);
 * });
 * ```
 *
 * @module
 */

import type { System } from "./dsl/cli/world/system/contract.ts";
import { loadSystem, registerTest } from "./dsl/cli/world/system/runtime.ts";
import type { CompileOptions } from "./dsl/compiler/compiler.ts";
import type { Source } from "./dsl/diagnostics/render.ts";
import { exercisesIn } from "./dsl/exercise/markdown.ts";
import { exerciseTestsOf } from "./dsl/reports/exercise_tests.ts";
import {
  differingExamples,
  differingGradients,
  differingGradientsAsync,
} from "./dsl/reports/gradient_tests.ts";
import { NablaError } from "./lib/base/nabla_error.ts";
import type { Values } from "./lib/base/values.ts";
import type { AsyncDifferentiatedFunction } from "./lib/gradcheck_async/session.ts";
import type { GradcheckAsyncOptions } from "./lib/gradcheck_async/gradcheck_async.ts";
import type { GradcheckOptions } from "./lib/gradcheck/options.ts";
import type { Checkable } from "./lib/gradcheck/plan.ts";
import type { Layer, LayerDefinition } from "./lib/layer/layer.ts";
import type { Network } from "./lib/network/network.ts";

export type {
  AsyncDifferentiatedFunction,
  Checkable,
  CompileOptions,
  GradcheckAsyncOptions,
  GradcheckOptions,
  Layer,
  LayerDefinition,
  Network,
};

/** Thrown where gradients differ; its message is the report. */
export class AssertionError extends Error {
  /** `AssertionError`, as test tools expect it. */
  override readonly name = "AssertionError";
}

/**
 * Asserts that every gradient of a layer, a network or a pair of functions is
 * right; see {@linkcode gradcheck} for the options.
 *
 * ```ts
 * import { defineLayer } from "@nabla/nabla/define";
 * import { assertGradients } from "@nabla/nabla/testing";
 * import { assertThrows } from "@std/assert";
 *
 * const square = defineLayer({ name: "square_all", f: (x) => x * x, df: (x) => 2 * x });
 * assertGradients(square());
 *
 * const wrong = defineLayer({ name: "wrong", f: (x) => x * x, df: (x) => x });
 * assertThrows(() => assertGradients(wrong()), Error, "the fault is in `wrong`");
 * ```
 *
 * Code without layers is checked as a function with its vector-Jacobian product:
 *
 * ```ts
 * import { assertGradients } from "@nabla/nabla/testing";
 *
 * assertGradients({
 *   f: (a, b) => a.map((t, i) => t * b[i]),
 *   vjp: (dy, a, b) => [dy.map((d, i) => d * b[i]), dy.map((d, i) => d * a[i])],
 *   at: [[1, 2, 3], [0.5, -1, 4]],
 * });
 * ```
 *
 * @throws {AssertionError} if a gradient is wrong or could not be compared; its
 * message is the report.
 */
export function assertGradients<X extends Values = Float64Array>(
  subject: Checkable<X>,
  options: GradcheckOptions = {},
): void {
  requireNone(differingGradients(subject, options));
}

/**
 * {@linkcode assertGradients} of a function that returns promises, as one that
 * computes on another device; see {@linkcode gradcheckAsync} for what it needs.
 *
 * ```ts
 * import { assertGradientsAsync } from "@nabla/nabla/testing";
 *
 * await assertGradientsAsync({
 *   f: async (x) => await Promise.resolve(x.map(Math.sin)),
 *   vjp: (dy, x) => [x.map((t, i) => Math.cos(t) * dy[i])],
 *   at: [[1, 2, 3]],
 * });
 * ```
 *
 * @throws {AssertionError} if a gradient is wrong or could not be compared; its
 * message is the report.
 */
export async function assertGradientsAsync<X extends Values = Float64Array>(
  subject: AsyncDifferentiatedFunction<X>,
  options: GradcheckAsyncOptions = {},
): Promise<void> {
  requireNone(await differingGradientsAsync(subject, options));
}

/** What {@linkcode gradientTests} takes. */
export interface GradientTestsOptions {
  /** Seeds to check; default: 0, 1 and 2. */
  readonly seeds?: readonly number[];
  /** Numbers of examples to check; default: 1 and 3. */
  readonly batches?: readonly number[];
}

/**
 * Registers a test for each kind of layer: all examples of its definition, with
 * several seeds and batches, in double and single precision, with large inputs and
 * with inputs near 0. So a registered layer needs no test of its own.
 *
 * ```ts ignore
 * import { builtins } from "@nabla/nabla";
 * import { gradientTests } from "@nabla/nabla/testing";
 *
 * gradientTests(builtins);
 * ```
 */
export function gradientTests(
  registry: readonly { readonly definition: LayerDefinition }[],
  options: GradientTestsOptions = {},
): void {
  const { seeds = [0, 1, 2], batches = [1, 3] } = options;
  for (const { definition } of registry) {
    if (definition === undefined) {
      throw new NablaError("call", {
        action: "test gradients",
        rule:
          "each item of the list must be a kind of layer, as of defineLayer",
        wayOut: "give a function or a network to assertGradients",
      });
    }
    registerTest(`gradients of ${definition.name}`, () => {
      for (const found of differingExamples(definition, seeds, batches)) {
        requireNone(found);
      }
    });
  }
}

/** What {@linkcode exerciseTests} takes. */
export interface ExerciseTestsOptions {
  /** The seed for what an exercise does not give; default: 0. */
  readonly seed?: number;
  /** Your own layers that the exercises may name. */
  readonly layers?: CompileOptions["layers"];
  /** Texts of `let`s that the exercises may use. */
  readonly libraries?: CompileOptions["libraries"];
}

/**
 * Registers tests for exercises: one for each `expect` line of each `.nn` file
 * and each `nn` block of a Markdown file in a folder and its subfolders, and a
 * gradient check of each. A file that does not compile is a test that fails
 * with its diagnostics. It needs permission to read the folder.
 *
 * ```ts ignore
 * import { exerciseTests } from "@nabla/nabla/testing";
 *
 * await exerciseTests(new URL("./exercises/", import.meta.url));
 * ```
 *
 * @param place a folder, or one file.
 * @throws {Deno.errors.NotFound} if the place does not exist.
 * @throws {NablaError} if it holds no exercise.
 */
export async function exerciseTests(
  place: URL | string,
  options: ExerciseTestsOptions = {},
): Promise<void> {
  const { seed = 0 } = options;
  const system = await loadSystem();
  const url = typeof place === "string" ? toUrl(place, system.cwd()) : place;
  const tests = (await readExercises(url, system)).flatMap((source) =>
    exerciseTestsOf(source, { ...options, seed })
  );
  for (const { name, run } of tests) {
    registerTest(name, () => requireNone(run()));
  }
  if (tests.length === 0) {
    throw new NablaError("call", {
      action: "test exercises",
      rule: `${url.href} holds no .nn file and no Markdown with nn blocks`,
    });
  }
}

function requireNone(found: string | undefined): void {
  if (found !== undefined) throw new AssertionError(found);
}

/** A path is relative to the current folder. */
function toUrl(path: string, folder: string): URL {
  const base = `file:///${folder.replaceAll("\\", "/").replace(/^\//, "")}/`;
  return new URL(path, base);
}

/** The exercises at a place, with names relative to it. */
async function readExercises(
  place: URL,
  system: System,
): Promise<readonly Source[]> {
  const { isDirectory } = await system.stat(place);
  const files: (readonly [name: string, url: URL])[] = [];
  if (isDirectory) {
    await walk(new URL(`${place.href.replace(/\/?$/, "/")}`), "");
  } else files.push([place.pathname.split("/").at(-1) ?? "", place]);
  const texts = await Promise.all(
    files.map(async ([name, url]) =>
      exercisesIn(name, new TextDecoder().decode(await system.readFile(url)))
    ),
  );
  return texts.flat();

  async function walk(folder: URL, prefix: string) {
    const entries = await Array.fromAsync(system.readDir(folder));
    entries.sort((a, b) => a.name < b.name ? -1 : 1);
    for (const { name, isDirectory, isFile } of entries) {
      const path = prefix + name;
      if (isDirectory) {
        await walk(new URL(`${encodeURIComponent(name)}/`, folder), `${path}/`);
      } else if (isFile && /\.(nn|md|markdown)$/.test(name)) {
        files.push([path, new URL(encodeURIComponent(name), folder)]);
      }
    }
  }
}
