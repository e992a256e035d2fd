import type { Sentences } from "./sentence.js";

/** Of the treasury's vault, and payments in tokens. */
export const TOKEN_RAIL_SENTENCES: Sentences = {
  TokenRailCodeChanged: {
    happened: "the code of token {token} is {codeHash}, which is not what was allowed",
    rule: "a token pays only while its code is the one that the council allowed",
    remedy: "find out what changed; have the council allow it anew, or disallow it",
  },
  TokenRailInvalidToken: {
    happened: "token {token} can't be allowed",
    rule: "a token has code, cents and the ledger's currency, and moves out of the vault",
    remedy: "check its address on this chain, its currency and its decimals",
  },
  TokenRailNotAllowed: {
    happened: "token {token} is not allowed",
    rule: "payments go out in tokens that the council allowed",
    remedy: "use an allowed one, or have the council allow it",
  },
  TokenRailOnlyTop: {
    happened: "{caller} is not the top administrator",
    rule: "tokens are allowed, disallowed and withdrawn by the top administrator, through the timelock",
    remedy: "have the council propose it",
  },
  TokenRailStarved: {
    happened: "{gasLeft} gas was too little at line {line} to tell whether its transfer would go through",
    rule: "a line counts as failed only if it had gas enough",
    remedy: "send more gas, or make the chunk smaller",
  },
  TokenRailStopped: {
    happened: "token {token} moves nothing out of the vault",
    rule: "where the token is paused, or lists the vault, nothing is paid and nothing is lost",
    remedy: "ask its issuer; pay later, or by bank",
  },
  TokenRailVaultShort: {
    happened: "the vault holds {balance} units of token {token}, and {needed} are needed",
    rule: "the vault pays what it holds",
    remedy: "deposit the rest first, or pay less at a time",
  },
  TokenRailWrongAmount: {
    happened: "{actual} units of token {token} moved, and {expected} should have",
    rule: "what leaves the vault, and arrives, is what is paid: no fee, no false total",
    remedy: "do not pay in this token; check that the lines come to the schedule's total",
  },
};

/** Of payments by bank. */
export const ATTESTED_RAIL_SENTENCES: Sentences = {
  AttestedRailInvalidReturn: {
    happened: "bank {bank} can't have sent this back on evidence {evidence}",
    rule: "what comes back names a bank that has paid, and its return file or advice",
    remedy: "give the bank's first eight digits, and a commitment to its file",
  },
  AttestedRailInvalidSettlement: {
    happened:
      "a payment by {method:method} at bank {bank}, settled on {settlementDay:day}, can't be attested",
    rule: "a settlement names a bank, a method, and a day within the last week or the next two months",
    remedy: "check the bank's digits, the method and the day",
  },
  AttestedRailInvalidTrace: {
    happened: "trace {firstTrace} of bank {bank} can't be used, the next one being {next}",
    rule: "a bank's trace numbers are used once, and go on from the last without a great gap",
    remedy: "give {next}, or leave the number out",
  },
};

/** Of cash. */
export const CASH_SENTENCES: Sentences = {
  CashCeilingsExceeded: {
    happened: "organisation {organisation} may pay {left:cents} more, and {requested:cents} was asked for",
    rule: "an organisation pays out no more in a period than its ceiling",
    remedy: "pay less, wait for the next period, or have the treasury's budget officer raise the ceiling",
  },
  CashCeilingsInvalidPeriod: {
    happened: "a ceiling can't run from {from:time} until {until:time}",
    rule: "a period ends after it begins",
    remedy: "give dates in that order",
  },
  CashCeilingsOutsidePeriod: {
    happened: "the ceiling of organisation {organisation} runs from {from:time} until before {until:time}",
    rule: "where there is a ceiling, nothing is paid outside its period",
    remedy: "have the treasury's budget officer set the next one first, or lift it",
  },
};

/** Of interest on late payments. */
export const INTEREST_SENTENCES: Sentences = {
  InterestRatesInvalidOffset: {
    happened: "an offset of {offset} seconds can't begin on {from:time}",
    rule: "offsets follow each other, begin within two years, and are 14 hours at most either way",
    remedy: "give one that begins after the last",
  },
  InterestRatesInvalidRate: {
    happened: "a rate of {rate:rate} can't begin on {fromDay:day}",
    rule: "rates follow each other, begin within two years, and are 100% at most",
    remedy: "give one that begins after the last; none is ever changed",
  },
};
