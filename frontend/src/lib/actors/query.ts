/** What the list of actors shows, as its address holds it. */
export interface Wanted {
  q: string;
  shown: (typeof SHOWN)[number];
  order: (typeof ORDERS)[number];
  /** The names that are to be settled, in the place of the list. */
  names: boolean;
}

export const SHOWN = ['named', 'known', 'new', 'described', 'all'] as const;
export const ORDERS = ['name', 'events', 'statements', 'reports', 'last'] as const;

export function parseWanted(search: string): Wanted {
  const given = new URLSearchParams(search);
  return {
    q: given.get('q') ?? '',
    shown: SHOWN.find((one) => one === given.get('shown')) ?? 'named',
    order: ORDERS.find((one) => one === given.get('order')) ?? 'events',
    names: given.get('names') === 'true',
  };
}

/** The address of what is wanted; what is as it is at first is left out. */
export function wantedAddress({ q, shown, order, names }: Wanted): string {
  const query = new URLSearchParams();
  if (names) query.set('names', 'true');
  if (q.trim()) query.set('q', q.trim());
  if (!names && shown !== 'named') query.set('shown', shown);
  if (!names && order !== 'events') query.set('order', order);
  const words = query.toString();
  return `/actors${words && `?${words}`}`;
}
