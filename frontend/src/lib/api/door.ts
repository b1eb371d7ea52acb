/** What stands between a request and its answer where there are accounts. */
export const door = {
  /** Sent with what writes: shows that it comes from a page of this session. */
  csrf: '',
  /** Called when the server knows no session (any more); says whether to ask once more. */
  ended: null as (() => Promise<boolean>) | null,
  /** Called when this page's token is not the session's, as after a log-in in another tab. */
  changed: null as (() => Promise<boolean>) | null,
};
