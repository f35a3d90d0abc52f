import { process } from "./node_parts.ts";
import type { Server } from "node:http";
import { nodeErrors, systemError } from "./node_errors.ts";
import type { SystemPrograms } from "./contract.ts";

/** Node's module for programs: most commands start none, and to load it takes milliseconds. */
function programs(): typeof import("node:child_process") {
  return process.getBuiltinModule("node:child_process");
}

/** Programs, servers and signals, by Node. */
export const nodePrograms: SystemPrograms = {
  addSignalListener: (signal, listener) => void process.on(signal, listener),
  removeSignalListener: (signal, listener) =>
    void process.off(signal, listener),
  exit: (status) => process.exit(status),
  start(program, words) {
    const child = programs().spawn(program, words, { stdio: "pipe" });
    const ended = new Promise((resolve) =>
      child.on("error", resolve).on("exit", resolve)
    );
    // Why it did not start is told later only.
    if (child.pid === undefined) {
      throw new nodeErrors.NotFound(`cannot start ${program}`);
    }
    const { stdin, stdout, stderr } = child;
    const { Readable, Writable } = process.getBuiltinModule("node:stream");
    return {
      stdin: Writable.toWeb(stdin) as WritableStream<Uint8Array>,
      stdout: Readable.toWeb(stdout) as ReadableStream<Uint8Array>,
      stderr: Readable.toWeb(stderr) as ReadableStream<Uint8Array>,
      ended,
      kill: () => void child.kill(),
    };
  },
  succeeds: (program, words) =>
    new Promise((resolve, reject) =>
      programs().spawn(program, words, { stdio: "ignore" })
        .on("error", reject)
        .on("exit", (status) => resolve(status === 0))
    ),
  async serve(wanted, answer) {
    const { createServer } = await import("node:http");
    const server = createServer(
      ({ method = "", url = "", headers }, response) => {
        const { host = null, origin = null } = headers;
        const request = { method, url, host, origin };
        const { status, headers: own, body } = answer(request, portOf(server));
        response.writeHead(status, own).end(body);
      },
    );
    return await new Promise((resolve, reject) => {
      server.once("error", (error) => reject(systemError(error)));
      server.listen(wanted, "127.0.0.1", () =>
        resolve({
          port: portOf(server),
          close: () =>
            new Promise((closed) => {
              server.close(() => closed());
              server.closeAllConnections();
            }),
        }));
    });
  },
};

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === "object" ? address?.port ?? 0 : 0;
}
