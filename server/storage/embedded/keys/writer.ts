/** A growing buffer that is reused from key to key; `finish` copies the bytes out. */
export class KeyWriter {
  #buffer = Buffer.allocUnsafe(4096);
  #length = 0;

  byte(value: number): void {
    this.#reserve(1);
    this.#buffer[this.#length++] = value;
  }

  uint16(value: number): void {
    this.#reserve(2);
    this.#length = this.#buffer.writeUInt16BE(value, this.#length);
  }

  uint32(value: number): void {
    this.#reserve(4);
    this.#length = this.#buffer.writeUInt32BE(value >>> 0, this.#length);
  }

  /** A double so that byte order is number order: negative numbers inverted, positive ones above them, NaN lowest. */
  double(value: number): void {
    this.#reserve(8);
    const at = this.#length;
    this.#length += 8;
    if (Number.isNaN(value)) {
      this.#buffer.fill(0, at, at + 8);
      return;
    }
    this.#buffer.writeDoubleBE(value === 0 ? 0 : value, at);
    if (value < 0) for (let i = at; i < at + 8; i++) this.#buffer[i] = ~(this.#buffer[i] ?? 0) & 0xff;
    else this.#buffer[at] = (this.#buffer[at] ?? 0) | 0x80;
  }

  bytes(value: Uint8Array): void {
    this.#reserve(value.length);
    this.#buffer.set(value, this.#length);
    this.#length += value.length;
  }

  /** UTF-8 with 0 written as 00 FF and 00 00 at the end, so that no string is a prefix of another. */
  text(value: string): void {
    if (value.includes('\0')) {
      const parts = value.split('\0');
      parts.forEach((part, i) => {
        this.#plain(part);
        if (i < parts.length - 1) this.uint16(0x00ff);
      });
    } else this.#plain(value);
    this.uint16(0);
  }

  finish(): Buffer {
    const key = Buffer.from(this.#buffer.subarray(0, this.#length));
    this.#length = 0;
    return key;
  }

  #plain(value: string): void {
    this.#reserve(value.length * 3);
    this.#length += this.#buffer.write(value, this.#length, 'utf8');
  }

  #reserve(more: number): void {
    if (this.#length + more <= this.#buffer.length) return;
    const bigger = Buffer.allocUnsafe((this.#length + more) * 2);
    bigger.set(this.#buffer.subarray(0, this.#length));
    this.#buffer = bigger;
  }
}
