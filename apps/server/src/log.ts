/** A failed statement or parse quotes the values of a record: only its kind and its place are kept. */
export function withoutValues(error: unknown): object {
  if (!(error instanceof Error)) return { kind: typeof error };
  const causes: Error[] = [];
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) causes.push(cause);
  const at = error.stack
    ?.split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 8);
  const code = causes.map((cause) => (cause as NodeJS.ErrnoException).code).find((known) => known !== undefined);
  const fault = causes.find((cause) => cause instanceof TypeError || cause instanceof ReferenceError);
  return { kind: causes.map((cause) => cause.constructor.name).join(' < '), code, message: fault?.message, at };
}
