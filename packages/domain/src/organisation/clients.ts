/** What a client's key may be good for. A key belongs to a client, a system of some unit, and never to a person. */
export const clientScopes = [
  'offices.read',
  'bookings.read',
  'bookings.write',
  'webhooks.manage',
  'measures.read',
] as const;
export type ClientScope = (typeof clientScopes)[number];

/** What a client can be told of, without asking; `booking.left`: a booking went to an office beyond its reach. */
export const clientEvents = ['booking.created', 'booking.changed', 'booking.cancelled', 'booking.left'] as const;
export type ClientEvent = (typeof clientEvents)[number];

/** The channels a client's bookings may come in by: its own people's, or somebody calling. */
export const clientChannels = ['online', 'phone'] as const;
export type ClientChannel = (typeof clientChannels)[number];

/** A guard of the service, not policy: two, so that one can be put in the place of the other without a pause. */
export const activeKeys = 2;

/**
 * Invented people of a sandbox whose last four characters bring about an answer that is rare in life, and a phone that no
 * message reaches.
 */
export const magic = { full: '001X', limited: '0028', timeout: '0036', phone: '13800000001' } as const;
