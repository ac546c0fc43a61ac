import { expect, test } from "vitest";
import { firstWords } from "./silence";

/** A startup message: its length, the version of the protocol, names and values. */
function startup(text: string): Buffer {
  const body = Buffer.concat([Buffer.from([0, 3, 0, 0]), Buffer.from(text)]);
  const length = Buffer.alloc(4);
  length.writeInt32BE(body.length + 4);
  return Buffer.concat([length, body]);
}

test("what was kept for an older connection is left out before a startup message", () => {
  const message = startup("user\0ada\0\0");
  const query = Buffer.from("Q\0\0\0\rselect 1\0");
  expect(firstWords(message)).toEqual(message);
  expect(firstWords(Buffer.concat([query, message]))).toEqual(message);
  expect(firstWords(Buffer.concat([query, startup("user\0ben\0\0"), message]))).toEqual(message);
  expect(firstWords(Buffer.concat([Buffer.from([0, 3, 0, 0, 0]), message]))).toEqual(message);
});

test("what is no startup message stays as it is", () => {
  const request = Buffer.from([0, 0, 0, 8, 4, 210, 22, 47]);
  expect(firstWords(request)).toEqual(request);
  expect(firstWords(Buffer.from("Q"))).toEqual(Buffer.from("Q"));
});
