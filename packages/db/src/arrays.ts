/** Columns of rows as arrays of PostgreSQL in its binary form: written without escaping, read without parsing. */
export function texts<Row>(rows: readonly Row[], of: (row: Row) => string | null | undefined): Buffer {
  const values = rows.map((row) => of(row) ?? null);
  return array(
    textType,
    values,
    (value) => Buffer.byteLength(value),
    (into, at, value) => into.write(value, at),
  );
}

export function bytes<Row>(rows: readonly Row[], of: (row: Row) => Buffer | null | undefined): Buffer {
  const values = rows.map((row) => of(row) ?? null);
  return array(
    bytesType,
    values,
    (value) => value.length,
    (into, at, value) => value.copy(into, at),
  );
}

export function integers<Row>(rows: readonly Row[], of: (row: Row) => number): Buffer {
  return array(
    integerType,
    rows.map(of),
    () => 4,
    (into, at, value) => into.writeInt32BE(value, at),
  );
}

/** oids of PostgreSQL's own types, the same in each version */
const [bytesType, integerType, textType] = [17, 23, 25];

/** dimensions, whether there are nulls, type of the elements, how many, first index; then length and bytes of each */
function array<Value>(
  type: number,
  values: readonly (Value | null)[],
  lengthOf: (value: Value) => number,
  write: (into: Buffer, at: number, value: Value) => number,
): Buffer {
  const lengths = values.map((value) => (value === null ? -1 : lengthOf(value)));
  const size = lengths.reduce((sum, length) => sum + 4 + Math.max(0, length), 20);
  const into = Buffer.allocUnsafe(size);
  [1, lengths.includes(-1) ? 1 : 0, type, values.length, 1].forEach((head, index) =>
    into.writeInt32BE(head, index * 4),
  );
  let at = 20;
  for (const [index, value] of values.entries()) {
    at = into.writeInt32BE(lengths[index] ?? -1, at);
    if (value === null) continue;
    write(into, at, value);
    at += lengths[index] ?? 0;
  }
  return into;
}
