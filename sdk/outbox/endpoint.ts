import { revertDataOf } from "../refusal.js";

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

/** "Limit exceeded": it did not even look (EIP-1474; some use HTTP's own number). */
const THROTTLED: readonly unknown[] = [-32_005, 429];

/** Whether a node understood and declined: else it could not be reached, had enough, or talked nonsense. */
export const isDeclined = (error: unknown): error is Error & { code: number } =>
  error instanceof Error &&
  !(error instanceof DOMException) &&
  "code" in error &&
  Number.isInteger(error.code) &&
  !THROTTLED.includes(error.code);

/** "Execution reverted", with data. */
const REVERTED = 3;

/** Whether a node ran a call and a contract refused it: all else that it declines is its own trouble. */
export function isRefusal(error: unknown): error is Error {
  if (!(error instanceof Error) || ("code" in error && THROTTLED.includes(error.code))) return false;
  const isReverted = "code" in error && error.code === REVERTED;
  return isReverted || revertDataOf(error) !== undefined || /revert/i.test(error.message);
}

export const ask = (endpoint: Endpoint, method: string, ...params: readonly unknown[]): Promise<unknown> =>
  endpoint.request({ method, params });
