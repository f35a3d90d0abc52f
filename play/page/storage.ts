/**
 * The browser's storage, which a private window may refuse: then nothing is kept.
 *
 * @module
 */

/** Who finds again what is kept: a tab of the browser, and a new one what was kept last; or all of them alike. */
export type Owner = "tab" | "all";

/** What is kept under a name; undefined for nothing. */
export function kept(name: string, owner: Owner = "tab"): string | undefined {
  for (const storage of storages(owner)) {
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
export function keep(name: string, text: string, owner: Owner = "tab"): void {
  for (const storage of storages(owner)) {
    try {
      storage.setItem(prefix + name, text);
    } catch {
      // It is full, or refused.
    }
  }
}

/** Does something whenever another tab of the browser keeps something. @returns what ends that. */
export function onKept(act: () => void): () => void {
  addEventListener("storage", act);
  return () => removeEventListener("storage", act);
}

const prefix = "nabla.";

function storages(owner: Owner): Storage[] {
  try {
    return owner === "tab" ? [sessionStorage, localStorage] : [localStorage];
  } catch {
    return [];
  }
}
