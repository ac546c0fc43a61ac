import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ERROR_CODES } from "../errors";
import { PASSWORD, type Person, ServiceBench } from "../testing/service-bench";
import type { Actor } from "./actor";
import { ensureSetupToken } from "./setup-token";

let bench: ServiceBench;
beforeEach(async () => {
  bench = await ServiceBench.open();
});
afterEach(() => bench.close());

const accounts = () => bench.services.accounts;
const OPERATOR: Actor = { type: "operator" };
const FROM = { address: "203.0.113.7", userAgent: "test" };
const newPerson = (email: string) => ({ name: "Ada", email, password: PASSWORD });

/** The code of a refusal; "ok" when there was none. */
async function codeOf(work: Promise<unknown>): Promise<keyof typeof ERROR_CODES | "ok"> {
  return work.then(
    () => "ok" as const,
    (error: { code?: string }) => {
      if (!error.code || !(error.code in ERROR_CODES)) throw error;
      return error.code as keyof typeof ERROR_CODES;
    },
  );
}

describe("the first administrator", () => {
  test("is created once, by whoever holds the token, also when ten try at once", async () => {
    expect(await accounts().needsSetup()).toBe(true);
    const token = ensureSetupToken(bench.home);
    expect(await codeOf(accounts().setUp("a guess", newPerson("ada@example.com")))).toBe("forbidden");
    const tries = Array.from({ length: 10 }, (_, i) => codeOf(accounts().setUp(token, newPerson(`a${i}@example.com`))));
    const codes = await Promise.all(tries);
    expect(codes.filter((code) => code === "ok")).toHaveLength(1);
    expect(await accounts().users(OPERATOR)).toMatchObject([{ role: "admin" }]);
    expect(await accounts().needsSetup()).toBe(false);
    expect(await codeOf(accounts().setUp(token, newPerson("late@example.com")))).toBe("forbidden");
  });

  test("needs the token: an empty one fits nothing", async () => {
    expect(await codeOf(accounts().setUp("", newPerson("ada@example.com")))).toBe("forbidden");
  });
});

describe("signing in", () => {
  test("answers alike for a wrong password, an unknown address and a disabled account", async () => {
    const [ada, gone] = [await bench.person(), await bench.person()];
    await bench.person("admin");
    await accounts().setUserStatus(OPERATOR, gone.id, "disabled");
    const tries = [
      accounts().signIn(ada.email, "wrong password", FROM),
      accounts().signIn("nobody@example.com", PASSWORD, FROM),
      accounts().signIn(gone.email, PASSWORD, FROM),
    ];
    const refusals = await Promise.all(tries.map((attempt) => attempt.catch((error: Error) => error)));
    const told = refusals.map((refusal) => (refusal instanceof Error ? refusal.message : "signed in"));
    expect(new Set(told)).toEqual(new Set(["That address and password do not belong together."]));
  });

  test("is case-blind for the address and gives a session that works", async () => {
    const ada = await bench.person();
    const { sessionId } = await accounts().signIn(ada.email.toUpperCase(), PASSWORD, FROM);
    expect(await accounts().actorOf(sessionId)).toMatchObject({ id: ada.id, role: "user", sessionId });
  });

  test("stops after five wrong passwords from one address, also for the right one; other addresses go on", async () => {
    const ada = await bench.person();
    for (let round = 0; round < 5; round += 1) {
      expect(await codeOf(accounts().signIn(ada.email, "wrong", FROM))).toBe("unauthenticated");
    }
    expect(await codeOf(accounts().signIn(ada.email, PASSWORD, FROM))).toBe("too_many_requests");
    expect(await codeOf(accounts().signIn(ada.email, PASSWORD, { ...FROM, address: "203.0.113.8" }))).toBe("ok");
  });

  test("a right password forgets the wrong ones before it", async () => {
    const ada = await bench.person();
    for (const password of ["wrong", "wrong", "wrong", "wrong", PASSWORD, "wrong", "wrong"]) {
      await codeOf(accounts().signIn(ada.email, password, FROM));
    }
    expect(await codeOf(accounts().signIn(ada.email, PASSWORD, FROM))).toBe("ok");
  });

  test("the limit holds for unknown addresses too, so that it tells nothing", async () => {
    for (let round = 0; round < 5; round += 1) await codeOf(accounts().signIn("nobody@example.com", "wrong", FROM));
    expect(await codeOf(accounts().signIn("nobody@example.com", "wrong", FROM))).toBe("too_many_requests");
  });
});

describe("a session", () => {
  test("ends at once when it is revoked, and only that one", async () => {
    const ada = await bench.person();
    const other = await accounts().signIn(ada.email, PASSWORD, FROM);
    await accounts().revokeSession(ada, other.sessionId);
    expect(await accounts().actorOf(other.sessionId)).toBeNull();
    expect(await accounts().actorOf(ada.sessionId)).not.toBeNull();
  });
  test("ends when its person is disabled, and does not come back with them", async () => {
    const ada = await bench.person();
    const admin = await bench.person("admin");
    await accounts().setUserStatus(admin, ada.id, "disabled");
    expect(await accounts().actorOf(ada.sessionId)).toBeNull();
    await accounts().setUserStatus(admin, ada.id, "active");
    expect(await accounts().actorOf(ada.sessionId)).toBeNull();
  });
  test("ends when the password changes, except the one that changed it", async () => {
    const ada = await bench.person();
    const other = await accounts().signIn(ada.email, PASSWORD, FROM);
    expect(await codeOf(accounts().changePassword(ada, "wrong", "a much better secret"))).toBe("invalid");
    await accounts().changePassword(ada, PASSWORD, "a much better secret");
    expect(await accounts().actorOf(other.sessionId)).toBeNull();
    expect(await accounts().actorOf(ada.sessionId)).not.toBeNull();
    expect(await codeOf(accounts().signIn(ada.email, PASSWORD, FROM))).toBe("unauthenticated");
    expect(await codeOf(accounts().signIn(ada.email, "a much better secret", FROM))).toBe("ok");
  });
  test("all end with signing out everywhere", async () => {
    const ada = await bench.person();
    const other = await accounts().signIn(ada.email, PASSWORD, FROM);
    await accounts().signOutEverywhere(ada);
    for (const id of [ada.sessionId, other.sessionId]) expect(await accounts().actorOf(id)).toBeNull();
  });
});

