/**
 * The browser's storage, which a private window may refuse: then nothing is kept.
 * What is kept for one tab of the browser goes before what is kept for all.
 *
 * @module
 */

/** What is kept under a name; undefined for nothing. */
export function kept(name: string): string | undefined {
  for (const storage of storages()) {
    try {
      const found = storage.getItem(prefix + name);
      if (found !== null) return found;
    } catch {
      continue;
    }
  }
  return undefined;
}

/** Keeps a text under a name. */
export function keep(name: string, text: string): void {
  for (const storage of storages()) {
    try {
      storage.setItem(prefix + name, text);
    } catch {
      // It is full, or refused.
    }
  }
}

const prefix = "nabla.";

function storages(): Storage[] {
  try {
    return [sessionStorage, localStorage];
  } catch {
    return [];
  }
}
