import { expect, test } from "vitest";
import { retryOf, retryWait } from "../core/hooks/retry";
import { hostKey, parseHostList } from "./host-list";
import { signatureHeaders } from "./sign";

test.each([
  ["hooks.example.com", "https://hooks.example.com/x", true],
  ["hooks.example.com", "https://HOOKS.example.com./x", true],
  ["hooks.example.com", "https://evil-hooks.example.com/", false],
  ["hooks.example.com:8443", "https://hooks.example.com/", false],
  ["hooks.example.com:8443", "https://hooks.example.com:8443/", true],
  ["*.example.com", "https://a.b.example.com/", true],
  ["*.example.com", "https://example.com/", false],
  ["*.example.com", "https://badexample.com/", false],
  ["*", "http://anything.example/", true],
  ["", "http://anything.example/", false],
])("the list %j and %s: %s", (list, url, allowed) => {
  expect(parseHostList(list).allows(new URL(url))).toBe(allowed);
});

test("an entry that is no host is named", () => {
  expect(() => parseHostList("a.example, http://b")).toThrow('"http://b" is not a host');
});

test("a host is known by name and port", () => {
  expect(hostKey(new URL("https://A.example/x"))).toBe("a.example:443");
  expect(hostKey(new URL("http://a.example:81/x"))).toBe("a.example:81");
});

test("waits double, have a little chance in them, and end", () => {
  const retry = retryOf({ type: "webhook", params: {}, onError: "continue", environments: null });
  expect([1, 2, 3].map((failures) => retryWait(retry, failures, 0))).toEqual([10_000, 20_000, 40_000]);
  expect(retryWait(retry, 1, 1)).toBe(12_000);
  expect(retryWait({ ...retry, maxMs: 15_000 }, 5, 0)).toBe(15_000);
  expect(retryWait(retry, 8, 0)).toBeNull();
});

test("a signature is that of the Standard Webhooks scheme, one for each secret", () => {
  const secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  const headers = signatureHeaders("msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330_000, '{"test": 2432232314}', [secret]);
  expect(headers).toEqual({
    "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
    "webhook-timestamp": "1614265330",
    "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
  });
  expect(signatureHeaders("a", 0, "", ["x", "y"])["webhook-signature"]?.split(" ")).toHaveLength(2);
  expect(signatureHeaders("a", 0, "", [])).not.toHaveProperty("webhook-signature");
});
