import type { RandomAccess } from "../../lib/bytes/byte_source.ts";
import * as plain from "../network_file/saved_network.ts";
import { showingNetwork } from "./showing_network.ts";

/**
 * Reads a network with its parameters from a file that {@linkcode writeNetwork}
 * made. Everything is checked before anything is allocated for it.
 *
 * @throws {DataError} if the file is not that of a network, or is damaged.
 */
export async function readNetwork(
  file: RandomAccess,
  options: plain.ReadNetworkOptions = {},
): Promise<plain.SavedNetwork> {
  const saved = await plain.readNetwork(file, options);
  showingNetwork(saved.network);
  return saved;
}
