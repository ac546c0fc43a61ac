import { Html, html } from "./html";
import { cartCount, type ShopSession } from "./shop-session";

const STYLE = new Html(`<style>
:root { color-scheme: light; --ink: #24201c; --soft: #6b635a; --line: #e4ddd3; --paper: #fbf9f5; --accent: #a63d2f; }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.5 Georgia, "Open Sans", serif; }
header { display: flex; flex-wrap: wrap; gap: 8px 24px; align-items: baseline; padding: 20px 24px; border-bottom: 1px solid var(--line); }
header strong { font-size: 20px; margin-right: auto; }
main { max-width: 880px; margin: 0 auto; padding: 24px; }
a { color: inherit; } nav { display: flex; gap: 20px; }
h1 { font-weight: normal; font-size: 30px; margin: 8px 0 20px; }
.grid { display: grid; grid-template-columns: repeat(auto-fill, minmax(240px, 1fr)); gap: 16px; padding: 0; list-style: none; }
.card, .deal { background: #fff; border: 1px solid var(--line); border-radius: 4px; padding: 16px; }
.card h2, .deal .title { font-size: 18px; margin: 0 0 4px; } .soft { color: var(--soft); } .price { font-size: 18px; margin: 8px 0; }
button { font: inherit; padding: 8px 16px; border: 0; border-radius: 4px; background: var(--accent); color: #fff; cursor: pointer; }
button.quiet { background: none; color: var(--accent); padding: 0; text-decoration: underline; }
label { display: block; margin: 12px 0 4px; } input, select { font: inherit; padding: 8px; width: 100%; max-width: 320px; border: 1px solid #948a7e; border-radius: 4px; background: #fff; }
form .row { display: flex; flex-wrap: wrap; gap: 12px; align-items: end; } .error { color: var(--accent); font-weight: bold; }
table { width: 100%; border-collapse: collapse; } td, th { text-align: left; padding: 10px 4px; border-bottom: 1px solid var(--line); }
del { color: var(--soft); }
</style>`);

export interface PageOptions {
  title: string;
  session: ShopSession;
  body: Html;
}

/** A whole page of the shop. */
export function layout({ title, session, body }: PageOptions): Html {
  return html`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title} · Corner Shop</title>
<link rel="icon" href="data:,">${STYLE}</head>
<body>
<header><strong><a href="/demo">Corner Shop</a></strong>
<nav aria-label="Shop"><a href="/demo/products">Products</a><a href="/demo/deals">Deals</a><a href="/demo/cart">Cart (${cartCount(session)})</a></nav>
${session.user === null ? html`<a href="/demo/login">Sign in</a>` : signedIn(session.user)}
</header>
<main><h1>${title}</h1>
${body}
</main>
</body></html>`;
}

const signedIn = (user: string) =>
  html`<form method="post" action="/demo/logout"><span class="greeting">Hello, ${user}</span> <button class="quiet">Sign out</button></form>`;
