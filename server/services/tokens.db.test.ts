import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { updateUser } from "../store/users";
import { ServiceBench } from "../testing/service-bench";

let bench: ServiceBench;
beforeAll(async () => {
  bench = await ServiceBench.open();
});
afterAll(() => bench.close());

const input = { name: "night report", scopes: ["executions:read", "chains:run"], expiresInDays: 90 };

describe("a token", () => {
  it("stands for its person, within its scopes, and is stored as a hash only", async () => {
    const person = await bench.person();
    const { token, id } = await bench.services.tokens.create(person, input);
    expect(token).toMatch(/^cw_[0-9a-f]{12}_[0-9a-f]{48}$/);
    expect(await bench.services.tokens.holderOf(token)).toMatchObject({
      ...{ tokenId: id, actor: { type: "user", id: person.id }, scopes: ["executions:read", "chains:run"] },
    });
    const stored = await bench.db.orm.execute(sql`select row_to_json(t)::text as row from api_tokens t`);
    expect(JSON.stringify(stored)).not.toContain(token.slice(-48));
    expect((await bench.services.tokens.list(person))[0]?.lastUsedAt).not.toBeNull();
  });

  it.each([
    ["revoked", (id: string) => sql`update api_tokens set revoked_at = now() where id = ${id}`],
    ["expired", (id: string) => sql`update api_tokens set expires_at = now() where id = ${id}`],
  ])("that is %s stands for nobody", async (_, change) => {
    const person = await bench.person();
    const { token, id } = await bench.services.tokens.create(person, input);
    await bench.db.orm.execute(change(id));
    expect(await bench.services.tokens.holderOf(token)).toBeNull();
  });

  it("of somebody who is disabled stands for nobody", async () => {
    const person = await bench.person();
    const { token } = await bench.services.tokens.create(person, input);
    await updateUser(bench.db.orm, person.id, { status: "disabled" });
    expect(await bench.services.tokens.holderOf(token)).toBeNull();
  });

  it("is revoked by its person alone", async () => {
    const [person, other] = [await bench.person(), await bench.person("admin")];
    const { token, id } = await bench.services.tokens.create(person, input);
    await bench.services.tokens.revoke(other, id);
    expect(await bench.services.tokens.holderOf(token)).not.toBeNull();
    await bench.services.tokens.revoke(person, id);
    expect(await bench.services.tokens.holderOf(token)).toBeNull();
    expect(await bench.services.tokens.list(person)).toEqual([]);
  });

  it("is made for somebody else at the machine only", async () => {
    const [person, admin] = [await bench.person(), await bench.person("admin")];
    await expect(bench.services.tokens.createFor(admin, person.email, input)).rejects.toMatchObject({
      code: "forbidden",
    });
    const { token } = await bench.services.tokens.createFor({ type: "operator" }, person.email, input);
    expect(await bench.services.tokens.holderOf(token)).toMatchObject({ actor: { id: person.id } });
  });

  it.each([
    [{ scopes: ["chain:run"] }, /no scope "chain:run".*chains:run/],
    [{ scopes: [] }, /Choose/],
    [{ name: " " }, /what the token is for/],
    [{ expiresInDays: 366 }, /at most 365/],
  ])("%j is refused", async (wrong, message) => {
    const person = await bench.person();
    await expect(bench.services.tokens.create(person, { ...input, ...wrong })).rejects.toThrow(message);
  });
});
