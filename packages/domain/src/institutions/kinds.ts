/** Kinds of institution a bureau oversees (glossary: 民政服务机构). A kind joins the list with its first tenant. */
export const institutionKinds = ['marriageRegistrationOffice'] as const;
export type InstitutionKind = (typeof institutionKinds)[number];
