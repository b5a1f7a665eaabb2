/** What a keyboard in Chinese mode or a paste adds: full-width forms become plain, invisible marks go. */
export const plainText = (text: string): string =>
  text
    .replaceAll(/[！-～]/g, (wide) => String.fromCodePoint((wide.codePointAt(0) ?? 0) - fullWidthOffset))
    .replaceAll(/\p{Cf}/gu, '');

/** A number as typed, without the spaces and hyphens people group it by. */
export const ungrouped = (text: string): string => plainText(text).replaceAll(/[\s\p{Pd}−]/gu, '');

const fullWidthOffset = 0xfee0;
