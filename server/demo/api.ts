import { deals, findProduct, type Product } from "./catalog";
import { parseProductQuery, selectProducts } from "./pages";

/** `/products`, `/products/<id>` and `/deals`, as JSON. */
export function shopApi(path: string, query: URLSearchParams): Response {
  if (path === "/products") return json({ products: selectProducts(parseProductQuery(query)).map(shown) });
  if (path === "/deals") return json({ deals: deals().map(shown) });
  const product = findProduct(/^\/products\/([\w-]+)$/.exec(path)?.[1] ?? "");
  return product ? json(shown(product)) : json({ error: `There is nothing at ${path || "/"}.` }, 404);
}

const shown = ({ id, name, description, cents, beforeCents, stock }: Product) => ({
  id,
  name,
  description,
  price: cents / 100,
  price_before: beforeCents === undefined ? null : beforeCents / 100,
  stock,
  url: `/demo/products/${id}`,
});

const json = (value: unknown, status = 200) =>
  Response.json(value, { status, headers: { "cache-control": "no-store" } });
