/**
 * Who is signed in and what is in the cart, kept in the visitor's cookie, so that it outlives a restart of the server.
 * It is not signed: nothing of value is behind it, and whatever a visitor writes into it is checked when it is read.
 */
import { z } from "zod";
import { findProduct } from "./catalog";

export const SHOP_COOKIE = "demo_shop";
const MAX_COOKIE = 3000;

const sessionSchema = z.object({
  user: z.string().min(1).max(40).nullable().default(null),
  cart: z.record(z.string(), z.int().min(1).max(20)).default({}),
  order: z
    .object({
      number: z.string().max(20),
      totalCents: z.int().nonnegative(),
      items: z.int().nonnegative(),
      name: z.string().max(80),
    })
    .nullable()
    .default(null),
});
export type ShopSession = z.output<typeof sessionSchema>;

export function readSession(request: Request): ShopSession {
  const cookie = request.headers
    .get("cookie")
    ?.split(/;\s*/)
    .find((part) => part.startsWith(`${SHOP_COOKIE}=`))
    ?.slice(SHOP_COOKIE.length + 1);
  const session = sessionSchema.safeParse(parse(cookie ?? ""));
  if (!session.success) return { user: null, cart: {}, order: null };
  const cart = Object.fromEntries(Object.entries(session.data.cart).filter(([id]) => findProduct(id)));
  return { ...session.data, cart };
}

/** A `Set-Cookie` header. */
export function sessionCookie(session: ShopSession): string {
  const value = Buffer.from(JSON.stringify(session)).toString("base64url");
  return `${SHOP_COOKIE}=${value}; Path=/demo; HttpOnly; SameSite=Lax; Max-Age=604800`;
}

function parse(cookie: string): unknown {
  if (cookie === "" || cookie.length > MAX_COOKIE) return {};
  try {
    return JSON.parse(Buffer.from(cookie, "base64url").toString("utf8"));
  } catch {
    return {};
  }
}

export interface CartLine {
  id: string;
  name: string;
  quantity: number;
  cents: number;
}

export function cartLines(session: ShopSession): CartLine[] {
  return Object.entries(session.cart).flatMap(([id, quantity]) => {
    const product = findProduct(id);
    return product ? [{ id, name: product.name, quantity, cents: product.cents * quantity }] : [];
  });
}

export const cartCents = (session: ShopSession): number =>
  cartLines(session).reduce((sum, line) => sum + line.cents, 0);
export const cartCount = (session: ShopSession): number => Object.values(session.cart).reduce((sum, n) => sum + n, 0);
