import { handleDemo } from "@/server/demo/shop";

export const dynamic = "force-dynamic";

export { handleDemo as GET, handleDemo as POST };
