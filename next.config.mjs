/** @type {import("next").NextConfig} */
const config = {
  poweredByHeader: false,
  reactStrictMode: true,
  images: { unoptimized: true },
  devIndicators: false,
  // Packages with native parts or their own loaders run as they are installed.
  serverExternalPackages: [
    "postgres",
    "@node-rs/argon2",
    "playwright",
    "playwright-core",
    "@sparticuz/chromium",
    "pino",
    "undici",
    "liquidjs",
  ],
};

export default config;
