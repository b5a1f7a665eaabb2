/** Hours for which the code that opens an account is good; a guard of the service, not policy. Real time. */
export const codeHours = 72;
