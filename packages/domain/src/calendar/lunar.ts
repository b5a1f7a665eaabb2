import chineseDays from 'chinese-days';

/** The lunar date as people read it: 「七月初七」, 「闰六月初一」. Known from 1900 to 2100. */
export function lunarLabel(day: Temporal.PlainDate): string {
  const { month, dayName } = lunarDate(day);
  return month + dayName;
}

/** The short form for a calendar cell: 「初七」, and the month's name on its first day. */
export function lunarCell(day: Temporal.PlainDate): string {
  const { month, dayName, dayNumber } = lunarDate(day);
  return dayNumber === 1 ? month : dayName;
}

/** The traditional festival on a day, if it is one. A leap month has none. */
export function lunarFestival(day: Temporal.PlainDate): string | undefined {
  if (isNewYearsEve(day)) return '除夕';
  return festivals[lunarLabel(day)];
}

// The package's own festival list shifts with the time zone of the process, so only its date is used.
const festivals: Readonly<Record<string, string>> = {
  正月初一: '春节',
  正月十五: '元宵节',
  五月初五: '端午节',
  七月初七: '七夕节',
  七月十五: '中元节',
  八月十五: '中秋节',
  九月初九: '重阳节',
  腊月初八: '腊八节',
};

const isNewYearsEve = (day: Temporal.PlainDate) => lunarLabel(day.add({ days: 1 })) === '正月初一';

function lunarDate(day: Temporal.PlainDate) {
  const { lunarMonCN, lunarDayCN, lunarDay, isLeap } = chineseDays.getLunarDate(day.toString());
  return { month: (isLeap ? '闰' : '') + lunarMonCN, dayName: lunarDayCN, dayNumber: lunarDay };
}
