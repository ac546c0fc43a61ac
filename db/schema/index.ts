export * from "./chains";
export * from "./executions";
export * from "./invitations";
export * from "./notifications";
export * from "./sessions";
export * from "./settings";
export * from "./users";
