/**
 * What the command line asks of the runtime that it runs in. What stands here has
 * the names and meanings of Deno, which is one of two adapters; Node's API, which Bun
 * has too, is the other. Nothing but this folder knows which one it is.
 *
 * @module
 */

import type { SiteAnswer, SiteRequest } from "./site.ts";

/** What is known of a file. */
export type FileFacts = Pick<
  Deno.FileInfo,
  | "dev"
  | "gid"
  | "ino"
  | "isDirectory"
  | "isFile"
  | "mode"
  | "mtime"
  | "size"
  | "uid"
>;

/** What is in a folder. */
export type FolderEntry = Deno.DirEntry;

/** A file that is open. */
export interface SystemFile extends
  Pick<
    Deno.FsFile,
    "close" | "read" | "readable" | "seek" | "sync" | "truncate" | "write"
  > {
  stat(): Promise<FileFacts>;
}

/** A file that can be locked. */
export type LockedFile = SystemFile & Pick<Deno.FsFile, "tryLock">;

/** The files of the system. */
export interface SystemFiles extends
  Pick<
    typeof Deno,
    | "chmod"
    | "chown"
    | "readFile"
    | "readLink"
    | "realPath"
    | "remove"
    | "removeSync"
    | "rename"
  > {
  lstat(path: string | URL): Promise<FileFacts>;
  mkdir(path: string, options: { readonly recursive: true }): Promise<void>;
  open(path: string | URL, options?: Deno.OpenOptions): Promise<SystemFile>;
  readDir(path: string | URL): AsyncIterable<FolderEntry>;
  stat(path: string | URL): Promise<FileFacts>;
  /** What changes in folders. */
  watch(
    folders: readonly string[],
  ): AsyncIterable<Pick<Deno.FsEvent, "kind" | "paths">> & { close(): void };
  /** A file of the package, wherever that is. @throws {TypeError} if there is none. */
  fetch(url: URL): Promise<Response>;
  /**
   * Holds a place by a file that says which process does, where files cannot be
   * locked. @returns the process that holds it already.
   */
  claim?(path: string): string | undefined;
}

/** Standard input and outputs. */
export interface SystemStreams {
  readonly stdin: Pick<
    typeof Deno.stdin,
    "isTerminal" | "read" | "readable" | "setRaw"
  >;
  readonly stdout: Pick<typeof Deno.stdout, "isTerminal" | "writeSync">;
  readonly stderr: Pick<typeof Deno.stderr, "isTerminal" | "writeSync">;
  /** The size of the terminal. @throws {Error} if there is none. */
  consoleSize(): { readonly columns: number };
}

/** A program that was started. */
export interface ChildProgram {
  readonly stdin: WritableStream<Uint8Array>;
  readonly stdout: ReadableStream<Uint8Array>;
  readonly stderr: ReadableStream<Uint8Array>;
  /** Its end. */
  readonly ended: Promise<unknown>;
  kill(): void;
}

/** Programs, servers and signals. */
export interface SystemPrograms
  extends Pick<typeof Deno, "addSignalListener" | "removeSignalListener"> {
  exit(status: number): never;
  /** @throws {Error} if there is no such program, or it may not be started. */
  start(program: string, words: readonly string[]): ChildProgram;
  /** Runs a program to its end. @returns whether it succeeded. */
  succeeds(program: string, words: readonly string[]): Promise<boolean>;
  /** Listens on 127.0.0.1. @throws {Error} if it cannot. */
  serve(
    port: number,
    answer: (request: SiteRequest, port: number) => SiteAnswer,
  ): Promise<{ readonly port: number; close(): Promise<void> }>;
}

/** Classes of errors. What is told apart is thrown as one of them. */
export type SystemErrors = Readonly<
  Record<
    | "AddrInUse"
    | "AlreadyExists"
    | "BrokenPipe"
    | "FilesystemLoop"
    | "NotADirectory"
    | "NotCapable"
    | "NotFound",
    new (message?: string) => Error
  >
>;

/** The runtime. */
export interface System extends SystemFiles, SystemStreams, SystemPrograms {
  /** Its name and version, and those of its engine. */
  readonly runtime: string;
  readonly args: readonly string[];
  readonly build: Pick<typeof Deno.build, "os">;
  readonly env: Pick<typeof Deno.env, "get">;
  readonly errors: SystemErrors;
  inspect(value: unknown): string;
  readonly language: string;
  readonly noColor: boolean;
  readonly permissions: Pick<
    typeof Deno.permissions,
    "querySync" | "requestSync" | "revokeSync"
  >;
  readonly pid: number;
  /** The folder that relative paths start from. */
  cwd(): string;
  /** Comes back when events had their turn. */
  turn(): Promise<void>;
  /** Whether workers can have fewer permissions than their process, and hear signals while it computes. */
  readonly confines: boolean;
  /** Whether it calls libraries of the system. */
  readonly callsLibraries: boolean;
  /** Why a module cannot be imported that another runtime can import, and what to do; undefined for any other error. */
  importHelp(error: unknown): string | undefined;
}
