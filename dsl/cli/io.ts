/**
 * What a command needs of the world, so that a test can stand in for it.
 *
 * @module
 */

/** Reading and writing. */
export interface Io {
  /** Writes to standard output. */
  out(text: string): void;
  /** Writes to standard error. */
  error(text: string): void;
  /** The bytes of a file, or undefined where there is no such file. */
  readFile(path: string): Promise<Uint8Array | undefined>;
  /** Whether there is such a file, or a link of that name; undefined where one may not look. It never asks for a permission. */
  fileExists(path: string | URL): Promise<boolean | undefined>;
  /** The paths of all files in a folder and those in it, in order; undefined where there is no such folder. */
  listFiles(path: string): Promise<readonly string[] | undefined>;
  /** Writes a file beside its place and moves it there, so that nothing is ever half-written. */
  writeFile(path: string, text: string): Promise<void>;
  /** What a TypeScript module exports, as the file is now. */
  importModule(path: string): Promise<object>;
  /** Waits until one of the files changes; undefined where nothing ever will. */
  nextChange(paths: readonly string[]): Promise<string | undefined>;
  /** The bytes of standard input. */
  readInput(): Promise<Uint8Array>;
  /** Whether results go to a terminal that shows colours. */
  readonly color: boolean;
  /** The next key that the user presses, or undefined where nobody is there to press one. */
  readKey(): Promise<string | undefined>;
  /** Whether standard error is a terminal, which can show progress. */
  readonly showsProgress: boolean;
  /** Milliseconds since some moment. */
  now(): number;
  /** Lets signals and timers have their turn. */
  pause(): Promise<void>;
  /** Calls `listener` when the user presses Ctrl-C, until the returned function is called. */
  onInterrupt(listener: () => void): () => void;
}
