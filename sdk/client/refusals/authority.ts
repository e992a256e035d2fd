import type { Sentences } from "./sentence.js";

/** Of organisations, officers, their keys and appointments, and halts. */
export const OFFICER_SENTENCES: Sentences = {
  OfficerRegistryCoolingDown: {
    happened: "payments of organisation {organisation} can't be halted again before {again:time}",
    rule: "after a halt its scope has a cooldown, be it of the organisation or of all",
    remedy: "wait until then, or hold single vouchers",
  },
  OfficerRegistryHalted: {
    happened: "payments of organisation {organisation} are halted until {until:time}",
    rule: "an inspector's halt stops every payment in its scope, and ends by itself",
    remedy: "wait until then, or ask an inspector to lift it",
  },
  OfficerRegistryIncompatibleOffices: {
    happened: "the offices {offices:offices} can't be held together",
    rule: "whoever decides does not carry out, and whoever appoints or inspects does nothing else",
    remedy: "appoint different persons, or fewer offices",
  },
  OfficerRegistryInvalidCode: {
    happened: 'an organisation can\'t have the code "{code}"',
    rule: "a code is 1 to 64 printable characters without a space, and no other organisation's",
    remedy: "give another one, or use the organisation that has it",
  },
  OfficerRegistryInvalidDates: {
    happened:
      "an appointment from {from:time} until {until:time} can't be made, the earliest start being {earliest:time}",
    rule: "an appointment starts no earlier than its delay permits, and ends later, in the future",
    remedy: "give dates in that order, or leave the start out",
  },
  OfficerRegistryInvalidHalt: {
    happened: "a halt can't last {duration:duration}",
    rule: "a halt lasts some time, and {maximum:duration} at most",
    remedy: "give a shorter duration; it can be repeated after its cooldown",
  },
  OfficerRegistryInvalidKey: {
    happened: "{key} can't be a key here",
    rule: "a key is an address, and a contract that is enrolled has code of its own",
    remedy: "check the address, and that the contract is deployed on this chain",
  },
  OfficerRegistryInvalidOffices: {
    happened: "{offices:offices} are no offices",
    rule: "an appointment names one office at least, and only those that there are",
    remedy: "name offices by this client's words",
  },
  OfficerRegistryInvalidSettings: {
    happened: "the registry's settings are out of bounds",
    rule: "delays last 30 days at most, a halt 1 to 30 days, its cooldown as long at least, and founders have three keys",
    remedy: "correct the parameters and deploy again",
  },
  OfficerRegistryKeyNotProposed: {
    happened: "officer {officer} did not propose the key {key}",
    rule: "a further key is proposed by a working key of its officer",
    remedy: "have the officer propose it; one without any key comes back through the top administrator",
  },
  OfficerRegistryKeyTaken: {
    happened: "the key {key} is or was officer {officer}'s",
    rule: "a key has one owner, for ever",
    remedy: "take a fresh key",
  },
  OfficerRegistryMayNotRevoke: {
    happened: "{caller} may not revoke or dismiss officer {officer} here",
    rule: "a registrar or an administrator revokes, independent officers the top administrator alone",
    remedy: "ask a registrar, or for an independent officer the council",
  },
  OfficerRegistryMissingOffices: {
    happened: "officer {officer} lacks {missing:offices} in organisation {organisation}",
    rule: "an act needs its office in the organisation that it is done for",
    remedy: "have an officer who holds it do this, or have this one appointed to it",
  },
  OfficerRegistryNotAdministrator: {
    happened: "{caller} is no administrator of organisation {organisation} or one above it",
    rule: "administrators appoint and create in their own organisation and below it",
    remedy: "ask an administrator of it, or the council",
  },
  OfficerRegistryNotAppointed: {
    happened: "officer {officer} holds no live appointment in organisation {organisation}",
    rule: "an officer acts for an organisation only while an appointment there lasts",
    remedy: "name the organisation that they are appointed in, or have them appointed",
  },
  OfficerRegistryNotHalted: {
    happened: "payments of organisation {organisation} are not halted",
    rule: "only a halt that lasts is lifted",
    remedy: "do nothing, or name the scope that is halted",
  },
  OfficerRegistryNotIndependent: {
    happened: "officer {officer} can't hold this beside other appointments, or from this hand",
    rule: "registrars and inspectors hold nothing else, at the treasury alone, and are appointed by the top administrator",
    remedy: "have the council appoint a person who holds nothing else",
  },
  OfficerRegistryOfficeNotForKind: {
    happened: "officer {officer} is of another kind than {offices:offices} are for",
    rule: "contracts pay and collect, and persons hold all other offices",
    remedy: "appoint a person, or for paying a contract",
  },
  OfficerRegistryOnlyTop: {
    happened: "{caller} is not the top administrator",
    rule: "this is the top administrator's alone, through the timelock",
    remedy: "have the council propose it",
  },
  OfficerRegistryOverLimit: {
    happened: "the call moves {total:cents}, and officer {officer}'s limit is {limit:cents}",
    rule: "a call moves no more in total than the appointment allows",
    remedy: "split it, or have an officer with a higher limit do it",
  },
  OfficerRegistrySelfAppointment: {
    happened: "officer {officer} would appoint themself",
    rule: "nobody appoints themself, by whichever key",
    remedy: "have another administrator do it",
  },
  OfficerRegistryTooDeep: {
    happened: "an organisation below {parent} would lie too deep",
    rule: "the tree of organisations has a greatest depth",
    remedy: "create it higher up",
  },
  OfficerRegistryTooManyKeys: {
    happened: "officer {officer} can have no further key",
    rule: "a person has a few keys at a time, and a contract itself alone",
    remedy: "revoke one that is not used any more",
  },
  OfficerRegistryTooManyOfficers: {
    happened: "there are as many officers as there can be",
    rule: "officers are counted in 24 bits",
    remedy: "deploy a further registry",
  },
  OfficerRegistryUnknownKey: {
    happened: "{key} is no officer's key, was revoked, or does not work yet",
    rule: "only a live key of an officer acts, and a further one after its delay",
    remedy: "use a working key, have this one enrolled, or wait until its delay is over",
  },
  OfficerRegistryUnknownOfficer: {
    happened: "there is no officer {officer}",
    rule: "officers are named by their index",
    remedy: "check the index, or have the person enrolled",
  },
  OfficerRegistryUnknownOrganisation: {
    happened: "there is no organisation {organisation}",
    rule: "organisations are named by their index",
    remedy: "check the index, or create the organisation",
  },
};

/** Of the inspector's veto over the timelock. */
export const VETO_SENTENCES: Sentences = {
  InspectorVetoSpent: {
    happened: "no replacement of an inspector can be vetoed before {again:time}",
    rule: "an inspector stops their own replacement only within one window, so that none stays for ever",
    remedy: "let it go on, or veto the next one after that time",
  },
};
