/** Plain data: what parameters, results and contexts are made of. Never a function, class instance or undefined. */
export type JsonValue = string | number | boolean | null | JsonValue[] | JsonObject;
export type JsonObject = { [key: string]: JsonValue };
