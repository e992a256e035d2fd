import type { Sentences } from "./sentence.js";

/** Of records. */
export const RECORD_SENTENCES: Sentences = {
  RecordRegistryAlreadyAnchored: {
    happened: "version {version} of record {record} is anchored already",
    rule: "a version is anchored once, and never changed",
    remedy: "read the latest version, and supersede that",
  },
  RecordRegistryErased: {
    happened: "record {record} is erased",
    rule: "nothing is done to an erased record",
    remedy: "make a new record, if there is something new to keep",
  },
  RecordRegistryHeld: {
    happened: "record {record} is held",
    rule: "what is held is not erased, and one kind of officer holds it once",
    remedy: "have whoever holds it release it first",
  },
  RecordRegistryInvalidClass: {
    happened: "retention class {class} of {duration:duration} can't be set",
    rule: "a class is 1 to 255, set once and for ever, and lasts 100 years at most",
    remedy: "take a free class, or the one that there is",
  },
  RecordRegistryInvalidCommitment: {
    happened: "record {record} can't be anchored with an empty root or schema, or a batch without members",
    rule: "a commitment commits to something",
    remedy: "seal the document with this client",
  },
  RecordRegistryIsBatch: {
    happened: "{batch} is a batch",
    rule: "the members of a batch have no versions",
    remedy: "anchor what is corrected as a record of its own, or in a later batch",
  },
  RecordRegistryMayNotHold: {
    happened: "{caller} may not hold record {record}",
    rule: "records are held by their organisation's records officer, or an inspector",
    remedy: "ask one of these",
  },
  RecordRegistryNotHeld: {
    happened: "record {record} is not held by the caller's kind of officer",
    rule: "records officers and inspectors release their own holds, and neither the other's",
    remedy: "have whoever holds it release it",
  },
  RecordRegistryRetained: {
    happened: "record {record} is kept until {until:time}",
    rule: "nothing is erased before the time of its retention class is over",
    remedy: "wait until then",
  },
  RecordRegistryShorterRetention: {
    happened: "class {class} would keep record {record} for a shorter time than its former class {former}",
    rule: "nobody shortens a record's time by correcting it",
    remedy: "give class {former}, or one that lasts longer",
  },
  RecordRegistrySuperseded: {
    happened: "version {version} of record {record} is not the latest",
    rule: "a record is erased by who has seen its latest version",
    remedy: "read the latest version, and decide again",
  },
  RecordRegistryUnknownClass: {
    happened: "retention class {class} is not set",
    rule: "a record is anchored under a class that says how long it is kept",
    remedy: "have an administrator of the treasury set it, or use another class",
  },
  RecordRegistryUnknownRecord: {
    happened: "there is no version {version} of record {record}",
    rule: "only what is anchored is superseded, held, granted, disclosed or erased",
    remedy: "check the record and its version, or anchor it first",
  },
};
