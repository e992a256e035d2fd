import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

/** What answers JSON-RPC: a network in this process. */
export interface Answering {
  request(request: { readonly method: string; readonly params?: readonly unknown[] }): Promise<unknown>;
}

/** A node over HTTP. */
export interface Served {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

interface Request {
  readonly id: number;
  readonly method: string;
  readonly params?: readonly unknown[];
}

/** Serves a network in this process over HTTP, on a free port of 127.0.0.1, so that programs can be tried on it. */
export async function serve(provider: Answering): Promise<Served> {
  const server = createServer((request, response) => {
    void answer(provider, request).then((text) => {
      response.setHeader("content-type", "application/json");
      response.end(text);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // Safe: it listens on a port.
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${String(port)}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(provider: Answering, request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  // Safe: those who are served here are tests and benches.
  const asked = JSON.parse(Buffer.concat(chunks).toString()) as Request | Request[];
  const one = async ({ id, method, params = [] }: Request): Promise<unknown> => {
    try {
      return { jsonrpc: "2.0", id, result: await provider.request({ method, params }) };
    } catch (error) {
      const {
        message,
        code = -32603,
        data,
      } = error as Error & { readonly code?: number; readonly data?: unknown };
      return { jsonrpc: "2.0", id, error: { code, message, data } };
    }
  };
  return JSON.stringify(Array.isArray(asked) ? await Promise.all(asked.map(one)) : await one(asked));
}
