"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Download, Ellipsis, PackagePlus, Trash2, Users } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { toast } from "sonner";
import { saveFile } from "@/components/shared/save-file";
import { useTRPC, useTRPCClient } from "@/components/trpc/client";
import { errorMessage } from "@/components/trpc/error";
import {
  AlertDialog,
  AlertDialogCancel,
  AlertDialogContent,
  AlertDialogDescription,
  AlertDialogTitle,
} from "@/components/ui/alert-dialog";
import { Button } from "@/components/ui/button";
import { DialogBody, DialogFooter } from "@/components/ui/dialog";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import type { TemplateView } from "@/server/services/templates/template-view";
import { AudienceDialog } from "./audience-dialog";

/** What one rarely does with a template. */
export function TemplateMenu({ template }: { template: TemplateView }) {
  const client = useTRPCClient();
  const router = useRouter();
  const [asks, setAsks] = useState<"audience" | "withdraw" | null>(null);
  const { id, title, version, own } = template;
  const exported = useMutation({
    mutationFn: () => client.templates.export.query({ id, number: version.number }),
    onSuccess: ({ text }) => {
      const name = title.toLowerCase().replace(/[^a-z0-9]+/g, "-") || "template";
      saveFile({ name: `${name}.template.yaml`, text, type: "application/yaml" });
    },
    onError: (error) => void toast.error("The template was not exported.", { description: errorMessage(error) }),
  });
  return (
    <>
      {own?.chainId ? (
        <Button onClick={() => router.push(`/templates/publish?chain=${own.chainId}`)}>
          <PackagePlus /> Publish a version
        </Button>
      ) : null}
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <Button size="icon" aria-label="More about the template" className="max-md:flex-none!">
            <Ellipsis />
          </Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent align="end">
          <DropdownMenuItem onSelect={() => exported.mutate()}>
            <Download aria-hidden /> Export as a file
          </DropdownMenuItem>
          {own ? (
            <>
              <DropdownMenuItem onSelect={() => setAsks("audience")}>
                <Users aria-hidden /> Who sees it
              </DropdownMenuItem>
              <DropdownMenuItem destructive onSelect={() => setAsks("withdraw")}>
                <Trash2 aria-hidden /> Withdraw
              </DropdownMenuItem>
            </>
          ) : null}
        </DropdownMenuContent>
      </DropdownMenu>
      <AudienceDialog template={template} open={asks === "audience"} onClose={() => setAsks(null)} />
      <Withdraw template={template} open={asks === "withdraw"} onClose={() => setAsks(null)} />
    </>
  );
}

function Withdraw({ template, open, onClose }: { template: TemplateView; open: boolean; onClose(): void }) {
  const trpc = useTRPC();
  const router = useRouter();
  const queries = useQueryClient();
  const withdraw = useMutation(
    trpc.templates.withdraw.mutationOptions({
      onSuccess: () => {
        router.push("/templates");
        void queries.invalidateQueries(trpc.templates.list.pathFilter());
        toast.success(`${template.title} is withdrawn.`);
      },
      onError: (error) => void toast.error(errorMessage(error)),
    }),
  );
  return (
    <AlertDialog open={open} onOpenChange={(next) => !next && onClose()}>
      <AlertDialogContent>
        <DialogBody className="pt-5">
          <AlertDialogTitle>Withdraw {template.title}?</AlertDialogTitle>
          <AlertDialogDescription>
            Nobody finds it in the gallery any more. Copies stay as they are, and get no newer version.
          </AlertDialogDescription>
        </DialogBody>
        <DialogFooter>
          <AlertDialogCancel>Keep the template</AlertDialogCancel>
          <Button variant="destructive" busy={withdraw.isPending} onClick={() => withdraw.mutate({ id: template.id })}>
            Withdraw template
          </Button>
        </DialogFooter>
      </AlertDialogContent>
    </AlertDialog>
  );
}
