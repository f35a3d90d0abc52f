/** Has the browser save a file. */
export function download(name: string, content: Blob): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  // By then it is read.
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
