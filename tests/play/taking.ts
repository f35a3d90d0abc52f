/**
 * What is taken away from the page, for tests in a browser.
 *
 * @module
 */

import type { Page } from "playwright-core";

/** Opens the dialog. */
export async function takeAway(page: Page) {
  await page.getByRole("button", { name: "Take away" }).click();
  await page.getByRole("dialog", { name: "Take away" }).waitFor();
}

/** The name and the bytes of a file that a press on Save gives. */
export async function saved(page: Page, name: string) {
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name, exact: true }).click(),
  ]);
  const bytes = await Deno.readFile(await download.path());
  return { name: download.suggestedFilename(), bytes };
}

/** A picture as the browser reads it: its size, and the colours in it as numbers. */
export async function pixelsOf(page: Page, png: Uint8Array<ArrayBuffer>) {
  return await page.evaluate(async (base64) => {
    const image = new Image();
    image.src = `data:image/png;base64,${base64}`;
    await image.decode();
    const { width, height } = image;
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [width, height];
    const context = canvas.getContext("2d");
    context?.drawImage(image, 0, 0);
    const { data } = context?.getImageData(0, 0, width, height) ??
      { data: [] };
    const seen = new Set<number>();
    for (let i = 0; i < data.length; i += 4) {
      seen.add(data[i] << 16 | data[i + 1] << 8 | data[i + 2]);
    }
    return { width, height, colors: [...seen] };
  }, png.toBase64());
}
