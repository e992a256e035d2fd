import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";

import { expect } from "chai";

import { FiscInputError } from "../../../sdk/errors.js";
import { NetworkTrouble } from "../../../sdk/rpc/errors.js";
import { openProvider, type OpenProviderOptions } from "../../../sdk/rpc/openProvider.js";
import { refused } from "../helpers/refused.js";

/** Opens a provider at a server that answers in its own way, and asks it for the newest block's number. */
async function asked(answer: RequestListener, options: OpenProviderOptions = {}): Promise<unknown> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  try {
    const provider = await openProvider(`http://127.0.0.1:${String(port)}/secret-key`, {
      timeout: 300,
      ...options,
    });
    try {
      return await provider.getBlockNumber();
    } finally {
      provider.destroy();
    }
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

const CHAIN = '{"jsonrpc":"2.0","id":1,"result":"0x7a69"}';

/** Says which chain it is, and answers anything else in this way. */
const after = (answer: RequestListener): RequestListener => {
  let isFirst = true;
  return (request, response) => {
    if (isFirst) response.end(CHAIN);
    else answer(request, response);
    isFirst = false;
  };
};

describe("openProvider", () => {
  for (const [title, answer, problem] of [
    ["stalls", () => undefined, /no whole answer within 0\.3 s/],
    [
      "stalls in the midst of its answer",
      (_: unknown, response) => void response.write('{"jsonrpc"'),
      /no whole answer within 0\.3 s/,
    ],
    [
      "breaks off",
      (_: unknown, response) =>
        response.writeHead(200, { "content-length": "999" }).end('{"json', () => response.destroy()),
      /cut short|no whole answer/,
    ],
    [
      "answers half an answer",
      (_: unknown, response) => response.end('{"jsonrpc":"2.0","id":1,"res'),
      /JSON that is cut short or damaged/,
    ],
    [
      "answers with a web page",
      (_: unknown, response) => response.end("<html><body>Welcome"),
      /a web page, not JSON/,
    ],
    [
      "answers with an error page",
      (_: unknown, response) => response.writeHead(502).end("<html>Bad gateway"),
      /a web page and HTTP status 502, not JSON/,
    ],
    ["answers with nothing", (_: unknown, response) => response.end(), /it answers with nothing/],
    ["answers with text", (_: unknown, response) => response.end("hello"), /it answers with text, not JSON/],
    [
      "refuses by its status",
      (_: unknown, response) => response.writeHead(401).end("{}"),
      /it answers with HTTP status 401/,
    ],
    [
      "does not say which chain it is",
      (_: unknown, response) => response.end('{"jsonrpc":"2.0","id":1,"result":7}'),
      /it does not say which chain it is/,
    ],
    [
      "answers what it was not asked",
      after((_, response) => response.end('{"jsonrpc":"2.0","id":999,"result":"0x1"}')),
      /it does not answer what it was asked/,
    ],
    [
      "is busy for long",
      (_: unknown, response) => response.writeHead(429, { "retry-after": "0.01" }).end("{}"),
      /it answers with HTTP status 429/,
    ],
  ] as [string, RequestListener, RegExp][]) {
    it(`tells of a node that ${title}, by its host alone`, async () => {
      const error = await refused(asked(answer, { retries: 2 }));
      expect(error).to.be.instanceOf(NetworkTrouble);
      expect((error as NetworkTrouble).problem).to.match(problem);
      expect((error as NetworkTrouble).message).not.to.include("secret-key");
    });
  }

  it("asks a busy node again", async () => {
    let calls = 0;
    const answer: RequestListener = (request, response) => {
      calls += 1;
      if (calls <= 2) response.writeHead(503).end("busy");
      else
        request.on("data", (body: Buffer) =>
          response.end(
            body.toString().includes("eth_chainId") ? CHAIN : '{"jsonrpc":"2.0","id":1,"result":"0x2a"}',
          ),
        );
    };
    expect(await asked(answer, { timeout: 5_000 })).to.equal(42);
  });

  it("refuses a node of another chain", async () => {
    const answer: RequestListener = (_, response) => response.end(CHAIN);
    const error = await refused(asked(answer, { chainId: 1n }));
    expect(error)
      .to.be.instanceOf(FiscInputError)
      .with.property("problem", "it is a node of chain 31337, not of chain 1");
  });
});
