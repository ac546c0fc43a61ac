import { deals, money, PRODUCTS, type Product } from "./catalog";
import { type Html, html } from "./html";
import { cartCents, cartLines, type ShopSession } from "./shop-session";

export const homePage =
  (): Html => html`<p>A small shop to practise on. Nothing is sold here, and every order is a pretence.</p>
<p>Sign in as <code>demo</code> with the password <code>demo</code>, look through the <a href="/demo/products">products</a> or the
<a href="/demo/deals">deals</a>, or ask the <a href="/demo/api/products">JSON interface</a>.</p>`;

export const loginPage = (
  next: string,
  error: string | null,
): Html => html`${error !== null && html`<p class="error" role="alert">${error}</p>`}
<form method="post" action="/demo/login">
<input type="hidden" name="next" value="${next}">
<label for="user">User</label><input id="user" name="user" autocomplete="username" required>
<label for="password">Password</label><input id="password" name="password" type="password" autocomplete="current-password" required>
<p><button>Sign in</button></p>
</form>`;

export interface ProductQuery {
  sort: "name" | "price";
  /** Cents; null: no limit. */
  maxCents: number | null;
}

/** `?sort=price&max_price=20` */
export function parseProductQuery(query: URLSearchParams): ProductQuery {
  const limit = Number.parseFloat(query.get("max_price") ?? "");
  return {
    sort: query.get("sort") === "price" ? "price" : "name",
    maxCents: Number.isFinite(limit) && limit >= 0 ? Math.round(limit * 100) : null,
  };
}

export function selectProducts({ sort, maxCents }: ProductQuery): Product[] {
  const fitting = PRODUCTS.filter((product) => maxCents === null || product.cents <= maxCents);
  return fitting.sort((a, b) => (sort === "price" ? a.cents - b.cents : a.name.localeCompare(b.name, "en")));
}

export function productsPage(query: ProductQuery): Html {
  const products = selectProducts(query);
  const limit = query.maxCents === null ? "" : String(query.maxCents / 100);
  return html`<form method="get" action="/demo/products"><div class="row">
<div><label for="sort">Sort by</label><select id="sort" name="sort"><option value="name">Name</option>
<option value="price" ${query.sort === "price" && html`selected`}>Price, lowest first</option></select></div>
<div><label for="max_price">Highest price</label><input id="max_price" name="max_price" inputmode="decimal" value="${limit}"></div>
<button>Apply</button></div></form>
${products.length === 0 ? html`<p>Nothing costs that little.</p>` : html`<ul class="grid">${products.map(productCard)}</ul>`}`;
}

const productCard = (product: Product): Html => html`<li class="card product" data-id="${product.id}">
<h2><a href="/demo/products/${product.id}">${product.name}</a></h2>
<p class="soft">${product.description}</p><p class="price">${money(product.cents)}</p>${addForm(product)}</li>`;

const addForm = (product: Product): Html => html`<form method="post" action="/demo/cart">
<input type="hidden" name="product" value="${product.id}"><button aria-label="Add ${product.name} to cart">Add to cart</button></form>`;

export const productPage = (product: Product): Html => html`<p class="soft">${product.description}</p>
<p class="price">${money(product.cents)}</p><p>${product.stock} in stock</p>${addForm(product)}`;

export const dealsPage = (): Html =>
  html`<ul class="grid">${deals().map(
    (
      product,
    ) => html`<li class="deal" data-id="${product.id}"><h2 class="title"><a href="/demo/products/${product.id}">${product.name}</a></h2>
<p><span class="price">${money(product.cents)}</span> <del class="before">${money(product.beforeCents ?? product.cents)}</del></p></li>`,
  )}</ul>`;

export function cartPage(session: ShopSession): Html {
  const lines = cartLines(session);
  if (lines.length === 0) return html`<p>The cart is empty.</p>`;
  return html`<table><thead><tr><th>Product</th><th>Quantity</th><th>Price</th><th><span hidden>Remove</span></th></tr></thead><tbody>
${lines.map(
  (
    line,
  ) => html`<tr class="line" data-id="${line.id}"><td class="title">${line.name}</td><td class="quantity">${line.quantity}</td>
<td class="price">${money(line.cents)}</td><td><form method="post" action="/demo/cart/remove"><input type="hidden" name="product" value="${line.id}">
<button class="quiet" aria-label="Remove ${line.name}">Remove</button></form></td></tr>`,
)}
</tbody></table><p>Total: <strong class="total">${money(cartCents(session))}</strong></p>
<form method="get" action="/demo/checkout"><button>Check out</button></form>`;
}

export const checkoutPage = (
  session: ShopSession,
  error: string | null,
): Html => html`${error !== null && html`<p class="error" role="alert">${error}</p>`}
<p>${cartLines(session).length} products, <strong class="total">${money(cartCents(session))}</strong></p>
<form method="post" action="/demo/checkout">
<label for="name">Name</label><input id="name" name="name" autocomplete="name" required maxlength="80">
<label for="delivery">Delivery</label><select id="delivery" name="delivery"><option>Standard</option><option>Express</option></select>
<p><label><input type="checkbox" name="terms" value="yes" style="width:auto" required> I know that this is a demonstration</label></p>
<p><button>Place order</button></p></form>`;

export const orderPage = (
  order: NonNullable<ShopSession["order"]>,
): Html => html`<p>Thank you, <span class="name">${order.name}</span>.</p>
<p>Order number: <strong class="order-number" data-testid="order-number">${order.number}</strong></p>
<p><span class="items">${order.items}</span> ${order.items === 1 ? "product" : "products"} for <span class="total">${money(order.totalCents)}</span>. <a href="/demo/orders/${order.number}/receipt.txt" download>Receipt</a></p>`;
