import type { Sentences } from "./sentence.js";

/** Of who can be paid, and where. */
export const PAYEE_SENTENCES: Sentences = {
  PayeeRegistryChangePending: {
    happened: "a change of payee {payee}'s details waits until {from:time}",
    rule: "details change one step at a time",
    remedy: "wait until it is in force, or stop it first",
  },
  PayeeRegistryFull: {
    happened: "every payee's index is taken",
    rule: "payees are counted in 32 bits",
    remedy: "deploy a further registry",
  },
  PayeeRegistryInvalidDelay: {
    happened: "details can't change after {changeDelay:duration}",
    rule: "the delay of changed details is 1 second to 30 days",
    remedy: "correct the parameter and deploy again",
  },
  PayeeRegistryInvalidDetails: {
    happened: "payee {payee} can't have the details {account}",
    rule: "details are not empty, and a change changes them",
    remedy: "check the account, or do nothing where it is in force already",
  },
  PayeeRegistryInvalidExpiry: {
    happened: "payee {payee} can't be attested as eligible until {eligibleUntil:time}",
    rule: "an attestation ends in the future",
    remedy: "give a later date",
  },
  PayeeRegistryInvalidIdentity: {
    happened: "the key or identity can't be enrolled, or is payee {payee} already",
    rule: "an entity's public key, and a person's commitment, are enrolled once",
    remedy: "use payee {payee}, or check the key",
  },
  PayeeRegistryMayNot: {
    happened: "{caller} may not do this for payee {payee}",
    rule: "registrars keep payees, inspectors stop them and lift their own stops, controllers stop changes of details",
    remedy: "ask a registrar, the inspector who stopped it, or the payee's controller",
  },
  PayeeRegistryNothingPending: {
    happened: "no change of payee {payee}'s details waits",
    rule: "only a change that is not in force yet is stopped",
    remedy: "set the former details again; they wait out the delay too",
  },
  PayeeRegistryUnknownPayee: {
    happened: "there is no payee {payee}",
    rule: "payees are named by their index",
    remedy: "check the index, or have the payee enrolled",
  },
};
