type Me = { readonly office: { id: string } | null; readonly offices: readonly { id: string; name: string }[] };

/** The office a page is about: a clerk's own; for the bureau the one in the address, else the first. */
export function officeOf(me: Me, url: URL): string {
  const asked = url.searchParams.get('office');
  if (me.office) return me.office.id;
  return me.offices.find(({ id }) => id === asked)?.id ?? me.offices[0]?.id ?? '';
}
