import { describe, expect, it } from "vitest";
import { OutboundRefused } from "./guard";
import { checkOnlyHosts, hostRule, isAtHost } from "./only-hosts";

describe("places that may get a secret", () => {
  it.each([
    ["https://api.example.com/a", ["api.example.com"], true],
    ["https://API.example.com./a", ["api.example.com"], true],
    ["https://api.example.com:8443/", ["api.example.com"], true],
    ["https://api.example.com:8443/", ["api.example.com:443"], false],
    ["https://api.example.com/", ["api.example.com:443"], true],
    ["https://a.example.com/", ["*.example.com"], true],
    ["https://example.com/", ["*.example.com"], false],
    ["https://evilexample.com/", ["*.example.com"], false],
    ["https://api.example.com.evil.test/", ["api.example.com"], false],
    ["https://evil.test/?api.example.com", ["api.example.com"], false],
    ["https://evil.test/#@api.example.com", ["api.example.com"], false],
    ["http://127.0.0.1:3000/", ["127.0.0.1:3000"], true],
    ["http://0x7f.1:3000/", ["127.0.0.1:3000"], true],
    ["http://[::1]:3000/", ["[::1]:3000"], true],
  ])("%s with %j: %s", (address, rules, expected) => {
    expect(isAtHost(new URL(address), rules)).toBe(expected);
  });

  it("is refused unless every secret may go there, without saying where it would have gone", () => {
    const lists = [["a.test", "b.test"], ["b.test"]];
    expect(() => checkOnlyHosts(new URL("https://b.test/"), lists)).not.toThrow();
    expect(() => checkOnlyHosts(new URL("https://s3cr3t.a.test/"), lists)).toThrow(OutboundRefused);
    expect(() => checkOnlyHosts(new URL("https://a.test/"), lists)).toThrow(/only to b\.test/);
    expect(() => checkOnlyHosts(new URL("https://anywhere.test/"), undefined)).not.toThrow();
  });

  it.each([
    ["API.Example.com", "api.example.com"],
    ["https://api.example.com/path", "api.example.com"],
    ["http://localhost:3000", "localhost:3000"],
    ["*.example.com", "*.example.com"],
    ["*.com", null],
    ["*", null],
    ["a b", null],
    ["host:99999", null],
    ["", null],
  ])("%s is kept as %s", (text, kept) => {
    expect(hostRule(text)).toBe(kept);
  });
});
