/**
 * What a command needs of the world, so that a test can stand in for it.
 *
 * @module
 */

import type { Color } from "../../typesetting/style.ts";
import type { PageWorld } from "./page_world.ts";
import type { StopSignal } from "./signals.ts";

/** A text, or bytes in pieces. */
export type FileContent = string | Iterable<Uint8Array>;

/** A file that is read in parts. */
export interface OpenFile {
  /** How many bytes it has. */
  readonly size: number;
  /** The bytes from `offset` on; fewer than `length` where the file ends before. */
  read(offset: number, length: number): Promise<Uint8Array>;
  /** All bytes from the first on, again at each call. */
  stream(): AsyncIterable<Uint8Array>;
  /** Closes it. */
  close(): void;
}

/** A file that is written in pieces. */
export interface FileWriter {
  /** Adds to it. */
  write(text: string): Promise<void>;
  /** Puts it in its place. */
  close(): Promise<void>;
  /** Removes what was written. */
  abandon(): Promise<void>;
}

/** A file that grows at its end; whoever reads it meanwhile finds what was added. */
export interface FileAppender {
  /** Adds to it. */
  add(text: string): Promise<void>;
  /** Closes it. */
  close(): void;
}

/** A program that was started. */
export interface StartedProgram {
  /** What it writes to standard output. */
  readonly readable: ReadableStream<Uint8Array>;
  /** What it writes to standard error. */
  readonly errors: ReadableStream<Uint8Array>;
  /** Its standard input. */
  readonly writable: WritableStream<Uint8Array>;
  /** Ends it, if it has not ended, and waits until it has. */
  end(): Promise<void>;
}

/** The hold on a file, or who has it. */
export type Hold =
  | { readonly isHeld: true; release(): Promise<void> }
  | { readonly isHeld: false; readonly process: string };

/** Reading and writing. */
export interface Io {
  /** Writes words to standard output, broken where a terminal's lines end. */
  out(text: string): void;
  /** Writes what a program reads to standard output, as it is: JSON, CSV, texts. */
  data(text: string): void;
  /** Writes words to standard error, broken where a terminal's lines end. */
  error(text: string): void;
  /** Removes the line that the cursor of a terminal is in, and so many rows above. */
  erase(stream: "out" | "error", rows: number): void;
  /** The bytes of a file, or undefined where there is no such file. One with more than `most` is refused before it is read. */
  readFile(path: string, most?: number): Promise<Uint8Array | undefined>;
  /** Whether there is such a file, or a link of that name; undefined without permission to look, which it never asks for. */
  fileExists(path: string | URL): Promise<boolean | undefined>;
  /** The paths of all files in a folder and those in it, in order; undefined where there is no such folder. */
  listFiles(path: string): Promise<readonly string[] | undefined>;
  /** Opens a file to read any part of it, or undefined where there is no such file. */
  openFile(path: string): Promise<OpenFile | undefined>;
  /**
   * Writes a file beside its place, waits until the disk has it, and moves it
   * there, so that nothing is ever half-written. Mode, owner and links stay.
   */
  writeFile(path: string, content: FileContent): Promise<void>;
  /** The same, for a file that the command has read to write it anew. */
  rewriteFile(path: string, content: FileContent): Promise<void>;
  /** Begins a file that is written piece by piece, beside its place; it is moved there when it is closed. */
  createFile(path: string): Promise<FileWriter>;
  /** Opens a file to add to its end, and makes it if there is none. */
  appendTo(path: string): Promise<FileAppender>;
  /** Whether something is there that is neither a file nor a folder: a device, or a pipe. */
  isDevice(path: string): Promise<boolean>;
  /** What tells a file, or the place of one, from all others, whatever paths lead there. */
  identity(path: string): Promise<string>;
  /** Holds the place of a file for this process alone, until it is released or the process ends in any way. */
  hold(path: string): Promise<Hold>;
  /** Removes what writers that were killed left beside a file. */
  removeLeftovers(path: string): Promise<void>;
  /** Removes a file, if there is one. */
  removeFile(path: string): Promise<void>;
  /** What a TypeScript module exports, as the file is now. */
  importModule(path: string): Promise<object>;
  /** Starts a program, in the folder that relative paths start from. */
  startProgram(program: string, words: readonly string[]): StartedProgram;
  /** What it takes to show the page; absent where a command is confined. */
  readonly page?: PageWorld | undefined;
  /** Waits until one of the files changes; undefined if nothing ever will. */
  nextChange(paths: readonly string[]): Promise<string | undefined>;
  /** The bytes of standard input, the same at each call. More than `most` are refused. */
  readInput(most?: number): Promise<Uint8Array>;
  /** The width of the terminal that results go to now, in characters; undefined where they go elsewhere. */
  readonly columns: number | undefined;
  /** The same of the terminal that messages go to. */
  readonly errorColumns: number | undefined;
  /** Whether results go to a terminal that shows colours, or what paints them. */
  readonly color: Color;
  /** The same of messages. */
  readonly errorColor: Color;
  /** The next key that the user presses; undefined when there will be none. Absent where nobody can press one. */
  readonly readKey?: (() => Promise<string | undefined>) | undefined;
  /** The language of the system, as `zh-CN`; undefined: the one in force. */
  readonly language?: string | undefined;
  /** Whether standard error is a terminal, which can show progress. */
  readonly showsProgress: boolean;
  /** Milliseconds since some moment. */
  now(): number;
  /** Lets signals and timers have their turn. */
  pause(): Promise<void>;
  /**
   * Asks work to end itself where a signal asks the program to; until the returned
   * function is called. A second signal ends the program at once.
   *
   * @param hasLongPieces whether so much is computed at once that a signal should be
   * answered meanwhile, from the first moment.
   */
  onStop(
    listener: (signal: StopSignal) => void,
    hasLongPieces?: boolean,
  ): Promise<() => void>;
  /** The signal that asked work to end, also while it computes and no listener has its turn; where that cannot be told, undefined. */
  stopSignal(): StopSignal | undefined;
}
