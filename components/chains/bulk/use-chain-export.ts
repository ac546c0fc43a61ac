"use client";

import { useMutation } from "@tanstack/react-query";
import { toast } from "sonner";
import { plural } from "@/components/shared/format";
import { saveFile } from "@/components/shared/save-file";
import { useTRPCClient } from "@/components/trpc/client";
import { errorMessage } from "@/components/trpc/error";

/** Has the browser save the definitions of chains as one archive. */
export function useChainExport() {
  const client = useTRPCClient();
  const exporting = useMutation({
    mutationFn: (rows: readonly { id: string }[]) => client.chainBulk.export.query({ ids: rows.map(({ id }) => id) }),
    onSuccess: ({ name, base64, count, skipped }) => {
      saveFile({ name, base64, type: "application/zip" });
      const left =
        skipped.length > 0
          ? `${plural(skipped.length, "chain")} could not be read and ${skipped.length === 1 ? "is" : "are"} not in it.`
          : undefined;
      toast.success(`${plural(count, "chain")} exported.`, { description: left });
    },
    onError: (error) => void toast.error("Nothing was exported.", { description: errorMessage(error) }),
  });
  return { busy: exporting.isPending, save: exporting.mutate };
}
