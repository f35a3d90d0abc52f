/**
 * The library in a page, for tests: the file that a page imports, and a program that
 * runs there and in Deno.
 *
 * @module
 */

import { assert } from "@std/assert";
import type { Page } from "playwright-core";
import type * as nabla from "../../mod.ts";
import { ranWell, withAddress } from "./browser.ts";

/** Headers that isolate a page from others, so that it may have threads. */
export const isolation: Readonly<Record<string, string>> = {
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-embedder-policy": "require-corp",
};

/** The file, built where it is older than its sources. */
export async function builtFile(): Promise<Uint8Array<ArrayBuffer>> {
  assert(await ranWell(".ci/build_browser.ts", "--if-older"));
  return await Deno.readFile(new URL("../../dist/nabla.js", import.meta.url));
}

/** Opens a page that imports the library, which says so by its language. */
export async function withNabla(
  address: string,
  work: (page: Page) => Promise<void>,
  expected: readonly string[] = [],
): Promise<void> {
  await withAddress(address, {}, async (page) => {
    await page.locator("[lang=en]").waitFor({ state: "attached" });
    await work(page);
  }, expected);
}

/** What a page finds that has put the library into `nabla`. */
export async function learned(
  page: Page,
  ...words: unknown[]
): Promise<Answers> {
  return await page.evaluate(
    `(${learn})(nabla, ${JSON.stringify(words).slice(1, -1)})`,
  );
}

/** What a network computes, and learns. */
export interface Answers {
  readonly y: readonly number[];
  readonly dx: readonly number[];
  readonly losses: readonly number[];
  readonly weight: readonly number[];
}

/** Runs and trains a network whose products are large enough for threads. A page is given it as text. */
export async function learn(
  { adam, nn }: Pick<typeof nabla, "adam" | "nn">,
  threads: number,
  kernels: "plain" | "wasm" | "auto" = "wasm",
): Promise<Answers> {
  const net =
    nn`input(64) -> fc(256) -> tanh -> fc(256) -> gelu -> fc(8) -> mse`
      .bind({
        kernels,
        batch: 32,
        precision: "float32",
        seed: 1,
        threads,
      });
  net.x.forEach((_, i) => net.x[i] = Math.sin(i));
  net.target.forEach((_, i) => net.target[i] = Math.cos(i));
  const optimizer = adam(net.parameters, { learningRate: 0.001 });
  const losses: number[] = [];
  for (let step = 0; step < 30; step++) {
    net.forward();
    net.backward();
    optimizer.step();
    losses.push(net.loss);
    // Threads start while others have their turn.
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  const { value } = net.parameters.get("fc1.weight");
  return {
    y: [...net.y.slice(0, 8)],
    dx: [...net.dx.slice(0, 8)],
    losses,
    weight: [...value.slice(0, 8)],
  };
}
