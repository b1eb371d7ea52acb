declare module 'maplibre-gl/worker';
