import { say } from "../../words/say.ts";
import { NablaError } from "../base/nabla_error.ts";
import type { Values } from "../base/values.ts";
import { plural } from "../base/words.ts";
import type { AsyncDifferentiatedFunction } from "../gradcheck_async/session.ts";
import {
  type ByteStreams,
  connect,
  type Connection,
  type Message,
  type ShapedArray,
} from "./messages.ts";

/** A function that another program computes. */
export interface ForeignFunction extends AsyncDifferentiatedFunction<Values> {
  /** Ends the program's input, upon which it ends. */
  close(): Promise<void>;
}

/**
 * The function that another program serves over two streams of bytes, for
 * {@linkcode gradcheckAsync} and `assertGradientsAsync`. The program says first where
 * the function is checked, then answers calls of `f` and `vjp`; the messages are
 * described in the book. Programs for Python are made by {@linkcode pythonArguments}.
 *
 * ```ts ignore
 * import { foreignFunction, gradcheckAsync, pythonArguments } from "@nabla/nabla";
 *
 * const python = new Deno.Command("python3", {
 *   args: pythonArguments({ file: "layer.py", name: "softmax" }),
 *   stdin: "piped",
 *   stdout: "piped",
 * }).spawn();
 * const softmax = await foreignFunction({
 *   readable: python.stdout,
 *   writable: python.stdin,
 * });
 * console.log((await gradcheckAsync(softmax)).verdict);
 * await softmax.close();
 * ```
 *
 * @param title what errors call the function; default: its name, which the program gives.
 * @throws {NablaError} if what comes is no message, or the program refuses; so do `f` and `vjp`.
 */
export async function foreignFunction(
  streams: ByteStreams,
  title?: string,
): Promise<ForeignFunction> {
  const connection = connect(streams, title ?? say("the program"));
  try {
    return served(connection, await readPlace(connection, title));
  } catch (error) {
    await connection.close();
    throw error;
  }
}

/** Where a program says that its function is checked. */
interface ForeignPlace {
  readonly name: string;
  /** What errors call it. */
  readonly called: string;
  readonly at: readonly ShapedArray[];
  readonly names: readonly string[] | undefined;
}

async function readPlace(
  connection: Connection,
  title: string | undefined,
): Promise<ForeignPlace> {
  const action = say("check {name}", {
    name: title ?? say("a function of the program"),
  });
  const { fields, arrays } = checked(await connection.receive(), action);
  const name = printable(fields.get("name") ?? "f");
  const called = title ?? name;
  if (fields.get("nabla") !== 1) {
    throw refusal(called, say("its first message must have `nabla`: 1"));
  }
  const at = arrays.map((each) => {
    if (each !== undefined) return each;
    throw refusal(called, say("each argument must be an array"));
  });
  const names = fields.get("names");
  if (names !== undefined && !(isTexts(names) && names.length === at.length)) {
    throw refusal(
      called,
      say("`names` must be a list of a name for each argument"),
    );
  }
  return { name, called, at, names: names?.map(printable) };
}

function served(
  connection: Connection,
  { name, called, at, names }: ForeignPlace,
): ForeignFunction {
  let outputShape: readonly number[] | undefined;
  let last: Promise<unknown> = Promise.resolve();

  /** Calls follow one another, whoever makes them. */
  function ask(
    call: "f" | "vjp",
    values: readonly Values[],
    upstream?: ShapedArray,
  ): Promise<readonly (ShapedArray | undefined)[]> {
    const x = values.map((each, k) => ({ values: each, shape: at[k].shape }));
    const sent = upstream === undefined ? x : [upstream, ...x];
    const answer = last.then(async () => {
      connection.send({ call }, sent);
      const action = say(
        call === "f"
          ? "run the forward pass of {name}"
          : "run the backward pass of {name}",
        { name: called },
      );
      const message = checked(await connection.receive(), action);
      return withoutChanged(called, message, sent);
    });
    last = answer.catch(() => {});
    return answer;
  }

  return {
    name,
    at: at.map(({ values }) => values),
    shapes: at.map(({ shape }) => shape),
    ...names === undefined ? {} : { names },
    async f(...x) {
      const [y, ...more] = await ask("f", x);
      if (y === undefined || more.length > 0) {
        throw refusal(called, say("its answer to f must be one array"));
      }
      outputShape = y.shape;
      return y.values;
    },
    async vjp(dy, ...x) {
      const shape = outputShape ?? [dy.length];
      const found = await ask("vjp", x, { values: dy, shape });
      if (found.length !== at.length) {
        const rule = say("its answer to vjp must be {arrays}", {
          arrays: plural(at.length, "array"),
        });
        throw refusal(called, rule, `${found.length}`);
      }
      return found.map((each) => each?.values);
    },
    close: connection.close,
  };
}

function refusal(name: string, rule: string, found?: string): NablaError {
  const action = say("talk to {name}", { name });
  return new NablaError("call", { action, rule, found });
}

/** @throws {NablaError} if the message says that something went wrong. */
function checked(message: Message, action: string): Message {
  const rule = message.fields.get("error");
  if (rule === undefined) return message;
  const help = message.fields.get("help");
  throw new NablaError("call", { action, rule: printable(rule) }, {
    help: typeof help === "string" ? printable(help) : undefined,
  });
}

/**
 * The answer without the arguments that were changed in place, which follow it;
 * these are changed here as well, so that the checker sees it.
 */
function withoutChanged(
  name: string,
  { fields, arrays }: Message,
  sent: readonly ShapedArray[],
): readonly (ShapedArray | undefined)[] {
  const changed = fields.get("changed") ?? [];
  if (!Array.isArray(changed) || changed.length > arrays.length) {
    throw refusal(
      name,
      say("`changed` must be a list of the arrays that follow"),
    );
  }
  const count = arrays.length - changed.length;
  for (const [i, k] of changed.entries()) {
    const values = arrays[count + i]?.values;
    const own = sent.at(k)?.values;
    if (values === undefined || own?.length !== values.length) {
      throw refusal(
        name,
        say("a changed array must have the size that it had"),
      );
    }
    own.set(values);
  }
  return arrays.slice(0, count);
}

/** A text of another program, without what a terminal would obey. */
function printable(text: unknown): string {
  return String(text).slice(0, 4000).replaceAll(/[^\P{C}\n]/gu, " ");
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) &&
    value.every((each) => typeof each === "string");
}
