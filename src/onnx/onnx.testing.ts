/** An independent reader of the protobuf wire format, for the tests of the writer. */

export interface Field {
  field: number;
  wire: 0 | 2 | 5;
  /** Wire type 0: the unsigned 64 bits. */
  value: bigint;
  /** Wire types 2 and 5: the payload. */
  bytes: Uint8Array;
}

/** Fields of one message in the order of the bytes; throws on truncated or unknown content. */
export function decode(data: Uint8Array): Field[] {
  const fields: Field[] = [];
  let at = 0;
  const take = (count: number) => {
    if (at + count > data.length) throw new Error(`truncated at ${at}`);
    at += count;
    return data.slice(at - count, at);
  };
  const varint = () => {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const [byte] = take(1);
      value += BigInt(byte % 128) * 2n ** shift;
      if (byte < 128) return value;
    }
    throw new Error(`varint of more than ten bytes at ${at}`);
  };
  while (at < data.length) {
    const key = varint();
    const [field, wire] = [Number(key / 8n), Number(key % 8n)];
    if (wire === 0) fields.push({ field, wire, value: varint(), bytes: new Uint8Array() });
    else if (wire === 2) fields.push({ field, wire, value: 0n, bytes: take(Number(varint())) });
    else if (wire === 5) fields.push({ field, wire, value: 0n, bytes: take(4) });
    else throw new Error(`wire type ${wire} at ${at}`);
  }
  return fields;
}

/** The varint read as a signed 64-bit integer. */
export function signed({ value }: Field): bigint {
  return value >= 2n ** 63n ? value - 2n ** 64n : value;
}

/** Payloads of all fields with this number, read as messages. */
export function messages(fields: readonly Field[], number: number): Field[][] {
  return fields.filter((f) => f.field === number).map((f) => decode(f.bytes));
}

/** Payloads of all fields with this number, read as text. */
export function texts(fields: readonly Field[], number: number): string[] {
  return fields.filter((f) => f.field === number).map((f) => new TextDecoder().decode(f.bytes));
}

/** All varints with this number. */
export function integersOf(fields: readonly Field[], number: number): number[] {
  return fields.filter((f) => f.field === number).map((f) => Number(signed(f)));
}
