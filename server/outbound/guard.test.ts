import { describe, expect, it } from "vitest";
import { parseAllowHosts } from "./allow-list";
import { createGuard, OutboundRefused, portOf } from "./guard";

/** Names of the test's own little DNS. */
const NAMES: Record<string, string> = {
  localhost: "127.0.0.1",
  "localhost.": "127.0.0.1",
  "127.0.0.1.nip.example": "127.0.0.1",
  "loopback6.example": "::1",
  "mapped.example": "::ffff:10.0.0.5",
  "intranet.example": "192.168.1.20",
  "shop.example": "93.184.215.14",
};
const resolve = async (host: string) => {
  const address = NAMES[host];
  return address ? [{ address, family: address.includes(":") ? (6 as const) : (4 as const) }] : [];
};

/** The whole decision, as every way out takes it: the URL, then its addresses. */
async function decide(address: string, allow = "") {
  const guard = createGuard(parseAllowHosts(allow), resolve);
  const url = guard.checkUrl(address);
  return guard.resolve(url.hostname, portOf(url));
}

const PRIVATE = [
  "http://127.0.0.1/",
  "http://127.0.0.1:3000/",
  "http://127.1/",
  "http://2130706433/",
  "http://0x7f000001/",
  "http://0x7f.1/",
  "http://0177.0.0.1/",
  "http://127.0.0.1./",
  "http://127.9.9.9/",
  "http://0.0.0.0/",
  "http://0/",
  "http://[::]/",
  "http://[::1]/",
  "http://[0:0:0:0:0:0:0:1]/",
  "http://[::ffff:127.0.0.1]/",
  "http://[::ffff:7f00:1]/",
  "http://[::127.0.0.1]/",
  "http://[64:ff9b::127.0.0.1]/",
  "http://[2002:7f00:1::]/",
  "http://localhost/",
  "http://LOCALHOST./",
  "http://127.0.0.1.nip.example/",
  "http://loopback6.example/",
  "http://mapped.example/",
  "http://intranet.example/",
  "http://10.0.0.1/",
  "http://172.16.0.1/",
  "http://192.168.0.1/",
  "http://169.254.169.254/latest/meta-data/",
  "http://100.64.0.1/",
  "http://[fe80::1]/",
  "http://[fd00::1]/",
  "http://224.0.0.1/",
  "http://255.255.255.255/",
  "http://１２７.０.０.１/",
];

describe("outbound guard", () => {
  it.each(PRIVATE)("refuses %s", async (address) => {
    await expect(decide(address)).rejects.toBeInstanceOf(OutboundRefused);
  });

  it.each([
    "file:///etc/passwd",
    "ftp://shop.example/",
    "data:text/plain,hello",
    "javascript:alert(1)",
    "gopher://shop.example/",
    "http://user:word@shop.example/",
    "not an address",
  ])("refuses %s for what it is", async (address) => {
    await expect(decide(address)).rejects.toBeInstanceOf(OutboundRefused);
  });

  it("lets public addresses through", async () => {
    expect(await decide("https://shop.example/a?b")).toEqual([{ address: "93.184.215.14", family: 4 }]);
    expect(await decide("http://8.8.8.8/")).toHaveLength(1);
    expect(await decide("http://[2606:4700::1111]/")).toHaveLength(1);
  });

  it("refuses a name when only one of its addresses is private", async () => {
    const guard = createGuard([], async () => [
      { address: "93.184.215.14", family: 4 },
      { address: "127.0.0.1", family: 4 },
    ]);
    await expect(guard.resolve("both.example", 80)).rejects.toThrow(/both\.example \(127\.0\.0\.1\) is a private/);
  });

  it.each([
    ["http://localhost:3000/", "localhost:3000"],
    ["http://LocalHost.:3000/", "localhost:3000"],
    ["http://intranet.example/", "intranet.example"],
    ["http://intranet.example/", "192.168.0.0/16"],
    ["http://127.0.0.1:8080/", "127.0.0.1"],
    ["http://[::ffff:127.0.0.1]:8080/", "127.0.0.1:8080"],
    ["http://[::1]:8080/", "[::1]:8080"],
    ["http://10.1.2.3/", "shop.example, 10.1.2.3:80"],
  ])("allows %s when the operator lists %s", async (address, allow) => {
    expect(await decide(address, allow)).toHaveLength(1);
  });

  it.each([
    ["http://localhost:3001/", "localhost:3000"],
    ["http://127.0.0.1:3001/", "127.0.0.1:3000"],
    ["http://10.1.2.3/", "10.1.2.4"],
    ["http://intranet.example/", "ranet.example"],
    ["http://127.0.0.1/", "localhost"],
  ])("still refuses %s when the operator lists %s", async (address, allow) => {
    await expect(decide(address, allow)).rejects.toBeInstanceOf(OutboundRefused);
  });

  it.each(["http://x", "a b", "host:0", "host:99999", "-x"])("says that the entry %s cannot be read", (entry) => {
    expect(() => parseAllowHosts(entry)).toThrow(/"|port/);
  });
});
