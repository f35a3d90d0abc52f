/**
 * Has the page work offline once it was loaded: each file is taken from the network
 * where there is one, else as it last came.
 *
 * @module
 */

// The build writes which files there are, and a mark of what is in them, before
// this script.
declare const siteFiles: readonly string[];
declare const siteMark: string;
declare const self: ServiceWorkerGlobalScope;

const prefix = "nabla ";
const cacheName = prefix + siteMark;

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const isOwn = new URL(request.url).origin === self.location.origin;
  if (isOwn && request.method === "GET") {
    event.respondWith(fromNetworkOrCache(request));
  }
});

async function install(): Promise<void> {
  const cache = await caches.open(cacheName);
  await cache.addAll(["./", ...siteFiles]);
  await self.skipWaiting();
}

async function activate(): Promise<void> {
  for (const name of await caches.keys()) {
    if (name.startsWith(prefix) && name !== cacheName) {
      await caches.delete(name);
    }
  }
  await self.clients.claim();
}

async function fromNetworkOrCache(request: Request): Promise<Response> {
  try {
    return await fetch(request);
  } catch (error) {
    const found = await caches.match(request, {
      cacheName,
      ignoreSearch: true,
    });
    if (found !== undefined) return found;
    throw error;
  }
}
