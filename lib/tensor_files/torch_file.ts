/**
 * Files of `torch.save` since PyTorch 1.6: a zip file with a pickle, `data.pkl`, and
 * the bytes of each storage, `data/0`, `data/1` … (torch/serialization.py). Only
 * tensors are read, and nothing is executed.
 *
 * @module
 */

import { say } from "../../words/say.ts";
import { isWhole } from "../base/ranges.ts";
import { formatCount } from "../base/words.ts";
import type { RandomAccess } from "../bytes/byte_source.ts";
import { DataError } from "../bytes/data_error.ts";
import { readZip, type ZipEntry } from "../bytes/zip.ts";
import { readPickle } from "./pickle.ts";
import { namedIn, type Pickled } from "./pickle_machine.ts";
import { maxHeader, maxNames } from "./safetensors_header.ts";
import {
  checkedBytes,
  entryOf,
  Storage,
  StoredTensor,
} from "./stored_tensor.ts";
import { maxAxes, type TensorEntry } from "./tensor.ts";

/** The types of storages, by their names in PyTorch. */
const storages: Readonly<Record<string, string>> = {
  "torch.DoubleStorage": "F64",
  "torch.FloatStorage": "F32",
  "torch.HalfStorage": "F16",
  "torch.BFloat16Storage": "BF16",
  "torch.LongStorage": "I64",
  "torch.IntStorage": "I32",
  "torch.ShortStorage": "I16",
  "torch.CharStorage": "I8",
  "torch.ByteStorage": "U8",
  "torch.BoolStorage": "BOOL",
};

const orderedDict = "collections.OrderedDict";
const tensor = "torch._utils._rebuild_tensor_v2";
const parameter = "torch._utils._rebuild_parameter";
const size = "torch.Size";

/** Whether a zip file is one of `torch.save`. */
export async function isTorchFile(file: RandomAccess): Promise<boolean> {
  return (await readZip(file)).some(isPickle);
}

function isPickle({ name }: ZipEntry): boolean {
  return /(?:^|\/)data\.pkl$/.test(name);
}

/**
 * Reads the tensors of a file of `torch.save`, by their names. Of dictionaries within
 * dictionaries names are joined: `model.fc1.weight`.
 *
 * @throws {DataError} if it is not such a file, is damaged, or has anything else than
 * dictionaries, lists and numbers beside tensors.
 */
export async function readTorchFile(
  file: RandomAccess,
): Promise<ReadonlyMap<string, TensorEntry>> {
  const entries = await readZip(file);
  const pickle = entries.find(isPickle);
  if (pickle === undefined) {
    throw new DataError(
      { file: file.name },
      say("a file of PyTorch has a {name} in it: found none", {
        name: "data.pkl",
      }),
    );
  }
  const root = pickle.name.slice(0, -"data.pkl".length);
  const byName = new Map(entries.map((entry) => [entry.name, entry]));
  const name = `${file.name}/${pickle.name}`;
  const fail = (byte: number, problem: string): never => {
    throw new DataError({ file: name, byte }, problem, onlyTensors());
  };
  if (pickle.isDeflated || pickle.size > maxHeader) {
    fail(
      0,
      say("it may have at most {most} bytes, without compression", {
        most: formatCount(maxHeader),
      }),
    );
  }
  const bytes = await checkedBytes(file, pickle);
  const order = byName.get(`${root}byteorder`);
  if (order !== undefined) {
    const found = new TextDecoder().decode(await checkedBytes(file, order));
    if (found !== "little") {
      fail(0, say("its numbers are written as {order} ones", { order: found }));
    }
  }
  const found = readPickle(bytes, {
    fail,
    isKnown: (name) =>
      [orderedDict, tensor, parameter, size].includes(name) ||
      Object.hasOwn(storages, name),
    call(name, args) {
      switch (name) {
        case orderedDict:
          return args.length === 0 ? new Map() : undefined;
        case size:
          return args[0];
        case parameter:
          return args[0];
        case tensor:
          return tensorOf(args);
      }
    },
    kept(id) {
      const [kind, type, key] = Array.isArray(id) ? id : [];
      const dtype = storages[namedIn(type) ?? ""];
      const entry = byName.get(`${root}data/${key}`);
      if (kind !== "storage" || dtype === undefined || entry === undefined) {
        return fail(0, say("a storage is named that is not there"));
      }
      return new Storage(dtype, entry);
    },
  });
  const tensors = new Map<string, TensorEntry>();
  const refuse = (problem: string) => fail(0, problem);
  collect(found, "", new Set(), (path, stored) => {
    if (tensors.size === maxNames) {
      refuse(
        say("it may have at most {most} tensors", {
          most: formatCount(maxNames),
        }),
      );
    }
    tensors.set(path, entryOf(file, path, stored));
  });
  if (tensors.size === 0) refuse(say("there are no tensors in it"));
  return tensors;
}

/** What to do about a file with more than tensors in it. */
function onlyTensors() {
  return say(
    "Save the tensors alone: torch.save(model.state_dict(), file), or as safetensors.",
  );
}

/** A tensor from the arguments of `_rebuild_tensor_v2`; undefined if they make none. */
function tensorOf(
  [storage, offset, shape, strides]: readonly Pickled[],
): StoredTensor | undefined {
  if (!(storage instanceof Storage) || !isNumber(offset, isWhole)) return;
  if (!isNumbers(shape, isWhole) || !isNumbers(strides, isWhole)) return;
  if (shape.length !== strides.length || shape.length > maxAxes) return;
  return new StoredTensor(storage, offset, shape, strides);
}

function isNumber(
  value: Pickled,
  isRight: (n: number) => boolean,
): value is number {
  return typeof value === "number" && isRight(value);
}

function isNumbers(
  value: Pickled,
  isRight: (n: number) => boolean,
): value is readonly number[] {
  return Array.isArray(value) && value.every((each) => isNumber(each, isRight));
}

/** Finds the tensors in dictionaries and lists. */
function collect(
  value: Pickled,
  path: string,
  outer: Set<Pickled>,
  found: (path: string, tensor: StoredTensor) => void,
): void {
  if (value instanceof StoredTensor) return found(path, value);
  const entries = value instanceof Map
    ? value.entries()
    : Array.isArray(value)
    ? value.entries()
    : undefined;
  // What holds itself holds nothing new.
  if (entries === undefined || outer.has(value) || outer.size > maxAxes) return;
  outer.add(value);
  for (const [key, each] of entries) {
    if (typeof key !== "string" && typeof key !== "number") continue;
    collect(each, path === "" ? `${key}` : `${path}.${key}`, outer, found);
  }
  outer.delete(value);
}
