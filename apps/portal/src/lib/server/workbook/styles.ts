/** The styles of a workbook by their place in `cellXfs`. All but counts is text; what begins like a formula is marked as text. */
export const style = { plain: 0, title: 1, about: 2, head: 3, cell: 4, marked: 5, count: 6 } as const;
export type Style = (typeof style)[keyof typeof style];

const font = (size: number, name: string, bold = false) =>
  `<font>${bold ? '<b/>' : ''}<sz val="${size}"/><name val="${name}"/><family val="2"/></font>`;
const fill = (colour: string) =>
  `<fill><patternFill patternType="solid"><fgColor rgb="${colour}"/><bgColor indexed="64"/></patternFill></fill>`;
const line = (side: string) => `<${side} style="thin"><color rgb="FF000000"/></${side}>`;

/** the built-in format of text */
const text = 49;
/** the built-in format of whole numbers */
const whole = 1;
const look = (fontId: number, fillId: number, borderId: number, more: string, align: string, format = text) =>
  `<xf numFmtId="${format}" fontId="${fontId}" fillId="${fillId}" borderId="${borderId}" xfId="0" applyNumberFormat="1" ` +
  `applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"${more}><alignment ${align}/></xf>`;

export const stylesPart =
  '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>' +
  '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">' +
  `<fonts count="3">${font(11, '宋体')}${font(16, '黑体', true)}${font(11, '黑体')}</fonts>` +
  `<fills count="4"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>` +
  `${fill('FFE7ECF2')}${fill('FFFFC7CE')}</fills>` +
  '<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border>' +
  `<border>${line('left')}${line('right')}${line('top')}${line('bottom')}<diagonal/></border></borders>` +
  '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
  '<cellXfs count="7">' +
  look(0, 0, 0, '', 'vertical="center"') +
  look(1, 0, 0, '', 'horizontal="center" vertical="center"') +
  look(0, 0, 0, '', 'vertical="center"') +
  look(2, 2, 1, '', 'horizontal="center" vertical="center" wrapText="1"') +
  look(0, 0, 1, ' quotePrefix="1"', 'vertical="center"') +
  look(0, 3, 1, ' quotePrefix="1"', 'vertical="center"') +
  look(0, 0, 1, '', 'horizontal="right" vertical="center"', whole) +
  '</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>';
