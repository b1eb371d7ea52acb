/** A size for people. */
export function size(bytes: number): string {
  return bytes < 1000 ? `${bytes} B` : bytes < 1_000_000 ? `${Math.round(bytes / 1000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** Whether something is the address of a page, as far as can be seen. */
export const isAddress = (text: string): boolean => /^https?:\/\/[^\s/?#]+/i.test(text.trim());
