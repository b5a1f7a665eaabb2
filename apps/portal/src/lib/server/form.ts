/** The text fields of a form, without the blanks around them; a field that was not sent is empty. */
export function fieldsOf(form: FormData) {
  const all = (name: string) => form.getAll(name).flatMap((value) => (typeof value === 'string' ? [value.trim()] : []));
  return {
    all,
    /** Of several the last: the button that was pressed comes after what the form held. */
    text: (name: string) => all(name).at(-1) ?? '',
    has: (name: string) => form.has(name),
    /** The names that were sent, each once. */
    names: () => [...new Set(form.keys())],
    /** As typed, blanks included. */
    typed: (name: string) => form.getAll(name).find((value) => typeof value === 'string') ?? '',
  };
}

export type Fields = ReturnType<typeof fieldsOf>;

export async function readForm(request: Request): Promise<Fields> {
  return fieldsOf(await request.formData());
}