describe("signing up", () => {
  test("follows the mode: by invitation at first, then as the administrator says", async () => {
    const admin = await bench.person("admin");
    expect(await codeOf(accounts().signUp(newPerson("a@example.com"), null))).toBe("forbidden");
    await accounts().setSignUpMode(admin, "open");
    expect(await codeOf(accounts().signUp(newPerson("a@example.com"), null))).toBe("ok");
    await accounts().setSignUpMode(admin, "closed");
    const { code } = await accounts().createInvitation(admin, null);
    expect(await codeOf(accounts().signUp(newPerson("b@example.com"), code))).toBe("forbidden");
  });

  test("an invitation serves one account, also when ten try at once", async () => {
    const { code } = await accounts().createInvitation(await bench.person("admin"), null);
    const tries = Array.from({ length: 10 }, (_, i) => codeOf(accounts().signUp(newPerson(`i${i}@example.com`), code)));
    const codes = await Promise.all(tries);
    expect(codes.filter((answer) => answer === "ok")).toHaveLength(1);
    expect(codes.filter((answer) => answer === "forbidden")).toHaveLength(9);
  });

  test("an invitation for an address serves that address only, and is not used up by a refusal", async () => {
    const { code } = await accounts().createInvitation(await bench.person("admin"), "Bob@example.com");
    expect(await codeOf(accounts().signUp(newPerson("eve@example.com"), code))).toBe("forbidden");
    expect(await codeOf(accounts().signUp({ ...newPerson("bob@example.com"), password: "short" }, code))).toBe(
      "invalid",
    );
    expect(await codeOf(accounts().signUp(newPerson("bob@example.com"), code))).toBe("ok");
  });

  test("an invitation is still open after the address turned out to be taken", async () => {
    const ada = await bench.person();
    const { code } = await accounts().createInvitation(await bench.person("admin"), null);
    expect(await codeOf(accounts().signUp(newPerson(ada.email), code))).toBe("conflict");
    expect(await codeOf(accounts().signUp(newPerson("new@example.com"), code))).toBe("ok");
  });

  test("a revoked or expired invitation is none", async () => {
    const admin = await bench.person("admin");
    const revoked = await accounts().createInvitation(admin, null);
    const [open] = await accounts().invitations(admin);
    await accounts().revokeInvitation(admin, open?.id ?? "");
    const expired = await accounts().createInvitation(admin, null);
    await bench.db.sql`update invitations set expires_at = now() - interval '1 second'`;
    for (const { code } of [revoked, expired]) {
      expect(await codeOf(accounts().signUp(newPerson("late@example.com"), code))).toBe("forbidden");
    }
  });

  test("one address, however it is written, is one account", async () => {
    await accounts().setSignUpMode(await bench.person("admin"), "open");
    const tries = ["Ada@example.com", "ada@EXAMPLE.com", " ada@example.com "].map((email) =>
      codeOf(accounts().signUp(newPerson(email), null)),
    );
    expect((await Promise.all(tries)).sort()).toEqual(["conflict", "conflict", "ok"]);
  });
});

describe("the last administrator", () => {
  const admins = async () => (await accounts().users(OPERATOR)).filter((user) => user.role === "admin");

  test("can neither be disabled nor lose the role", async () => {
    const admin = await bench.person("admin");
    expect(await codeOf(accounts().setUserStatus(admin, admin.id, "disabled"))).toBe("conflict");
    expect(await codeOf(accounts().setUserRole(admin, admin.id, "user"))).toBe("conflict");
  });

  test("stays, also when all administrators remove each other at once", async () => {
    const people: Person[] = [];
    for (let count = 0; count < 6; count += 1) people.push(await bench.person("admin"));
    await Promise.all(
      people.map((person, index) =>
        codeOf(
          index % 2 === 0
            ? accounts().setUserRole(person, people[(index + 1) % people.length]?.id ?? "", "user")
            : accounts().setUserStatus(person, people[(index + 1) % people.length]?.id ?? "", "disabled"),
        ),
      ),
    );
    const left = (await admins()).filter((user) => user.status === "active");
    expect(left.length).toBeGreaterThanOrEqual(1);
  });

  test("a person who is not there cannot be changed", async () => {
    const admin = await bench.person("admin");
    const nobody = crypto.randomUUID();
    expect(await codeOf(accounts().setUserStatus(admin, nobody, "disabled"))).toBe("not_found");
    expect(await codeOf(accounts().setUserRole(admin, nobody, "admin"))).toBe("not_found");
  });
});
