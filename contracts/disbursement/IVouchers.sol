// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {Evidence} from "../types/Evidence.sol";
import {ObligationId} from "../types/ObligationId.sol";
import {OfficerId} from "../types/OfficerId.sol";
import {OrganisationId} from "../types/OrganisationId.sol";
import {PayeeId} from "../types/PayeeId.sol";
import {Rail} from "../types/Rail.sol";
import {VoucherId} from "../types/VoucherId.sol";
import {Voucher, VoucherState} from "./Voucher.sol";
import {IPayer} from "./IPayer.sol";

/// @title IVouchers
/// @notice Claims for payment, each on an invoice: submitted, certified by a second officer, paid by a third.
///
/// A voucher's id is its invoice's fingerprint, claimed once for ever: the same invoice can't be claimed again, but by
/// an explicit `supersede` after a cancellation, by the organisation that has it. Where another organisation claimed
/// what is not its own, an inspector frees the claim. The id ends in the payee's index, so that it is claimed for no
/// other payee. It needs an obligation, an acceptance (or an advance) and an invoice that agree: the ledger certifies
/// no more than is owed and not claimed.
///
/// Powers and limits, beside `IPayer`'s: a submitting officer submits and supersedes; a certifying officer certifies,
/// cancels, holds, and releases what certifying officers held; an inspector of the treasury holds, releases, and frees
/// claims of which nothing is certified or paid; a disbursing officer pays and records what came back. Each for their own organisation, but for central disbursers.
/// A claim carries a commitment to the invoice's record, which the journal keeps. It is what the claim is said to rest on:
/// no contract looks the record up.
///
/// What was claimed in its predecessor, or in one before that, is claimed: it goes on there, or is cancelled there and
/// superseded here. The top administrator dismisses a predecessor first, for good, so that it pays nothing any more.
///
/// A voucher pays the details that it was certified with, to the payee that it was submitted for, if that payee is
/// eligible at that time. Money paid after the due date bears interest (5 CFR 1315), which becomes a voucher of its
/// own. The day of a payment is the civil day of its block for tokens, and the settlement day at a bank (5 CFR
/// 1315.2).
interface IVouchers is IPayer {
  /// @notice One invoice to be claimed.
  /// @param amount Cents.
  /// @param dueDay Civil day on which it is due in the ledger's time zone, counted from 1970-01-01.
  /// @param evidence The commitment to the invoice's record; the journal alone keeps it.
  struct Submission {
    VoucherId id;
    ObligationId obligation;
    uint64 amount;
    uint16 dueDay;
    Evidence evidence;
  }

  /// @notice One part of an invoice.
  /// @param evidence The commitment to the record of what the part is claimed on.
  struct Part {
    uint64 amount;
    uint16 dueDay;
    Evidence evidence;
  }

  /// @notice Why a voucher in a batch was not paid.
  enum Refusal {
    None,
    /// It is in no state to be paid, or on another rail.
    NotCertified,
    /// It is held.
    Held,
    /// The payee is suspended, excluded or not attested as eligible now.
    PayeeNotEligible,
    /// The disburser submitted or certified it.
    DutiesNotSeparate,
    /// Its account is cancelled, or another organisation's.
    AccountClosed
  }

