import { type DemoServer, serveDemo } from "../server/demo/serve";

/**
 * The sample chains visit the demo shop, which the server ships. When no server runs, this process serves the shop while a
 * chain that visits it runs. `visited` is everything that says where the chain goes: its plan and its parameters.
 */
export async function withDemoShop<Result>(
  env: NodeJS.ProcessEnv,
  visited: unknown,
  work: () => Promise<Result>,
): Promise<Result> {
  const shop = await openIfNeeded(env, visited);
  try {
    return await work();
  } finally {
    await shop?.close();
  }
}

async function openIfNeeded(env: NodeJS.ProcessEnv, visited: unknown): Promise<DemoServer | null> {
  const port = Number(env.PORT || 3000);
  const off = env.CHAINWRIGHT_DEMO === "false" || env.CHAINWRIGHT_DEMO === "0";
  if (off || !new RegExp(`//(localhost|127\\.0\\.0\\.1):${port}/demo`).test(JSON.stringify(visited))) return null;
  try {
    return await serveDemo({ port });
  } catch (error) {
    // Somebody answers there already: the server.
    if ((error as NodeJS.ErrnoException).code === "EADDRINUSE") return null;
    throw error;
  }
}
