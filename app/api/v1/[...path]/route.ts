import { answerRest } from "@/server/web/rest";

export const dynamic = "force-dynamic";

export { answerRest as DELETE, answerRest as GET, answerRest as POST, answerRest as PUT };
