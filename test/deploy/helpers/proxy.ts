import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/** What happens to a transaction on its way to the node. */
export type Fate =
  /** It arrives, and the answer comes back. */
  | "pass"
  /** Nobody gets it, and there is no answer. */
  | "stop before"
  /** The node gets it, and there is no answer. */
  | "stop after"
  /** Nobody gets it, and the answer says that the node did. */
  | "swallow";

/** A wire between a process and a node, on which transactions meet their fate. */
export interface Proxy {
  readonly url: string;
  /** Decides on the transactions to come, which are counted from 0. */
  fate: (index: number) => Fate;
  /** Called when the wire is cut: the moment to kill. */
  onStop: () => void;
  /** How many transactions came by. */
  sent: number;
  readonly close: () => Promise<void>;
}

interface Request {
  readonly method: string;
  readonly id: number;
  readonly params?: readonly unknown[];
}

/**
 * Starts a wire to the node at `target`.
 *
 * @param hashOf The hash of a signed transaction, for answers that the node does not give.
 */
export async function startProxy(target: string, hashOf: (raw: string) => string): Promise<Proxy> {
  const server: Server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
    incoming.on("end", () => {
      const body = Buffer.concat(chunks).toString("utf8");
      void answer(body).then(
        (text) => {
          if (text === undefined) return;
          outgoing.setHeader("content-type", "application/json");
          outgoing.end(text);
        },
        () => outgoing.destroy(),
      );
    });
  });

  const forward = async (body: string): Promise<string> => {
    const response = await fetch(target, {
      method: "POST",
      body,
      headers: { "content-type": "application/json" },
    });
    return response.text();
  };

  const answer = async (body: string): Promise<string | undefined> => {
    const { method, id, params } = JSON.parse(body) as Request;
    if (method !== "eth_sendRawTransaction") return forward(body);
    const fate = proxy.fate(proxy.sent++);
    if (fate === "swallow")
      return JSON.stringify({ jsonrpc: "2.0", id, result: hashOf(String(params?.[0])) });
    const text = fate === "stop before" ? undefined : await forward(body);
    if (fate === "pass") return text;
    proxy.onStop();
    return undefined;
  };

  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const proxy: Proxy = {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    fate: () => "pass",
    onStop: () => undefined,
    sent: 0,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return proxy;
}
