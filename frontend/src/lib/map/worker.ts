import 'maplibre-gl/worker';

/** The address of this file. In a page it only tells that; the worker that is started from it does the work. */
export const url = import.meta.url;
