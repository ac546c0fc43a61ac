import type { AnyRoute } from "../route";
import { chainRoutes } from "./chains";
import { executionRoutes } from "./executions";
import { fileRoutes } from "./files";
import { taskRoutes } from "./tasks";
import { templateRoutes } from "./templates";

/** Every call of the API, in the order of the document. */
export const ROUTES: readonly AnyRoute[] = [
  ...chainRoutes,
  ...executionRoutes,
  ...fileRoutes,
  ...taskRoutes,
  ...templateRoutes,
];
