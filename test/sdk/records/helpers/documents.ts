/** An invoice with a bank account that shall stay hidden. */
export const INVOICE_JSON = {
  number: "2016-0042",
  issued: "2016-03-01",
  received: "2016-03-03",
  due: "2016-04-02",
  payee: { name: "Hillside Roofing", reference: "V-17" },
  contract: "C-2016-7",
  lines: [
    { description: "Roof, north wing", quantity: 1, unit: "lot", amount: "41000.00" },
    { description: "Gutters", quantity: 12.5, unit: "m", unitPrice: "80.00", amount: "1000.00" },
  ],
  amount: "42000.00",
  account: { bank: "021000021", account: "9876543210" },
};

/** A document of each schema, by its name. */
export const DOCUMENTS: Readonly<Record<string, unknown>> = {
  "appropriation-act": {
    citation: "Public Law 114-113",
    title: "Consolidated Appropriations Act, 2016",
    enacted: "2015-12-18",
    fiscalYear: 2016,
    accounts: [
      {
        symbol: "012-2016/2016-1400",
        purpose: "Salaries",
        amount: "850000000.00",
        availableFrom: "2015-10-01",
      },
    ],
  },
  apportionment: {
    account: "012-2016/2016-1400",
    fiscalYear: 2016,
    approvedBy: "Budget office",
    approved: "2015-12-30",
    lines: [{ line: "6001", period: "Q1", amount: "100.00" }],
    footnotes: ["A1: for grants alone."],
  },
  contract: {
    number: "C-2016-7",
    contractor: { name: "Hillside Roofing" },
    signed: "2016-01-15",
    begins: "2016-02-01",
    amount: "90000.00",
    purpose: "New roof",
  },
  invoice: INVOICE_JSON,
  "receiving-report": {
    number: "R-9",
    contract: "C-2016-7",
    received: "2016-02-27",
    accepted: "2016-03-02",
    place: "North wing",
    lines: [{ description: "Roof", accepted: true }],
    amount: "42000.00",
  },
  "payee-identity": {
    name: "Ana Example",
    person: true,
    identifiers: [{ kind: "tax", number: "000-00-0000" }],
    born: "1970-01-01",
    checked: "2015-11-01",
  },
  "building-file": {
    code: "B-100",
    name: "North hall",
    address: "1 Main Street",
    title: "owned",
    built: 1931,
    area: 12000.5,
    use: "office",
  },
  survey: {
    building: "B-100",
    surveyed: "2016-05-05",
    surveyor: { name: "Inspections Inc." },
    condition: 71,
    findings: [{ place: "Roof", finding: "leaks", urgent: true }],
  },
};
