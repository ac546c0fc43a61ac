import { expect, test } from "vitest";
import { AnswersOwed } from "./answers-owed";

const int32 = (value: number) => {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
};
const message = (letter: string, body = "") =>
  Buffer.concat([Buffer.from(letter), int32(4 + body.length), Buffer.from(body)]);
const START = Buffer.concat([int32(8), int32(196_608)]);
const SSL_REQUEST = Buffer.concat([int32(8), int32(80_877_103)]);
const READY = message("Z", "I");

function started(): AnswersOwed {
  const owed = new AnswersOwed();
  owed.sent(START);
  owed.received(Buffer.concat([message("R", "okay"), message("S", "parameter"), READY]));
  return owed;
}

test("a start is answered once the server is ready", () => {
  const owed = new AnswersOwed();
  owed.sent(START);
  owed.received(message("R", "okay"));
  expect(owed.count).toBe(1);
  owed.received(READY);
  expect(owed.count).toBe(0);
});

test("each query that was sent ahead is owed an answer of its own", () => {
  const owed = started();
  owed.sent(Buffer.concat([message("P"), message("B"), message("E"), message("S"), message("Q", "select 1")]));
  owed.sent(message("S"));
  expect(owed.count).toBe(3);
  owed.received(READY);
  expect(owed.count).toBe(2);
  owed.received(Buffer.concat([message("D", "Z\0\0\0\x05I"), READY, READY]));
  expect(owed.count).toBe(0);
});

test("wherever the pieces end", () => {
  const owed = started();
  owed.sent(message("S"));
  const answer = Buffer.concat([message("D", "x".repeat(20)), message("N"), READY]);
  for (const byte of answer.subarray(0, -1)) owed.received(Buffer.from([byte]));
  owed.received(answer.subarray(-1));
  expect(owed.count).toBe(0);
});

test("a flush is owed something, whatever it is", () => {
  const owed = started();
  owed.sent(Buffer.concat([message("P"), message("D"), message("H")]));
  expect(owed.count).toBe(1);
  owed.received(message("1"));
  expect(owed.count).toBe(0);
});

test("what speaks of itself without being asked is no answer", () => {
  const owed = started();
  owed.received(message("A", "notification"));
  expect(owed.count).toBe(0);
});

test("a server that does not encrypt is started in the clear; of one that does nothing more can be read", () => {
  const clear = new AnswersOwed();
  clear.sent(SSL_REQUEST);
  clear.received(Buffer.from("N"));
  clear.sent(START);
  clear.received(READY);
  expect(clear).toMatchObject({ count: 0, encrypted: false });
  const encrypted = new AnswersOwed();
  encrypted.sent(SSL_REQUEST);
  encrypted.received(Buffer.from("S"));
  expect(encrypted).toMatchObject({ count: 0, encrypted: true });
});
