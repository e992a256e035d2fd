import { NetworkTrouble } from "./errors.js";

/** How requests go out. */
export interface PostOptions {
  /** Milliseconds until an answer must be there in full. */
  readonly timeout: number;
  /** How often a busy node is asked again. */
  readonly retries: number;
}

/** More than any answer has that is asked for here. */
const MAX_BYTES = 2 ** 28;

/** "Too many requests" and "unavailable": the node did not take the request, so it may be asked again. */
const BUSY = [429, 503];

/** A node's name in messages: its host, because the rest of an address may hold an access key. */
export const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).host : "the node");

/**
 * Posts a JSON-RPC request and gives the answer, which is JSON.
 *
 * @throws NetworkTrouble for a node that can't be reached, stalls, is busy for long, or answers anything else.
 */
export async function post(url: string, request: unknown, options: PostOptions): Promise<unknown> {
  const host = hostOf(url);
  for (let attempt = 0; ; attempt++) {
    const response = await answerOf(url, request, options);
    if (BUSY.includes(response.status) && attempt < options.retries) {
      await new Promise((resolve) => setTimeout(resolve, pauseOf(response, attempt)));
      continue;
    }
    return parse(host, response);
  }
}

interface Answer {
  readonly status: number;
  readonly retryAfter: string | null;
  readonly text: string;
}

async function answerOf(url: string, request: unknown, { timeout }: PostOptions): Promise<Answer> {
  const host = hostOf(url);
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(request),
      signal: AbortSignal.timeout(timeout),
    });
    if (Number(response.headers.get("content-length") ?? 0) > MAX_BYTES) {
      await response.body?.cancel();
      const problem = `its answer has more than ${String(MAX_BYTES)} bytes`;
      throw new NetworkTrouble(host, problem, "use another node");
    }
    const retryAfter = response.headers.get("retry-after");
    return { status: response.status, retryAfter, text: await response.text() };
  } catch (error) {
    throw error instanceof NetworkTrouble ? error : troubleOf(host, error, timeout);
  }
}

function troubleOf(host: string, error: unknown, timeout: number): NetworkTrouble {
  const cause = { cause: error };
  if (error instanceof DOMException && error.name === "TimeoutError") {
    const seconds = String(timeout / 1000);
    return new NetworkTrouble(
      host,
      `no whole answer within ${seconds} s`,
      "try again, or use another node",
      cause,
    );
  }
  const inner: unknown = error instanceof Error ? error.cause : undefined;
  const code = inner instanceof Error && "code" in inner ? String(inner.code) : undefined;
  if (code === "UND_ERR_SOCKET" || code === "UND_ERR_RES_CONTENT_LENGTH_MISMATCH" || code === "ECONNRESET") {
    return new NetworkTrouble(host, "its answer was cut short", "try again, or use another node", cause);
  }
  return new NetworkTrouble(
    host,
    `no node answers there (${code ?? (error instanceof Error ? error.message : String(error))})`,
    "check the address, and that the node is up",
    cause,
  );
}

function pauseOf({ retryAfter }: Answer, attempt: number): number {
  const asked = Number(retryAfter) * 1_000;
  return asked > 0 && asked <= 30_000 ? asked : 500 * 2 ** attempt;
}

function parse(host: string, { status, text }: Answer): unknown {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new NetworkTrouble(host, whatCame(status, text), "check that this is a JSON-RPC address", {
      cause: error,
    });
  }
  if (status >= 400 && !isRpcError(json)) {
    throw new NetworkTrouble(
      host,
      `it answers with HTTP status ${String(status)}`,
      "check address and access key",
    );
  }
  return json;
}

function whatCame(status: number, text: string): string {
  const of = status === 200 ? "" : ` and HTTP status ${String(status)}`;
  if (text.trim() === "") return `it answers with nothing${of}`;
  if (/^\s*<(!doctype|html|\?xml|head|body)/i.test(text)) return `it answers with a web page${of}, not JSON`;
  if (/^\s*[[{]/.test(text)) return `its answer is JSON that is cut short or damaged${of}`;
  return `it answers with text${of}, not JSON`;
}

/** Some nodes give a JSON-RPC error with an HTTP status of its own. */
const isRpcError = (json: unknown): boolean =>
  Array.isArray(json) || (typeof json === "object" && json !== null && "error" in json && "id" in json);