  event VouchersCreated(address registry, address ledger, address payees, address rates, address predecessor);
  /// @param lines In codec 1: the byte 0x01, then for each voucher its id (32 bytes), obligation (8), payee (4),
  /// amount (8), due day (2) and evidence (32), big-endian.
  event VouchersSubmitted(
    OrganisationId indexed organisation,
    OfficerId indexed officer,
    bool isSuperseding,
    bytes lines
  );
  /// @notice An invoice that will be claimed in parts.
  event InvoiceOpened(
    VoucherId indexed invoice,
    ObligationId indexed obligation,
    OfficerId indexed officer,
    PayeeId payee,
    uint64 amount,
    Evidence evidence
  );
  /// @dev The part's own line is in the `VouchersSubmitted` that follows.
  event PartSubmitted(VoucherId indexed invoice, VoucherId indexed voucher, uint16 number, uint64 left);
  /// @dev That the money is held is in the ledger's `ClaimsPosted`.
  /// @param lines In codec 1: the byte 0x01, then for each voucher its id (32 bytes) and the version of the payee's
  /// details (2), big-endian.
  event VouchersCertified(
    OrganisationId indexed organisation,
    OfficerId indexed officer,
    Rail rail,
    bytes lines
  );
  event VoucherCancelled(VoucherId indexed voucher, OfficerId indexed officer, bytes32 reason);
  /// @notice Nothing more can be claimed of an opened invoice.
  /// @param amount Cents that were not claimed.
  event InvoiceGivenUp(VoucherId indexed invoice, OfficerId indexed officer, uint64 amount, bytes32 reason);
  event VoucherHeld(VoucherId indexed voucher, OfficerId indexed officer, bool byInspector, bytes32 reason);
  event VoucherReleased(VoucherId indexed voucher, OfficerId indexed officer);
  /// @notice The claim is given up, if it was not before, and any organisation may supersede it.
  event VoucherFreed(VoucherId indexed voucher, OfficerId indexed officer, bytes32 reason);
  /// @dev That vouchers were paid is in the ledger's `ClaimsPosted`: their ids are its documents.
  event VoucherRefused(VoucherId indexed voucher, OfficerId indexed officer, Refusal reason);
  /// @notice The rail could not pay it; it can be certified again, and is never due.
  event VoucherFailed(VoucherId indexed voucher, OfficerId indexed officer);
  /// @notice It can be certified again, and is never due.
  /// @param code The bank's reason, such as `R02` (Nacha), or any other in ASCII.
  event VoucherReturned(VoucherId indexed voucher, OfficerId indexed officer, bytes3 code);
  /// @param amount Cents that the payee gave back. The voucher stays paid by the rest.
  event VoucherRefunded(
    VoucherId indexed voucher,
    OfficerId indexed officer,
    uint64 amount,
    bytes32 evidence
  );
  /// @param interest The voucher that pays it.
  /// @param isCertified False where the account has no authority for it, or a line of the rail can't carry it: the
  /// obligation has to be raised and accepted, and the interest certified on a rail that carries it.
  event InterestCharged(
    VoucherId indexed voucher,
    VoucherId indexed interest,
    uint64 amount,
    uint16 daysLate,
    uint32 rate,
    bool isCertified
  );

  /// @notice Thrown when a batch holds no voucher, or more than 256.
  error VouchersInvalidBatch(uint256 vouchers);
  /// @notice Thrown when a voucher's amount is 0, or more than a line of the rail can carry; or when an invoice is given
  /// up of which nothing is left.
  error VouchersInvalidAmount(VoucherId voucher, uint64 amount, uint64 most);
  /// @notice Thrown when the invoice was claimed before.
  error VouchersAlreadyClaimed(VoucherId voucher, VoucherState state);
  /// @notice Thrown when a voucher is in another state than the call needs.
  error VouchersWrongState(VoucherId voucher, VoucherState state);
  /// @notice Thrown when a voucher, or an invoice in parts, is held.
  error VouchersHeld(VoucherId voucher);
  /// @notice Thrown when a voucher is released that is not held, or that an inspector held, by another.
  error VouchersMayNotRelease(VoucherId voucher);
  /// @notice Thrown when an obligation is another organisation's, or that of a voucher to be superseded, and not freed.
  error VouchersWrongOrganisation(VoucherId voucher, OrganisationId needed, OrganisationId given);
  /// @notice Thrown when one officer would act twice on a voucher.
  error VouchersDutiesNotSeparate(VoucherId voucher, OfficerId officer);
  /// @notice Thrown when a payee has no details in force on the rail, may not be paid, or is no longer whom the
  /// obligation is owed to.
  error VouchersPayeeNotPayable(VoucherId voucher, PayeeId payee);
  /// @notice Thrown when vouchers are certified that are no more as the officer saw them; see `viewOf`.
  error VouchersStaleView(bytes32 given, bytes32 current);
  /// @notice Thrown when parts come to more than their invoice, or a part or interest would be superseded by more.
  error VouchersExceedsInvoice(VoucherId invoice, uint64 left, uint64 requested);
  /// @notice Thrown when no voucher of a batch can be paid: the first one, and why.
  error VouchersNonePayable(VoucherId voucher, Refusal reason);
  /// @notice Thrown when more is refunded than was paid, or nothing.
  error VouchersExceedsPaid(VoucherId voucher, uint64 paid, uint64 requested);
  /// @notice Thrown when an obligation is owed to another payee than the invoice's: than the one whose index the id
  /// ends in, or for whom the part or interest was made.
  error VouchersWrongPayee(VoucherId voucher, PayeeId owedTo);
  /// @notice Thrown when an invoice is claimed under an id that ends as those of parts and interest do, in four bytes
  /// of ones. Else they could be claimed before they are made. They are no payee's index either, so that an obligation
  /// to many takes no voucher.
  error VouchersReservedId(VoucherId voucher);

