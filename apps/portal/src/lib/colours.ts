import type { BookingState } from '@anmin/domain/appointments/states';

export const stateColours: Readonly<Record<BookingState, string>> = {
  booked: 'grey',
  checkedIn: 'blue',
  displaced: 'amber',
  registered: 'green',
  refused: 'red',
  noShow: 'amber',
  noOutcome: 'amber',
  waiting: 'amber',
  withdrawn: 'grey',
  cancelled: 'grey',
};
