/** The demo shop: pages and a JSON interface below `/demo`, made from a request alone, so any HTTP server can serve it. */
import { randomInt } from "node:crypto";
import { shopApi } from "./api";
import { findProduct, money } from "./catalog";
import type { Html } from "./html";
import { layout } from "./layout";
import {
  cartPage,
  checkoutPage,
  dealsPage,
  homePage,
  loginPage,
  orderPage,
  parseProductQuery,
  productPage,
  productsPage,
} from "./pages";
import { cartCents, cartCount, readSession, type ShopSession, sessionCookie } from "./shop-session";

const BASE = "/demo";
const MAX_FORM_BYTES = 10_000;

interface Visit {
  url: URL;
  method: string;
  session: ShopSession;
  form: URLSearchParams;
}
type Answer = Response | Promise<Response>;

/** Answers any request whose path starts with `/demo`. */
export async function handleDemo(request: Request): Promise<Response> {
  const url = new URL(request.url);
  const path = url.pathname.slice(BASE.length).replace(/\/$/, "");
  const method = request.method === "HEAD" ? "GET" : request.method;
  if (path === "/api" || path.startsWith("/api/")) return shopApi(path.slice("/api".length), url.searchParams);
  const form = new URLSearchParams(method === "POST" ? (await request.text()).slice(0, MAX_FORM_BYTES) : "");
  return route(path, { url, method, session: readSession(request), form });
}

function route(path: string, visit: Visit): Answer {
  const { session, url } = visit;
  const product = /^\/products\/([\w-]+)$/.exec(path)?.[1];
  const order = /^\/orders\/([\w-]+)(\/receipt\.txt)?$/.exec(path);
  switch (`${visit.method} ${path}`) {
    case "GET ":
      return page("Welcome", session, homePage());
    case "GET /login":
      return page("Sign in", session, loginPage(ownPath(url.searchParams.get("next")), null));
    case "POST /login":
      return signIn(visit);
    case "POST /logout":
      return redirect("/login", { user: null, cart: {}, order: null });
    case "GET /products":
      return page("Products", session, productsPage(parseProductQuery(url.searchParams)));
    case "GET /deals":
      return page("Deals", session, dealsPage());
    case "GET /cart":
      return page("Cart", session, cartPage(session));
    case "POST /cart":
      return changeCart(visit, 1);
    case "POST /cart/remove":
      return changeCart(visit, 0);
    case "GET /checkout":
      return checkout(visit);
    case "POST /checkout":
      return placeOrder(visit);
  }
  if (visit.method === "GET" && product) return showProduct(product, session);
  if (visit.method === "GET" && order) return showOrder(order[1] ?? "", order[2] !== undefined, session);
  return notFound(session);
}

function signIn({ form, session }: Visit): Response {
  const next = ownPath(form.get("next"));
  if (form.get("user") === "demo" && form.get("password") === "demo")
    return redirect(next, { ...session, user: "demo" });
  return page("Sign in", session, loginPage(next, "User or password is wrong."), 401);
}

function changeCart({ form, session }: Visit, change: 0 | 1): Response {
  const product = findProduct(form.get("product") ?? "");
  if (!product) return notFound(session);
  const { [product.id]: before = 0, ...others } = session.cart;
  const cart = change === 0 ? others : { ...session.cart, [product.id]: Math.min(before + 1, 20) };
  return redirect("/cart", { ...session, cart });
}

function checkout({ session }: Visit): Response {
  if (session.user === null) return redirect("/login?next=/checkout");
  if (cartCount(session) === 0) return redirect("/cart");
  return page("Check out", session, checkoutPage(session, null));
}

function placeOrder({ session, form }: Visit): Response {
  if (session.user === null) return redirect("/login?next=/checkout");
  if (cartCount(session) === 0) return redirect("/cart");
  const name = (form.get("name") ?? "").trim().slice(0, 80);
  const problem = name === "" ? "Please give a name." : form.get("terms") !== "yes" ? "Please tick the box." : null;
  if (problem) return page("Check out", session, checkoutPage(session, problem), 422);
  const number = `CS-${randomInt(100_000, 1_000_000)}`;
  const order = { number, name, totalCents: cartCents(session), items: cartCount(session) };
  return redirect(`/orders/${number}`, { ...session, cart: {}, order });
}

function showProduct(id: string, session: ShopSession): Response {
  const product = findProduct(id);
  return product ? page(product.name, session, productPage(product)) : notFound(session);
}

function showOrder(number: string, asText: boolean, session: ShopSession): Response {
  const { order } = session;
  if (order?.number !== number) return notFound(session);
  if (!asText) return page("Order placed", session, orderPage(order));
  const text = `Corner Shop\nOrder ${order.number}\nFor ${order.name}\n${order.items} products, ${money(order.totalCents)}\n`;
  const disposition = `attachment; filename="receipt-${order.number}.txt"`;
  return new Response(text, {
    headers: { "content-type": "text/plain; charset=utf-8", "content-disposition": disposition },
  });
}

const notFound = (session: ShopSession) => page("Not found", session, homePage(), 404);

/** A path of the shop, for redirects after signing in; anything else leads to the products. */
function ownPath(next: string | null): string {
  return next !== null && /^\/[a-z][a-z/-]*$/.test(next) ? next : "/products";
}

function page(title: string, session: ShopSession, body: Html, status = 200): Response {
  return new Response(layout({ title, session, body }).markup, {
    status,
    headers: {
      "content-type": "text/html; charset=utf-8",
      "cache-control": "no-store",
      "content-security-policy":
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'self'; frame-ancestors 'none'",
      "x-content-type-options": "nosniff",
    },
  });
}

function redirect(path: string, session?: ShopSession): Response {
  const headers = new Headers({ location: `${BASE}${path}`, "cache-control": "no-store" });
  if (session) headers.set("set-cookie", sessionCookie(session));
  return new Response(null, { status: 303, headers });
}
