/** What a request says, as far as it matters. */
export interface SiteRequest {
  readonly method: string;
  /** As it is written in the request: an address, whose path is looked up as it is. */
  readonly url: string;
  readonly host: string | null;
  readonly origin: string | null;
}

/** What is answered. */
export interface SiteAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | undefined;
}
