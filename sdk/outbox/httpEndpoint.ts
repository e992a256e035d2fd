import { FiscInputError } from "../errors.js";
import { BadAnswer, type Endpoint, RpcError } from "./endpoint.js";

/** More than a block full of transactions has. */
const MAX_BYTES = 64 * 2 ** 20;

/** When a connection is given up. Whoever waits for an answer sets a shorter time: see `Quorum`. */
const LONGEST_MS = 30_000;

/** A node over HTTP. */
export function httpEndpoint(url: string): Endpoint {
  if (!/^https?:$/.test(URL.canParse(url) ? new URL(url).protocol : "")) {
    throw new FiscInputError(
      "endpoint",
      `"${url}" is no address over HTTP`,
      "give one such as https://host:port",
    );
  }
  let asked = 0;
  return {
    // The host alone: what follows may hold an access key.
    name: new URL(url).host,
    async request({ method, params = [] }) {
      const id = ++asked;
      const response = await fetch(url, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ jsonrpc: "2.0", id, method, params }),
        signal: AbortSignal.timeout(LONGEST_MS),
      });
      return resultOf(response.status, await textOf(response), id);
    },
  };
}

async function textOf(response: Response): Promise<string> {
  if (Number(response.headers.get("content-length") ?? 0) > MAX_BYTES)
    throw new BadAnswer(`its answer has more than ${String(MAX_BYTES)} bytes`);
  try {
    return await response.text();
  } catch {
    throw new BadAnswer("its answer broke off");
  }
}

function resultOf(status: number, text: string, id: number): unknown {
  let answer: unknown;
  try {
    answer = JSON.parse(text);
  } catch {
    const kind = /^\s*</.test(text) ? "a web page" : text === "" ? "nothing" : "something that is no JSON";
    throw new BadAnswer(`it answers with ${kind} (HTTP ${String(status)})`);
  }
  if (typeof answer !== "object" || answer === null) throw new BadAnswer("its answer is no JSON-RPC");
  if ("error" in answer && typeof answer.error === "object" && answer.error !== null) {
    const { code, message, data } = answer.error as { code?: unknown; message?: unknown; data?: unknown };
    // Without a number nobody can say what it means: it is no code at all.
    throw new RpcError(String(message), Number.parseInt(String(code), 10), data);
  }
  if (!("result" in answer) || !("id" in answer) || answer.id !== id)
    throw new BadAnswer("its answer is to another question");
  return answer.result;
}
