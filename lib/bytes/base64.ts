/** Bytes in the letters of base64 (RFC 4648). `Uint8Array.toBase64` is not everywhere yet. */
export function base64Of(bytes: Uint8Array): string {
  let letters = "";
  for (const byte of bytes) letters += String.fromCharCode(byte);
  return btoa(letters);
}
