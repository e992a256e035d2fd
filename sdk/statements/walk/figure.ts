import type { ObligationFigure } from "../effects.js";

/** Figures of an account that a walk can start from, as statements name them. */
export type AccountFigure = "authority" | ObligationFigure;

/** What a building's figures are of: its survey, in whose hands it is, its status, its use, its cost. */
export const BUILDING_FIGURES = ["survey", "custody", "status", "use", "facts", "cost"] as const;
export type BuildingFigure = (typeof BUILDING_FIGURES)[number];

/** A figure of a statement, a register or a report, of which it is asked what it rests on. */
export type Figure =
  | {
      readonly of: "account";
      readonly account: number;
      readonly figure: AccountFigure;
      /** Whether with the accounts below it, as a statement's `tree`. Of authority it makes no difference. */
      readonly withBelow?: boolean;
    }
  | { readonly of: "obligation"; readonly obligation: bigint; readonly figure: ObligationFigure }
  /** All that a voucher was paid, less what came back. */
  | { readonly of: "voucher"; readonly voucher: string }
  /** An entry of the payment register, by its number. */
  | { readonly of: "entry"; readonly entry: number }
  | { readonly of: "payee"; readonly payee: number }
  | { readonly of: "building"; readonly building: string; readonly figure: BuildingFigure };
