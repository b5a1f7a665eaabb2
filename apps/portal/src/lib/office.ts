type Me = { readonly office: { id: string } | null; readonly offices: readonly { id: string; name: string }[] };

/** The office a page is about: a clerk's own; for the bureau the one in the address, else the first. */
export function officeOf(me: Me, url: URL): string {
  return chosenOffice(me, url) ?? me.offices[0]?.id ?? '';
}

/** The same for a list that may also show every office; null: all of them. */
export function chosenOffice(me: Me, url: URL): string | null {
  if (me.office) return me.office.id;
  const asked = url.searchParams.get('office');
  return me.offices.find(({ id }) => id === asked)?.id ?? null;
}
