/**
 * The errors of Node, as those of the other adapter: of their classes, and in their
 * words, so that commands say the same of them everywhere.
 *
 * @module
 */

/** @param name the class of Deno that it stands for. */
function errorClass(name: string): new (message?: string) => Error {
  return class extends Error {
    override name = name;
  };
}

/** As {@linkcode Deno.errors}. */
export const nodeErrors = {
  AddrInUse: errorClass("AddrInUse"),
  AlreadyExists: errorClass("AlreadyExists"),
  BrokenPipe: errorClass("BrokenPipe"),
  FilesystemLoop: errorClass("FilesystemLoop"),
  IsADirectory: errorClass("IsADirectory"),
  NotADirectory: errorClass("NotADirectory"),
  NotCapable: errorClass("NotCapable"),
  NotFound: errorClass("NotFound"),
  PermissionDenied: errorClass("PermissionDenied"),
};

/** The class of a code, and the words of the system for it, where Node has others. */
const kinds: ReadonlyMap<
  string,
  readonly [words: string, name?: keyof typeof nodeErrors]
> = new Map([
  ["EACCES", ["Permission denied", "PermissionDenied"]],
  ["EADDRINUSE", ["Address already in use", "AddrInUse"]],
  ["EEXIST", ["File exists", "AlreadyExists"]],
  ["EISDIR", ["Is a directory", "IsADirectory"]],
  ["ELOOP", ["Too many levels of symbolic links", "FilesystemLoop"]],
  ["EMFILE", ["Too many open files"]],
  ["ENAMETOOLONG", ["File name too long"]],
  ["ENOENT", ["No such file or directory", "NotFound"]],
  ["ENOSPC", ["No space left on device"]],
  ["ENOTDIR", ["Not a directory", "NotADirectory"]],
  ["EPERM", ["Operation not permitted", "PermissionDenied"]],
  ["EPIPE", ["Broken pipe", "BrokenPipe"]],
  ["EROFS", ["Read-only file system"]],
]);

/** An error of Node as one of the system; any other as it is. */
export function systemError(error: unknown, what = ""): unknown {
  if (!(error instanceof Error) || !("code" in error)) return error;
  const { code, message } = error;
  if (code === "ERR_INVALID_ARG_VALUE") {
    return new TypeError("file name contained an unexpected NUL byte");
  }
  const [words, name] = kinds.get(String(code)) ?? [];
  if (words === undefined) return error;
  const number = "errno" in error ? Math.abs(Number(error.errno)) : 0;
  const text = `${words} (os error ${number})`;
  const type = name === undefined ? Error : nodeErrors[name];
  return Object.assign(new type(what === "" ? text : `${text}: ${what}`), {
    code,
    cause: message,
  });
}

/** What an action gives; it throws the system's errors. */
export function throwing<T>(what: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    throw systemError(error, what);
  }
}

/** What a function of Node hands to its last argument. */
export function awaited<T = void>(
  what: string,
  action: (done: (error: Error | null, value?: T) => void) => void,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const done = (error: Error | null, value?: T) =>
      error ? reject(systemError(error, what)) : resolve(value as T);
    try {
      action(done);
    } catch (error) {
      reject(systemError(error, what));
    }
  });
}
