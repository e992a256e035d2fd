import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

import { expect } from "chai";

import { FiscInputError } from "../../../sdk/errors.js";
import { BadAnswer, isDeclined, RpcError } from "../../../sdk/outbox/endpoint.js";
import { httpEndpoint } from "../../../sdk/outbox/httpEndpoint.js";

describe("outbox: an endpoint over HTTP", () => {
  let server: Server;
  let url: string;
  let answer: (response: ServerResponse, id: number) => void;

  before((done) => {
    server = createServer((request, response) => {
      let body = "";
      request.on("data", (chunk: Buffer) => (body += chunk.toString()));
      request.on("end", () => answer(response, (JSON.parse(body) as { id: number }).id));
    }).listen(0, "127.0.0.1", () => {
      url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/secret-key`;
      done();
    });
  });
  after((done) => {
    server.closeAllConnections();
    server.close(done);
  });

  const ask = () => httpEndpoint(url).request({ method: "eth_chainId" });
  const errorOf = async (): Promise<Error> => {
    try {
      await ask();
    } catch (error) {
      return error as Error;
    }
    throw new Error("nothing was wrong");
  };

  it("gives the result", async () => {
    answer = (response, id) => response.end(JSON.stringify({ jsonrpc: "2.0", id, result: "0x1" }));
    expect(await ask()).to.equal("0x1");
  });

  it("gives each question its own answer, however many are asked at once", async () => {
    const endpoint = httpEndpoint(url);
    answer = (response, id) =>
      setTimeout(() => response.end(JSON.stringify({ jsonrpc: "2.0", id, result: id })), 30 - 10 * id);
    const answers = [1, 2, 3].map(() => endpoint.request({ method: "eth_chainId" }));
    expect(await Promise.all(answers)).to.deep.equal([1, 2, 3]);
  });

  it("gives what the node declined, with code and data", async () => {
    const error = { code: 3, message: "execution reverted", data: "0x01" };
    answer = (response, id) => response.writeHead(400).end(JSON.stringify({ jsonrpc: "2.0", id, error }));
    const found = await errorOf();
    expect(found).to.be.instanceOf(RpcError);
    expect(isDeclined(found)).to.equal(true);
    expect("data" in found && found.data).to.equal("0x01");
  });

  it("takes an error without a code for a node's trouble, not for its word", async () => {
    for (const code of [undefined, null, "", "oops"]) {
      const error = { code, message: "internal error" };
      answer = (response, id) => response.end(JSON.stringify({ jsonrpc: "2.0", id, error }));
      const found = await errorOf();
      expect(found.message).to.equal("internal error");
      expect(isDeclined(found)).to.equal(false);
    }
  });

  const bad: [string, RegExp, typeof answer][] = [
    [
      "a web page",
      /^it answers with a web page and HTTP status 502, not JSON$/,
      (it) => it.writeHead(502).end("<!doctype html>"),
    ],
    ["nothing", /answers with nothing/, (it) => it.end()],
    ["half a JSON text", /JSON that is cut short/, (it) => it.end('{"jsonrpc":"2.0","id":1,"resu')],
    ["no object", /no JSON-RPC/, (it) => it.end("7")],
    ["no result", /another question/, (it, id) => it.end(JSON.stringify({ id }))],
    [
      "another question's answer",
      /another question/,
      (it) => it.end('{"jsonrpc":"2.0","id":99,"result":"0x1"}'),
    ],
    [
      "less than it promised",
      /was cut short/,
      (it) => {
        it.writeHead(200, { "content-length": "1000" }).write('{"jsonrpc":"2.0"');
        setTimeout(() => it.destroy(), 10);
      },
    ],
    [
      "more than anyone needs",
      /more than/,
      (it) => it.writeHead(200, { "content-length": "9999999999" }).write("{"),
    ],
  ];
  for (const [what, said, how] of bad) {
    it(`says that it answers with ${what}`, async () => {
      answer = how;
      const error = await errorOf();
      expect(error).to.be.instanceOf(BadAnswer);
      expect(isDeclined(error)).to.equal(false);
      expect(error.message).to.match(said);
    });
  }

  it("is named by its host, and keeps what may be a secret to itself", () => {
    expect(httpEndpoint(url).name).to.match(/^127\.0\.0\.1:\d+$/);
  });

  it("refuses what is no address", () => {
    for (const it of ["", "127.0.0.1:8545", "ftp://a"])
      expect(() => httpEndpoint(it)).to.throw(FiscInputError);
  });
});