  /// @notice Submits vouchers. By a submitting officer.
  function submit(OrganisationId organisation, Submission[] calldata submissions) external;

  /// @notice Claims invoices again whose vouchers were cancelled, for the same payee; what was held stays held. Only
  /// where the former obligation is this organisation's by now, or an inspector freed the claim. Parts and interest by
  /// no more than before, and interest is never due, whatever day is given. By a submitting officer.
  function supersede(OrganisationId organisation, Submission[] calldata submissions) external;

  /// @notice Claims an invoice that will be paid in parts; its own due day is not used. By a submitting officer.
  function openInvoice(OrganisationId organisation, Submission calldata invoice) external;

  /// @notice Submits parts of an invoice, numbered on from the last one. By a submitting officer.
  function submitParts(OrganisationId organisation, VoucherId invoice, Part[] calldata parts) external;

  /// @notice Certifies vouchers for payment on a rail, all or none: those submitted, and those that came back. By a
  /// certifying officer.
  /// @param seen What the officer saw: see `viewOf`. It is computed from what was looked at, not asked for at the end.
  function certify(OrganisationId organisation, Rail rail, VoucherId[] calldata ids, bytes32 seen) external;

  /// @notice Pays certified vouchers. One that can't be paid touches no other. By a disbursing officer.
  /// @param actingFor The organisation that the officer disburses for: this one, or the treasury.
  /// @param settlement See the rail.
  /// @return paid What was paid, in cents.
  function pay(
    OrganisationId organisation,
    OrganisationId actingFor,
    Rail rail,
    VoucherId[] calldata ids,
    bytes calldata settlement
  ) external returns (uint64 paid);

  /// @notice As `pay`, for the officer with `key`, whom the caller answers for. By a payer.
  function payFor(
    address key,
    OrganisationId organisation,
    OrganisationId actingFor,
    Rail rail,
    VoucherId[] calldata ids,
    bytes calldata settlement
  ) external returns (uint64 paid);

  /// @notice Gives vouchers up that are not paid, and what is left of opened invoices: these are never claimed whole.
  /// By a certifying officer.
  function cancel(OrganisationId organisation, VoucherId[] calldata ids, bytes32 reason) external;

  /// @notice Keeps a voucher from being certified and paid, or an opened invoice from being claimed in parts. By a certifying officer, or an inspector of the treasury.
  function hold(VoucherId id, bytes32 reason) external;

  /// @notice Ends a hold. By an inspector; one that a certifying officer placed, by any of them too.
  function release(VoucherId id) external;

  /// @notice Frees claims that bar an invoice's own organisation from it: those submitted or cancelled, and opened
  /// invoices without parts. They are cancelled, and any organisation may supersede them, once. What was held stays
  /// held. By an inspector of the treasury.
  function free(VoucherId[] calldata ids, bytes32 reason) external;

  /// @notice Records payments that came back whole. By a disbursing officer. On the token rail the caller brings the
  /// money, approved for the vault before.
  function returnPayments(
    OrganisationId organisation,
    OrganisationId actingFor,
    VoucherId[] calldata ids,
    bytes3 code,
    bytes calldata settlement
  ) external;

  /// @notice Records that a payee gave back a part of what was rightly paid, or all of it. By a disbursing officer.
  /// The obligation is owed that much again, until its acceptance is reversed.
  function refund(
    OrganisationId organisation,
    OrganisationId actingFor,
    VoucherId id,
    uint64 amount,
    bytes32 evidence,
    bytes calldata settlement
  ) external;

  /// @notice A voucher as it stands here or, never claimed here, in the predecessor.
  function voucher(VoucherId id) external view returns (Voucher memory);

  /// @notice What a certifying officer sees of vouchers, in their order: the hash of a word for each. The word is the
  /// voucher's slot, but with the version of the payee's details that is in force on the rail, and the rail's mark, as
  /// certifying writes them. Whatever changes in between makes another hash: amount, obligation, payee, due day,
  /// submitter, details, or a claim made again, be it on other evidence alone.
  function viewOf(Rail rail, VoucherId[] calldata ids) external view returns (bytes32);

  /// @notice The id of a part of an invoice.
  function partOf(VoucherId invoice, uint16 number) external pure returns (VoucherId);

  /// @notice The id of the voucher that pays the interest on another.
  function interestOf(VoucherId id) external pure returns (VoucherId);

  function version() external pure returns (string memory);
}
