import type { Signer } from "ethers";

import type { Fisc } from "../../sdk/client/fisc.js";
import type { Sender } from "../../sdk/client/sender.js";
import { SignerSender } from "../../sdk/client/signerSender.js";
import type { Bench, Paying } from "../../scripts/examples/support/example.js";
import type { Fisc as Deployed } from "../../deploy/deployFisc.js";
import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";
import { clientOf } from "./client.js";

/** What examples work with, in process: the keys of those who hold the offices here, and no outbox. */
export async function benchOf(
  all: Deployed,
  people: Readonly<Record<string, { readonly signer: HardhatEthersSigner }>>,
): Promise<Bench> {
  const { fisc } = await clientOf(all);
  const signer = async (office: string): Promise<Signer> => {
    const person = people[office];
    if (person === undefined) throw new Error(`nobody here is ${office}`);
    return Promise.resolve(person.signer);
  };
  const sender = async (office: string): Promise<Sender> => SignerSender.of(await signer(office));
  const as = async (office: string): Promise<Fisc> => fisc.as(await sender(office));
  const paying = async (office: string): Promise<Paying> => ({
    client: await as(office),
    stateOf: () => undefined,
  });
  return { fisc, signer, sender, as, paying };
}
