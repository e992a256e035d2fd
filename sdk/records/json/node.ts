/** A JSON value as it stands in its text: names keep their order, and numbers their digits. */
export type JsonNode =
  | { readonly kind: "object"; readonly members: readonly (readonly [name: string, value: JsonNode])[] }
  | { readonly kind: "list"; readonly items: readonly JsonNode[] }
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "number"; readonly digits: string }
  | { readonly kind: "word"; readonly word: "true" | "false" | "null" };
