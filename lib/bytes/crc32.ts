/**
 * The checksum of zip files: CRC-32 of the polynomial 0xEDB88320 (ISO 3309).
 *
 * @module
 */

const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  for (let bit = 0; bit < 8; bit++) {
    byte = byte & 1 ? (byte >>> 1) ^ 0xedb88320 : byte >>> 1;
  }
  return byte;
});

/** The checksum of bytes that follow others, whose checksum is given. */
export function crc32(bytes: Uint8Array, before = 0): number {
  let sum = ~before;
  for (const byte of bytes) sum = table[(sum ^ byte) & 255] ^ (sum >>> 8);
  return ~sum >>> 0;
}
