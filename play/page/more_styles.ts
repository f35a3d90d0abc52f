let loaded: Promise<void> | undefined;

/**
 * Loads the style of what is not in sight at first. It is tried again when it could
 * not be had.
 *
 * @throws {Error} if it cannot be had.
 */
export function loadMoreStyles(): Promise<void> {
  return loaded ??= new Promise<void>((resolve, reject) => {
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = "more.css";
    link.onload = () => resolve();
    link.onerror = () => {
      loaded = undefined;
      link.remove();
      reject(new Error(`${link.href} is not there`));
    };
    document.head.append(link);
  });
}
