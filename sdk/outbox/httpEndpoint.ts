import { FiscInputError } from "../errors.js";
import { NetworkTrouble } from "../rpc/errors.js";
import { hostOf, post } from "../rpc/post.js";
import { BadAnswer, type Endpoint, RpcError } from "./endpoint.js";

/** Whoever waits for an answer sets a shorter time: see `Quorum`. A busy node is left aside, so it is asked once. */
const OPTIONS = { timeout: 30_000, retries: 0 };

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
    name: hostOf(url),
    async request({ method, params = [] }) {
      const id = ++asked;
      return resultOf(await answerOf(url, { jsonrpc: "2.0", id, method, params }), id);
    },
  };
}

async function answerOf(url: string, question: unknown): Promise<unknown> {
  try {
    return await post(url, question, OPTIONS);
  } catch (error) {
    // Which node it is, and what to do, is for whoever asks several.
    throw error instanceof NetworkTrouble ? new BadAnswer(error.problem) : error;
  }
}

function resultOf(answer: unknown, id: number): unknown {
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
