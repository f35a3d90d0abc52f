import type { Network } from "../../lib/network/network.ts";
import { format } from "../syntax/printing/printer.ts";
import { showing } from "./showing.ts";

/** A network shows its text; in a notebook also its graph. */
export const showingNetwork: <N extends Network>(network: N) => N = showing({
  text: (network: Network) => format(network),
  media: async (network) => {
    const { graphMedia } = await import("./graph_media.ts");
    return graphMedia({ network, batch: 1 });
  },
});
