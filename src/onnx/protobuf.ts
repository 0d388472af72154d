/** A minimal protobuf writer: just the wire types that ONNX models need. */
export class ProtobufWriter {
  private readonly chunks: Uint8Array[] = [];
  private size = 0;

  /** Field of type int32, int64 or enum. */
  integer(field: number, value: number | bigint): this {
    this.varint(BigInt(field) << 3n);
    return this.varint(BigInt(value));
  }

  /** Field of type float (fixed 32 bits). */
  float(field: number, value: number): this {
    this.varint((BigInt(field) << 3n) | 5n);
    return this.push(new Uint8Array(Float32Array.of(value).buffer));
  }

  /** Field of type bytes. */
  bytes(field: number, value: Uint8Array): this {
    this.varint((BigInt(field) << 3n) | 2n);
    this.varint(BigInt(value.length));
    return this.push(value);
  }

  /** Field of type string. */
  string(field: number, value: string): this {
    return this.bytes(field, new TextEncoder().encode(value));
  }

  /** Field of a message type, written by a callback. */
  message(field: number, write: (writer: ProtobufWriter) => void): this {
    const inner = new ProtobufWriter();
    write(inner);
    this.varint((BigInt(field) << 3n) | 2n);
    this.varint(BigInt(inner.size));
    for (const chunk of inner.chunks) this.push(chunk);
    return this;
  }

  /** All that was written, in one array. */
  finish(): Uint8Array {
    const result = new Uint8Array(this.size);
    let offset = 0;
    for (const chunk of this.chunks) {
      result.set(chunk, offset);
      offset += chunk.length;
    }
    return result;
  }

  private push(chunk: Uint8Array): this {
    this.chunks.push(chunk);
    this.size += chunk.length;
    return this;
  }

  private varint(value: bigint): this {
    let rest = BigInt.asUintN(64, value);
    const bytes: number[] = [];
    while (rest > 127n) {
      bytes.push(Number(rest & 127n) | 128);
      rest >>= 7n;
    }
    bytes.push(Number(rest));
    return this.push(Uint8Array.from(bytes));
  }
}
