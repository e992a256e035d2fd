import type { Sentences } from "./sentence.js";

/** Errors of tokens, which are none of the ledger's contracts but may come through them (ERC-6093). */
export const OTHER_ERRORS: readonly string[] = [
  "error ERC20InsufficientBalance(address sender, uint256 balance, uint256 needed)",
  "error ERC20InvalidSender(address sender)",
  "error ERC20InvalidReceiver(address receiver)",
  "error ERC20InsufficientAllowance(address spender, uint256 allowance, uint256 needed)",
  "error ERC20InvalidApprover(address approver)",
  "error ERC20InvalidSpender(address spender)",
];

const CUSTODY = "buildings are tokens whose custody moves by offer and acceptance alone";
const BY_OFFER = "offer custody, and have the other organisation accept it";

/** Of the timelock, of tokens and of what the contracts are built on. */
export const OPENZEPPELIN_SENTENCES: Sentences = {
  AccessControlBadConfirmation: {
    happened: "a role would be renounced for another account than the caller's",
    rule: "everyone gives up their own roles",
    remedy: "name the caller's own address",
  },
  AccessControlUnauthorizedAccount: {
    happened: "{account} does not hold the role {neededRole:role} of the timelock",
    rule: "councillors propose, the veto cancels, and the timelock alone changes its roles",
    remedy: "have somebody who holds the role do it, or propose it to the timelock",
  },
  ERC20InsufficientAllowance: {
    happened: "{spender} may take {allowance} units of the token, and {needed} are needed",
    rule: "the vault takes tokens only from who approved it before",
    remedy: "approve the vault for the amount, then do this again",
  },
  ERC20InsufficientBalance: {
    happened: "{sender} holds {balance} units of the token, and {needed} are needed",
    rule: "nobody gives more tokens than they hold",
    remedy: "bring the rest first, or give less",
  },
  ERC20InvalidApprover: {
    happened: "{approver} can't approve anyone",
    rule: "the token takes approvals of accounts only",
    remedy: "approve from the account that holds the tokens",
  },
  ERC20InvalidReceiver: {
    happened: "{receiver} can't receive the token",
    rule: "the token goes to accounts only",
    remedy: "have the payee's address on the token rail corrected",
  },
  ERC20InvalidSender: {
    happened: "{sender} can't send the token",
    rule: "the token comes from accounts only",
    remedy: "send from the account that holds the tokens",
  },
  ERC20InvalidSpender: {
    happened: "{spender} can't be approved",
    rule: "the token approves accounts only",
    remedy: "approve the vault's address",
  },
  ERC721IncorrectOwner: {
    happened: '{sender} does not hold building "{tokenId:token}", {owner} does',
    rule: CUSTODY,
    remedy: BY_OFFER,
  },
  ERC721InsufficientApproval: {
    happened: '{operator} may not transfer building "{tokenId:token}"',
    rule: CUSTODY,
    remedy: BY_OFFER,
  },
  ERC721InvalidApprover: {
    happened: "{approver} can't approve a transfer of buildings",
    rule: CUSTODY,
    remedy: BY_OFFER,
  },
  ERC721InvalidOperator: {
    happened: "{operator} can't be approved to transfer buildings",
    rule: CUSTODY,
    remedy: BY_OFFER,
  },
  ERC721InvalidOwner: {
    happened: "{owner} holds no buildings",
    rule: "buildings are held by an address derived from their custodian's index",
    remedy: "ask for the holder of an organisation",
  },
  ERC721InvalidReceiver: {
    happened: "{receiver} can't hold a building",
    rule: CUSTODY,
    remedy: BY_OFFER,
  },
  ERC721InvalidSender: {
    happened: "{sender} can't give a building away",
    rule: CUSTODY,
    remedy: BY_OFFER,
  },
  ERC721NonexistentToken: {
    happened: 'there is no building "{tokenId:token}"',
    rule: "a token is a building that was entered",
    remedy: "check the code",
  },
  FailedCall: {
    happened: "the call that the timelock made failed without a reason",
    rule: "an operation is done whole or not at all",
    remedy: "try the proposed call by itself, from the timelock's address",
  },
  ReentrancyGuardReentrantCall: {
    happened: "a payment was entered again while it was being made",
    rule: "no token calls back into a payment",
    remedy: "do not pay in this token, and have the council disallow it",
  },
  SafeERC20FailedOperation: {
    happened: "token {token} refused to move",
    rule: "a transfer that a token refuses moves nothing",
    remedy: "check the balance, the approval, and whether the token is paused or lists one of the two",
  },
  TimelockInsufficientDelay: {
    happened: "a delay of {delay:duration} is shorter than {minDelay:duration}",
    rule: "what the council proposes waits, so that an inspector can veto it",
    remedy: "give {minDelay:duration} or more, or leave the delay out",
  },
  TimelockInvalidOperationLength: {
    happened: "{targets} targets, {payloads} payloads and {values} values do not go together",
    rule: "each call of a batch has all three",
    remedy: "give as many of each",
  },
  TimelockUnauthorizedCaller: {
    happened: "{caller} is not the timelock",
    rule: "the timelock alone changes its delay",
    remedy: "propose it to the timelock",
  },
  TimelockUnexecutedPredecessor: {
    happened: "operation {predecessorId}, which must come before, is not done",
    rule: "an operation waits for its predecessor",
    remedy: "execute that one first",
  },
  TimelockUnexpectedOperationState: {
    happened: "operation {operationId} is not {expectedStates:states}",
    rule: "an operation is proposed once, waits, is ready after its delay, and is done once",
    remedy: "look at its state; give another salt to propose the same again",
  },
};
