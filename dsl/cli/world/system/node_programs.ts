import { spawn } from "node:child_process";
import { createServer, type Server } from "node:http";
import process from "node:process";
import { Readable, Writable } from "node:stream";
import { nodeErrors, systemError } from "./node_errors.ts";
import type { SystemPrograms } from "./contract.ts";

/** Programs, servers and signals, by Node. */
export const nodePrograms: SystemPrograms = {
  addSignalListener: (signal, listener) => void process.on(signal, listener),
  removeSignalListener: (signal, listener) =>
    void process.off(signal, listener),
  exit: (status) => process.exit(status),
  start(program, words) {
    const child = spawn(program, words, { stdio: "pipe" });
    const ended = new Promise((resolve) =>
      child.on("error", resolve).on("exit", resolve)
    );
    // Why it did not start is told later only.
    if (child.pid === undefined) {
      throw new nodeErrors.NotFound(`cannot start ${program}`);
    }
    const { stdin, stdout, stderr } = child;
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
      spawn(program, words, { stdio: "ignore" })
        .on("error", reject)
        .on("exit", (status) => resolve(status === 0))
    ),
  serve(wanted, answer) {
    const server = createServer(
      ({ method = "", url = "", headers }, response) => {
        const { host = null, origin = null } = headers;
        const request = { method, url, host, origin };
        const { status, headers: own, body } = answer(request, portOf(server));
        response.writeHead(status, own).end(body);
      },
    );
    return new Promise((resolve, reject) => {
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
