import type { System } from "./contract.ts";

/** The runtime that this runs in. */
export async function loadSystem(): Promise<System> {
  return "Deno" in globalThis
    ? denoSystem()
    // What Deno would load of Node takes longer than most commands.
    : (await import("./node.ts")).nodeSystem();
}

/** Registers a test with the runtime. */
export function registerTest(name: string, run: () => void): void {
  const { Deno, process } = globalThis as {
    Deno?: { test(name: string, run: () => void): void };
    process?: { getBuiltinModule?(name: string): unknown };
  };
  const node = () =>
    process?.getBuiltinModule?.("node:test") as
      | { test(name: string, run: () => void): void }
      | undefined;
  (Deno ?? node())?.test(name, run);
}

/** Deno, and what is put together of its parts. */
function denoSystem(): System {
  const own: Partial<System> = {
    confines: true,
    callsLibraries: true,
    // Asked for when it is needed: most commands do not.
    get runtime() {
      const { deno, v8 } = Deno.version;
      return `Deno ${deno} (V8 ${v8})`;
    },
    get language() {
      return navigator.language;
    },
    importHelp: () => undefined,
    turn,
    fetch: (url) => fetch(url),
    watch: (folders) => Deno.watchFs([...folders], { recursive: false }),
    start(program, words) {
      const child = new Deno.Command(program, {
        args: [...words],
        stdin: "piped",
        stdout: "piped",
        stderr: "piped",
      }).spawn();
      const { stdin, stdout, stderr, status } = child;
      return { stdin, stdout, stderr, ended: status, kill: () => child.kill() };
    },
    async succeeds(program, words) {
      const { success } = await new Deno.Command(program, {
        args: [...words],
        stdin: "null",
        stdout: "null",
        stderr: "null",
      }).output();
      return success;
    },
    serve(wanted, answer) {
      const ending = new AbortController();
      const server = Deno.serve(
        {
          hostname: "127.0.0.1",
          port: wanted,
          signal: ending.signal,
          onListen: () => {},
          onError: () => new Response(null, { status: 500 }),
        },
        ({ method, url, headers }) => {
          const host = headers.get("host");
          const origin = headers.get("origin");
          const request = { method, url, host, origin };
          const { port } = server.addr;
          const { status, headers: own, body } = answer(request, port);
          return new Response(body as Uint8Array<ArrayBuffer> | undefined, {
            status,
            headers: own,
          });
        },
      );
      return Promise.resolve({
        port: server.addr.port,
        async close() {
          ending.abort();
          await server.finished;
        },
      });
    },
  };
  return Object.defineProperties(
    Object.create(Deno),
    Object.getOwnPropertyDescriptors(own),
  );
}

/** A timer would take 2 milliseconds, and the first one 5 more. */
function turn(): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => {
    port1.close();
    resolve();
  };
  port2.postMessage(undefined);
  return promise;
}
