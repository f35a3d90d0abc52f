/**
 * The worker's part: it answers what the page asks.
 *
 * @module
 */

addEventListener("message", ({ data }: MessageEvent<unknown>) => {
  postMessage(data);
});
