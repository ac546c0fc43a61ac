/**
 * How many answers a PostgreSQL connection still owes, told from the bytes in both directions (PostgreSQL documentation,
 * "Message Formats"): each start, simple query and Sync is answered by one ReadyForQuery, and a Flush by something. Only the frames
 * are looked at.
 */
const SYNC = 0x53;
const FLUSH = 0x48;
const QUERY = 0x51;
const READY_FOR_QUERY = 0x5a;
const SSL_REQUEST_CODE = 80_877_103;
const HEADER_BYTES = 5;

export class AnswersOwed {
  private ready = 0;
  /** The server was asked for what it has so far, and has said nothing yet. */
  private flushed = false;
  /** From here on only the two ends can read what is said. */
  encrypted = false;
  private begun = false;
  private asksForEncryption = false;
  private readonly answers = new Frames();

  get count(): number {
    return this.ready + Number(this.flushed);
  }

  /** What the program wrote: whole messages, as the driver writes them. */
  sent(bytes: Uint8Array): void {
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    let at = 0;
    if (!this.begun && buffer.length >= 8) {
      // The first message has no letter, and is a wish for encryption or the start.
      this.asksForEncryption = buffer.readInt32BE(4) === SSL_REQUEST_CODE;
      this.begun = !this.asksForEncryption;
      at = buffer.readInt32BE(0);
      this.ready += 1;
    }
    while (at + HEADER_BYTES <= buffer.length) {
      const letter = buffer[at];
      if (letter === SYNC || letter === QUERY) this.ready += 1;
      if (letter === FLUSH) this.flushed = true;
      at += 1 + buffer.readInt32BE(at + 1);
    }
  }

  /** What the server said. */
  received(bytes: Buffer): void {
    if (this.asksForEncryption) {
      // One letter: S for yes, N for no, and then the start follows in the clear.
      this.asksForEncryption = false;
      this.ready -= 1;
      this.encrypted = bytes[0] === SYNC;
      return;
    }
    this.flushed = false;
    this.answers.read(bytes, (letter) => {
      if (letter === READY_FOR_QUERY) this.ready -= 1;
    });
  }
}

/** Cuts a stream of bytes into messages, wherever its pieces end. */
class Frames {
  private header: Buffer = Buffer.alloc(0);
  /** Bytes of the current message that are still to come. */
  private left = 0;

  read(bytes: Buffer, each: (letter: number) => void): void {
    let at = 0;
    while (at < bytes.length) {
      if (this.left > 0) {
        const skipped = Math.min(this.left, bytes.length - at);
        this.left -= skipped;
        at += skipped;
        continue;
      }
      const piece = bytes.subarray(at, at + HEADER_BYTES - this.header.length);
      this.header = this.header.length === 0 ? piece : Buffer.concat([this.header, piece]);
      at += piece.length;
      if (this.header.length < HEADER_BYTES) return;
      // The length counts itself, not the letter.
      this.left = this.header.readInt32BE(1) - 4;
      each(this.header[0] ?? 0);
      this.header = Buffer.alloc(0);
    }
  }
}
