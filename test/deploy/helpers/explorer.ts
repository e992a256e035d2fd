import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** Sources that were published on an explorer. */
export interface Publication {
  readonly address: string;
  /** Source file and contract. */
  readonly contract: string;
  readonly compiler: string;
  /** The compiler's standard JSON. */
  readonly input: string;
  readonly constructorArguments: string;
}

/** An explorer that takes sources, as Blockscout does. */
export interface Explorer {
  readonly url: string;
  readonly published: Publication[];
  /** Refuses what is sent for this address. */
  refused: string | undefined;
  /** Whether the sources give the contract's code; one that compiles finds out. */
  judge: (publication: Publication) => boolean;
  readonly close: () => void;
}

export async function startExplorer(): Promise<Explorer> {
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk: Buffer) => (body += chunk.toString()));
    request.on("end", () => {
      const query = new URL(request.url ?? "", "http://127.0.0.1").searchParams;
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify(answer(query, new URLSearchParams(body))));
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const explorer: Explorer = {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    published: [],
    refused: undefined,
    judge: () => true,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };

  const answer = (query: URLSearchParams, form: URLSearchParams): object => {
    const ok = (result: unknown) => ({ status: "1", message: "OK", result });
    const text = (name: string): string => form.get(name) ?? query.get(name) ?? "";
    switch (text("action")) {
      case "getsourcecode":
        return ok([{ SourceCode: "" }]);
      case "verifysourcecode": {
        const address = text("contractaddress");
        if (address === explorer.refused) return { status: "0", message: "NOTOK", result: "Out of order" };
        explorer.published.push({
          address,
          contract: text("contractname"),
          compiler: text("compilerversion"),
          input: text("sourceCode"),
          constructorArguments: text("constructorArguements") || text("constructorArguments"),
        });
        return ok(address);
      }
      default: {
        const last = explorer.published.at(-1);
        if (last === undefined || explorer.judge(last)) return ok("Pass - Verified");
        explorer.published.pop();
        return ok("Fail - Unable to verify");
      }
    }
  };
  return explorer;
}
