"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Ban, CircleCheck, Ellipsis, LogOut, ScrollText, ShieldOff, ShieldUser } from "lucide-react";
import Link from "next/link";
import { toast } from "sonner";
import { useMe } from "@/components/session/session";
import { Avatar } from "@/components/shared/avatar";
import { plural } from "@/components/shared/format";
import { TableSkeleton } from "@/components/shared/table-skeleton";
import { Time } from "@/components/shared/time";
import { useTRPC } from "@/components/trpc/client";
import { errorMessage } from "@/components/trpc/error";
import { QueryProblem } from "@/components/trpc/query-problem";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card, CardHeader, CardTitle } from "@/components/ui/card";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";

interface User {
  id: string;
  email: string;
  name: string;
  role: "admin" | "user";
  status: "active" | "disabled";
  createdAt: number;
  lastSeenAt: number | null;
}

export function UserTable() {
  const trpc = useTRPC();
  const me = useMe();
  const users = useQuery(trpc.admin.users.queryOptions());
  return (
    <Card>
      <CardHeader>
        <CardTitle>Users</CardTitle>
        {users.data ? (
          <span className="text-12 text-muted-foreground">{plural(users.data.items.length, "account")}</span>
        ) : null}
      </CardHeader>
      {users.error ? (
        <QueryProblem error={users.error} what="the users" onRetry={() => users.refetch()} />
      ) : !users.data ? (
        <TableSkeleton rows={3} />
      ) : (
        <Table className="max-md:block">
          <TableHead>
            <tr>
              <TableHeader>User</TableHeader>
              <TableHeader>Role</TableHeader>
              <TableHeader>Last seen</TableHeader>
              <TableHeader>
                <span className="sr-only">Actions</span>
              </TableHeader>
            </tr>
          </TableHead>
          <TableBody>
            {users.data.items.map((user) => (
              <UserRow key={user.id} user={user} isMe={user.id === me?.id} />
            ))}
          </TableBody>
        </Table>
      )}
    </Card>
  );
}

function UserRow({ user, isMe }: { user: User; isMe: boolean }) {
  return (
    <TableRow>
      <TableCell className="py-2 max-md:order-1">
        <span className="flex items-center gap-2.5">
          <Avatar name={user.name} />
          <span className="min-w-0">
            <span className="flex items-center gap-2 font-medium">
              {user.name}
              {user.status === "disabled" ? <Badge>Blocked</Badge> : null}
            </span>
            <span className="block truncate text-12 text-muted-foreground">{user.email}</span>
          </span>
        </span>
      </TableCell>
      <TableCell className="max-md:order-3">{user.role === "admin" ? "administrator" : "user"}</TableCell>
      <TableCell className="whitespace-nowrap text-muted-foreground max-md:order-4">
        {isMe ? "you, now" : user.lastSeenAt === null ? "never" : <Time at={user.lastSeenAt} />}
      </TableCell>
      <TableCell className="text-right max-md:order-2">{isMe ? null : <UserMenu user={user} />}</TableCell>
    </TableRow>
  );
}

function UserMenu({ user }: { user: User }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const after = {
    onSuccess: () => queryClient.invalidateQueries(trpc.admin.users.pathFilter()),
    onError: (error: unknown) => void toast.error(errorMessage(error)),
  };
  const setStatus = useMutation(trpc.admin.setUserStatus.mutationOptions(after));
  const setRole = useMutation(trpc.admin.setUserRole.mutationOptions(after));
  const signOut = useMutation(
    trpc.admin.signOutUser.mutationOptions({
      ...after,
      onSuccess: () => void toast.success(`${user.name} is signed out everywhere.`),
    }),
  );
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button variant="ghost" size="icon-sm" aria-label={`More about ${user.name}`}>
          <Ellipsis />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent>
        {user.role === "admin" ? (
          <DropdownMenuItem onSelect={() => setRole.mutate({ id: user.id, role: "user" })}>
            <ShieldOff aria-hidden /> Make an ordinary user
          </DropdownMenuItem>
        ) : (
          <DropdownMenuItem onSelect={() => setRole.mutate({ id: user.id, role: "admin" })}>
            <ShieldUser aria-hidden /> Make an administrator
          </DropdownMenuItem>
        )}
        <DropdownMenuItem asChild>
          <Link href={`/admin/audit?actor=${user.id}`}>
            <ScrollText aria-hidden /> See what they did
          </Link>
        </DropdownMenuItem>
        <DropdownMenuItem onSelect={() => signOut.mutate({ id: user.id })}>
          <LogOut aria-hidden /> End all sessions
        </DropdownMenuItem>
        {user.status === "active" ? (
          <DropdownMenuItem destructive onSelect={() => setStatus.mutate({ id: user.id, status: "disabled" })}>
            <Ban aria-hidden /> Block, and end all sessions
          </DropdownMenuItem>
        ) : (
          <DropdownMenuItem onSelect={() => setStatus.mutate({ id: user.id, status: "active" })}>
            <CircleCheck aria-hidden /> Let in again
          </DropdownMenuItem>
        )}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
