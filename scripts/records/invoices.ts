const DAYS = 28;

/** An invoice with 20 fields, made up from a number. */
export const invoiceOf = (number: number): string =>
  JSON.stringify({
    number: `2016-${String(number).padStart(7, "0")}`,
    issued: `2016-03-${String(1 + (number % DAYS)).padStart(2, "0")}`,
    received: "2016-03-30",
    due: "2016-04-29",
    payee: { name: `Supplier ${String(number % 997)}`, reference: `V-${String(number % 997)}` },
    contract: `C-2016-${String(number % 101)}`,
    lines: [1, 2, 3].map((line) => ({
      description: `Delivery ${String(line)} of order ${String(number)}`,
      quantity: line,
      amount: `${String(100 * line)}.00`,
    })),
    amount: "600.00",
    account: { bank: "021000021", account: String(1_000_000_000 + number), holder: "Accounts receivable" },
  });
