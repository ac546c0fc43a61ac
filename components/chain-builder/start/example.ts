/** A definition to begin with. */
export interface Example {
  file: string;
  name: string;
  description: string;
  tools: string[];
  steps: number;
  text: string;
}

/** The least that runs: one step to replace. */
export const EMPTY_CHAIN = `name: My chain
description: What it is for.
steps:
  - id: hello
    name: Say hello
    tool: notify
    operation: send
    parameters:
      title: Hello from my first chain
`;

/** A new chain before its first step. */
export const NO_STEPS = `name: New chain
share: { browser_session: true, files: true }
steps: []
`;
