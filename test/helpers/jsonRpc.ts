import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

import { connection } from "../fixtures/network.js";

interface Request {
  readonly id: number;
  readonly method: string;
  readonly params: unknown[];
}

/** Answers JSON-RPC on a port of 127.0.0.1 with the stories' chain, until it is closed. */
export async function serveChain(): Promise<{ readonly url: string; readonly close: () => void }> {
  const answer = async ({ id, method, params }: Request): Promise<object> => ({
    jsonrpc: "2.0",
    id,
    result: (await connection.provider.request({ method, params })) as unknown,
  });
  const server = createServer((request, response) => {
    void text(request).then(async (body) => {
      const asked = JSON.parse(body) as Request | Request[];
      const answers = Array.isArray(asked) ? await Promise.all(asked.map(answer)) : await answer(asked);
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify(answers));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, close: () => server.close() };
}
