import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type DemoServer, serveDemo } from "./serve";

let shop: DemoServer;
beforeAll(async () => {
  shop = await serveDemo();
});
afterAll(() => shop.close());

/** A visitor with a cookie jar of one cookie. */
function visitor() {
  let cookie = "";
  const visit = async (path: string, form?: Record<string, string>) => {
    const response = await fetch(`${shop.url}${path}`, {
      method: form ? "POST" : "GET",
      body: form && new URLSearchParams(form),
      headers: { cookie },
      redirect: "manual",
    });
    cookie = response.headers.get("set-cookie")?.split(";")[0] ?? cookie;
    return { status: response.status, location: response.headers.get("location"), text: await response.text() };
  };
  return { visit, cookie: () => cookie, restore: (text: string) => (cookie = text) };
}

describe("demo shop", () => {
  it("takes a visitor from signing in to an order number", async () => {
    const { visit } = visitor();
    expect(await visit("/login", { user: "demo", password: "wrong" })).toMatchObject({ status: 401 });
    expect(await visit("/login", { user: "demo", password: "demo" })).toMatchObject({ location: "/demo/products" });
    expect((await visit("/products")).text).toContain("Hello, demo");
    expect(await visit("/cart", { product: "p-107" })).toMatchObject({ status: 303, location: "/demo/cart" });
    expect((await visit("/cart")).text).toMatch(/Cork coaster.*\$7\.80/s);
    expect((await visit("/checkout", { name: "Ann", terms: "" })).status).toBe(422);
    const placed = await visit("/checkout", { name: "Ann <b>", terms: "yes" });
    expect(placed.location).toMatch(/^\/demo\/orders\/CS-\d{6}$/);
    const order = await visit(placed.location?.slice("/demo".length) ?? "");
    expect(order.text).toContain("Ann &lt;b&gt;");
    expect((await visit("/cart")).text).toContain("The cart is empty");
    expect((await visit(`${placed.location?.slice("/demo".length)}/receipt.txt`)).text).toContain("$7.80");
  });

  it("keeps the cart over a restart of the server", async () => {
    const first = visitor();
    await first.visit("/cart", { product: "p-101" });
    await shop.close();
    shop = await serveDemo();
    const again = visitor();
    again.restore(first.cookie());
    expect((await again.visit("/cart")).text).toContain("Enamel mug");
  });

  it("asks to sign in before the order, and only sends people to its own pages", async () => {
    const { visit } = visitor();
    await visit("/cart", { product: "p-101" });
    expect((await visit("/checkout")).location).toBe("/demo/login?next=/checkout");
    const form = { user: "demo", password: "demo", next: "//evil.example/" };
    expect((await visit("/login", form)).location).toBe("/demo/products");
  });

  it.each(["", "e30", "bm9uc2Vuc2U", "x".repeat(5000)])("survives the cookie %j", async (cookie) => {
    const guest = visitor();
    guest.restore(`demo_shop=${cookie}`);
    expect((await guest.visit("/cart")).text).toContain("The cart is empty");
  });

  it("sorts by price and keeps to a limit, on the page as in JSON", async () => {
    const { products } = JSON.parse((await visitor().visit("/api/products?sort=price&max_price=13")).text);
    expect(products.map((product: { price: number }) => product.price)).toEqual([7.8, 9.5, 12.5]);
    const { text } = await visitor().visit("/products?sort=price&max_price=13");
    expect(text.indexOf("Cork coaster")).toBeLessThan(text.indexOf("Pencil set"));
    expect(text).not.toContain("Desk lamp");
  });

  it("serves deals and products as JSON", async () => {
    const { deals } = JSON.parse((await visitor().visit("/api/deals")).text);
    expect(deals).toHaveLength(4);
    expect(JSON.parse((await visitor().visit(`/api/products/${deals[0].id}`)).text)).toEqual(deals[0]);
    expect((await visitor().visit("/api/products/none")).status).toBe(404);
    expect((await visitor().visit("/nowhere")).status).toBe(404);
  });
});
