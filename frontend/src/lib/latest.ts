/**
 * Asks for what is wanted now, one question at a time: while one is open only the latest of those that came after it is kept.
 * So a brush that moves faster than the answers come is always answered, and never by an old answer.
 */
export class Latest<Question> {
  private open: AbortController | null = null;
  private next: { question: Question } | null = null;

  constructor(private readonly ask: (question: Question, signal: AbortSignal) => Promise<void>) {}

  want(question: Question): void {
    if (this.open) {
      this.next = { question };
      return;
    }
    const now = (this.open = new AbortController());
    void this.ask(question, now.signal).finally(() => {
      if (this.open !== now) return;
      this.open = null;
      const { next } = this;
      this.next = null;
      if (next) this.want(next.question);
    });
  }

  stop(): void {
    this.open?.abort();
    this.open = null;
    this.next = null;
  }
}
