import { say } from "../../words/say.ts";
import { formatCount } from "../base/words.ts";

/** What a pickle holds. Numbers are those of JavaScript, and dictionaries are maps. */
export type Pickled =
  | null
  | boolean
  | number
  | string
  | readonly Pickled[]
  | Map<Pickled, Pickled>
  | object;

/** What the reader of a pickle knows. */
export interface PickleReader {
  /** Whether something of this name may stand in the file. */
  isKnown(name: string): boolean;
  /** What a call gives; undefined if it is not known. */
  call(name: string, args: readonly Pickled[]): Pickled | undefined;
  /** What is kept beside the pickle. */
  kept(id: Pickled): Pickled;
  /** Throws the reason why a file cannot be read. */
  fail(byte: number, problem: string): never;
}

/** The most lists, tuples, dictionaries and calls. */
const maxMade = 300_000;

/** A name of something in Python, which is not looked up. */
class Named {
  constructor(readonly name: string) {}
}

const mark = Symbol("mark");

/** The stack and the memory that the opcodes of a pickle work on. */
export interface PickleMachine {
  push(value: Pickled): void;
  /** Pushes a list, a tuple, a dictionary or a call, of which there may be so many. */
  make(value: Pickled): void;
  mark(): void;
  pop(): Pickled;
  /** The last of them first. */
  popTwo(): [Pickled, Pickled];
  popToMark(): Pickled[];
  /** The last value, if it is the only one. */
  end(): Pickled;
  keep(key?: number): void;
  recall(key: number): void;
  setItems(pairs: readonly Pickled[]): void;
  append(items: readonly Pickled[]): void;
  /** What is known of a dictionary besides is left out. */
  leaveState(): void;
  pushNamed(module: Pickled, own: Pickled): void;
  call(): void;
  pushKept(): void;
}

/** An empty machine; `fail` throws. */
export function pickleMachine(
  reader: PickleReader,
  fail: (problem: string) => never,
): PickleMachine {
  const stack: (Pickled | typeof mark)[] = [];
  const memo = new Map<number, Pickled>();
  let made = 0;
  const broken = () => fail(say("the pickle is broken"));
  const push = (value: Pickled) => void stack.push(value);
  function make(value: Pickled): void {
    if (++made > maxMade) {
      fail(
        say("a pickle may have at most {most} lists and calls", {
          most: formatCount(maxMade),
        }),
      );
    }
    push(value);
  }
  function pop(): Pickled {
    const value = stack.pop();
    return value === undefined || value === mark ? broken() : value;
  }
  function top<Kind>(isKind: (value: unknown) => value is Kind): Kind {
    const value = stack.at(-1);
    return isKind(value) ? value : broken();
  }
  const isDictionary = (value: unknown) => value instanceof Map;
  return {
    push,
    make,
    pop,
    mark: () => void stack.push(mark),
    popTwo() {
      const second = pop();
      return [pop(), second];
    },
    popToMark() {
      const found: Pickled[] = [];
      for (let value = stack.pop(); value !== mark; value = stack.pop()) {
        if (value === undefined) return broken();
        found.push(value);
      }
      return found.reverse();
    },
    end() {
      const value = pop();
      return stack.length === 0 ? value : broken();
    },
    keep(key = memo.size) {
      const value = stack.at(-1);
      if (value === undefined || value === mark) broken();
      else memo.set(key, value);
    },
    recall: (key) => push(memo.get(key) ?? broken()),
    setItems(pairs) {
      if (pairs.length % 2 !== 0) broken();
      const dictionary = top(isDictionary);
      for (let i = 0; i < pairs.length; i += 2) {
        dictionary.set(pairs[i], pairs[i + 1]);
      }
    },
    append(items) {
      const list = top((value) => Array.isArray(value));
      for (const item of items) list.push(item);
    },
    leaveState() {
      pop();
      top(isDictionary);
    },
    pushNamed(module, own) {
      if (typeof module !== "string" || typeof own !== "string") broken();
      const name = `${module}.${own}`;
      if (!reader.isKnown(name)) {
        fail(
          say("it would call {name}, and nothing but tensors is read", {
            name,
          }),
        );
      }
      push(new Named(name));
    },
    call() {
      const args = pop();
      const of = pop();
      if (!(of instanceof Named) || !Array.isArray(args)) return broken();
      make(reader.call(of.name, args) ?? broken());
    },
    pushKept: () => make(reader.kept(pop())),
  };
}

/** The name of something in Python that a pickle names. */
export function namedIn(value: Pickled): string | undefined {
  return value instanceof Named ? value.name : undefined;
}
