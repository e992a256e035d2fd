/** A node that can be asked: EIP-1193, so that wallets and Hardhat's networks are some, and a name for messages. */
export interface Endpoint {
  readonly name: string;
  /** @throws RpcError, or an error with a numeric `code`, where the node understood and declined. */
  request(question: { readonly method: string; readonly params?: readonly unknown[] }): Promise<unknown>;
}

/** What a node declined, in its own words. */
export class RpcError extends Error {
  override readonly name = "RpcError";

  constructor(
    message: string,
    readonly code: number,
    readonly data?: unknown,
  ) {
    super(message);
  }
}

/** An answer that no honest and healthy node gives. */
export class BadAnswer extends Error {
  override readonly name = "BadAnswer";
}

/** Whether a node understood and declined: else it could not be reached, or talked nonsense. */
export const isDeclined = (error: unknown): error is Error & { code: number } =>
  error instanceof Error &&
  !(error instanceof DOMException) &&
  "code" in error &&
  typeof error.code === "number";

export const ask = (endpoint: Endpoint, method: string, ...params: readonly unknown[]): Promise<unknown> =>
  endpoint.request({ method, params });
