// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {ObligationId} from "../types/ObligationId.sol";
import {OfficerId} from "../types/OfficerId.sol";
import {OrganisationId} from "../types/OrganisationId.sol";
import {PayeeId} from "../types/PayeeId.sol";
import {ScheduleId} from "../types/ScheduleId.sol";
import {IPayer} from "./IPayer.sol";
import {Chunk, Header, Progress, ScheduleState} from "./Schedule.sol";

/// @title ISchedules
/// @notice Thousands of payments certified as one: a Merkle root over chunks, each paid once, in any order.
///
/// A *benefit* schedule pays many payees on one obligation, which must name `MANY_PAYEES`: what is owed to a payee of
/// the registry is paid by vouchers, where the delay of changed details holds. Natural persons stand in it under a reference blinded for
/// this schedule, so that nobody can add up what they receive; what each line stands for is bound into the root. Who is
/// no longer to be paid is stopped line by line. On the token rail a line names the address that it pays, which is
/// public: a person who would not be known by it takes a fresh one.
///
/// A *vendor* schedule pays vouchers that were certified one by one.
///
/// Powers and limits, beside `IPayer`'s: a submitting officer submits, another one certifies and closes, a third pays
/// and records returns. A certifying officer, a registrar or an inspector stops lines that are not paid yet; nobody
/// starts them again, another schedule pays them.
interface ISchedules is IPayer {
  event SchedulesCreated(address registry, address ledger, address vouchers);
  event ScheduleSubmitted(ScheduleId indexed schedule, OfficerId indexed officer, Header header);
  /// @dev For a benefit schedule, that the money is held is in the ledger's `ClaimsPosted`.
  event ScheduleCertified(ScheduleId indexed schedule, OfficerId indexed officer);
  /// @param released What was certified and is not any more, in cents.
  event ScheduleClosed(ScheduleId indexed schedule, OfficerId indexed officer, uint64 released);
  /// @param word Lines `256 * word` to `256 * word + 255` of the chunk.
  /// @param bits Those that are stopped, the first one's bit lowest.
  event LinesStopped(
    ScheduleId indexed schedule,
    uint16 indexed chunk,
    OfficerId indexed officer,
    uint16 word,
    uint256 bits,
    bytes32 reason
  );
  /// @param paid What was paid, in cents, less what failed.
  /// @param lines As certified, in codec 1 of `Lines`, or voucher ids. Those that were stopped or failed are among
  /// them.
  event ChunkPaid(
    ScheduleId indexed schedule,
    uint16 indexed chunk,
    OfficerId indexed officer,
    uint64 paid,
    bytes32 bindings,
    bytes lines
  );
  /// @notice Lines that the rail could not pay. Their money is owed and not certified any more.
  event LinesFailed(ScheduleId indexed schedule, uint16 indexed chunk, uint64 amount, uint256[] bits);
  /// @param code The bank's reason, such as `R02` (Nacha), or any other in ASCII.
  event LinesReturned(
    ScheduleId indexed schedule,
    uint16 indexed chunk,
    OfficerId indexed officer,
    uint64 amount,
    bytes3 code,
    uint256[] bits
  );

  /// @notice Thrown when a header has no total, no chunk or more than 128, an obligation that its kind has no use
  /// for, or one that lacks it; or when eligibility has expired.
  error SchedulesInvalidHeader();
  /// @notice Thrown when a schedule is submitted by an organisation that does not own the obligation's account.
  error SchedulesWrongOrganisation(OrganisationId organisation);
  /// @notice Thrown when a benefit schedule is submitted on an obligation that is not one to many payees. None becomes
  /// another: no novation turns one into the other.
  error SchedulesNotForMany(ObligationId obligation, PayeeId payee);
  /// @notice Thrown when a schedule is in another state than the call needs.
  error SchedulesWrongState(ScheduleId schedule, ScheduleState state);
  /// @notice Thrown when one officer would act twice on a schedule.
  error SchedulesDutiesNotSeparate(ScheduleId schedule, OfficerId officer);
  /// @notice Thrown when a chunk is not what was certified.
  error SchedulesInvalidProof(ScheduleId schedule, uint16 chunk);
  /// @notice Thrown when a chunk was paid already.
  error SchedulesAlreadyPaid(ScheduleId schedule, uint16 chunk);
  /// @notice Thrown when lines come back of a chunk that was not paid.
  error SchedulesNotPaid(ScheduleId schedule, uint16 chunk);
  /// @notice Thrown when chunks come to more than was certified.
  error SchedulesExceedsTotal(ScheduleId schedule, uint64 left, uint64 requested);
  /// @notice Thrown when the eligibility of a payee has expired: certify again.
  error SchedulesExpired(ScheduleId schedule, uint40 eligibleUntil);
  /// @notice Thrown when the account is cancelled.
  error SchedulesAccountClosed(ScheduleId schedule);
  /// @notice Thrown when no line, one that is not there, or one that was not paid or came back before, is named.
  error SchedulesInvalidLines(ScheduleId schedule, uint16 chunk);

  /// @notice Submits a schedule. By a submitting officer of its organisation, which owns the obligation's account. Once
  /// submitted, a benefit schedule follows the account to whoever owns it.
  function submit(Header calldata header) external returns (ScheduleId);

  /// @notice Certifies a schedule: for a benefit schedule, its total is held. By a certifying officer.
  function certify(Header calldata header) external;

  /// @notice Gives up what is not paid, for good. By a certifying officer.
  function close(Header calldata header) external;

  /// @notice Stops lines of a chunk that is not paid. By a certifying officer of the organisation, or a registrar or
  /// inspector of the treasury.
  function stop(Header calldata header, uint16 chunk, uint16 word, uint256 bits, bytes32 reason) external;

  /// @notice Pays a chunk. A line that fails touches no other. By a disbursing officer.
  /// @param actingFor The organisation that the officer disburses for: the schedule's, or the treasury.
  /// @param settlement See the rail.
  /// @return paid Cents.
  function pay(
    Header calldata header,
    OrganisationId actingFor,
    Chunk calldata chunk,
    bytes calldata settlement
  ) external returns (uint64 paid);

  /// @notice Records lines of a benefit schedule that came back. By a disbursing officer. On the token rail the caller
  /// brings the money, approved for the vault before.
  /// @param bits A bit for each line of the chunk that came back.
  function returnLines(
    Header calldata header,
    OrganisationId actingFor,
    Chunk calldata chunk,
    uint256[] calldata bits,
    bytes3 code,
    bytes calldata settlement
  ) external;

  function scheduleId(Header calldata header) external view returns (ScheduleId);

  function progress(ScheduleId schedule) external view returns (Progress memory);

  /// @notice The lines of a chunk's word that are not paid, or no longer: stopped, failed or returned.
  function unpaidLines(ScheduleId schedule, uint16 chunk, uint16 word) external view returns (uint256 bits);

  function version() external pure returns (string memory);
}
